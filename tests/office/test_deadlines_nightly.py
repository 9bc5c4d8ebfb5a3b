"""Working deadlines out anew: every night, after a change of the calendar, and for whom has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import select, update

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Job
from app.office.access.service import people
from app.office.calendar.queries import whole_calendar
from app.office.calendar.service import clear_day, seed, set_day
from app.office.deadlines import nightly
from app.office.deadlines.models import Deadline
from app.office.deadlines.moves import calendar_moves
from app.office.deadlines.nightly import ask_once_a_night, tick
from app.office.deadlines.queries.facts import law, working_days
from app.office.deadlines.service import asking, pause_deadline, stop_deadline
from app.office.deadlines.service.projecting import Change, keep, outdated
from app.unit_of_work import unit_of_work
from tests import factories
from tests.office.factories_deadlines import deadline, make_many, move_to, start, steps, tasks, use_rules

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch, context: None) -> None:
    use_rules(monkeypatch)
    seed()
    factories.make_posts()


def passes() -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(select(Job).where(Job.kind == asking.KIND).order_by(Job.id)))


def nights() -> list[Job]:
    return [job for job in passes() if job.subject == asking.NIGHT]


class TestNightly:
    def test_it_is_asked_once_a_night_from_one_o_clock_on(self) -> None:
        for moment, count in (("21 00:59", 0), ("21 01:00", 1), ("21 01:01", 1), ("21 23:59", 1), ("22 09:00", 2)):
            move_to(f"2026-11-{moment}")
            ask_once_a_night()
            assert len(nights()) == count

    def test_a_change_of_the_calendar_does_not_ask_for_the_night_again(self) -> None:
        move_to("2026-11-21 02:00")
        ask_once_a_night()
        set_day(date(2026, 11, 23), working=False, name="停业", by=OPERATOR)
        ask_once_a_night()
        assert len(nights()) == 1

    def test_what_stands_still_moves_with_the_days(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        pause_deadline(one, "Waiting", by=OPERATOR)
        move_to("2026-11-25 02:00")
        tick()
        assert deadline(one).due_on == date(2026, 12, 1)
        assert tasks(f"deadline:{one}")[0].due_on == date(2026, 12, 1)
        assert passes()[-1].result == {"day": "2026-11-25", "looked_at": 1, "changed": 1}

    def test_every_minute_the_steps_of_the_day_fire(self) -> None:
        start(staff_id=factories.staff_id("su"))
        move_to("2026-11-26 09:00")
        tick()
        tick()
        assert len(steps()) == 1

    def test_taken_up_again_it_goes_on_behind_the_last_one_that_is_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ids = make_many(150)
        wrong = date(2030, 1, 1)
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Deadline).values(due_on=wrong))
        seen: list[int] = []
        whole = nightly.keep

        def dies_once(changed: list[Change], remind: Any) -> int:
            if len(seen) == 50:
                seen.append(0)
                raise KeyboardInterrupt
            seen.extend(one.row.id for one, _ in changed)
            return whole(changed, remind)

        monkeypatch.setattr(nightly, "keep", dies_once)
        jobs.start_with(None)
        move_to("2026-11-21 02:00")
        ask_once_a_night()
        [job] = nights()
        with pytest.raises(KeyboardInterrupt):
            jobs.run(job.id)
        db.session.rollback()
        move_to("2026-11-21 02:05")  # the lease of the dead worker is over
        assert jobs.run(job.id)
        assert seen == [*ids[:50], 0, *ids[50:]]
        assert passes()[-1].result == {"day": "2026-11-21", "looked_at": 150, "changed": 150}
        assert wrong not in db.session.scalars(select(Deadline.due_on)).all()

    def test_ten_thousand_open_deadlines_are_worked_out_in_seconds(self) -> None:
        make_many(10_000)
        move_to("2026-11-21 02:00")
        started = perf_counter()
        ask_once_a_night()
        assert perf_counter() - started < 15  # 5 on a quiet machine, which script/bench deadlines measures
        assert passes()[-1].result["looked_at"] == 10_000

    def test_what_somebody_touches_while_it_is_worked_out_is_left_to_him(self) -> None:
        one, other = start(staff_id=factories.staff_id("su")), start(subject="case:2")
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Deadline).values(due_on=date(2030, 1, 1)))
        found = outdated([one, other], working_days(date(2026, 11, 1)), law())
        pause_deadline(one, "Waiting", by=OPERATOR)
        with unit_of_work(by=OPERATOR):
            assert keep(found) == 1
        assert deadline(one).paused
        assert deadline(other).due_on == date(2026, 11, 27)


class TestCalendar:
    def test_a_change_lists_what_it_would_move_and_writes_nothing(self) -> None:
        first, second = start(), start(subject="case:2", arrived="2026-11-25 09:00")
        start("test.call", "case:3")
        before = whole_calendar()
        after = replace(before, holidays=before.holidays | {date(2026, 11, 26)})
        found = calendar_moves(before, after)
        assert [(one.url, one.before.day, one.after.day) for one in found] == [
            (f"/office/deadlines/{first}", 27, 30),
            (f"/office/deadlines/{second}", 2, 3),
        ]
        assert deadline(first).due_on == date(2026, 11, 27)

    def test_a_change_moves_what_is_open_and_its_tasks_and_says_so(self) -> None:
        one, stopped = start(staff_id=factories.staff_id("su")), start(subject="case:2")
        stop_deadline(stopped, by=OPERATOR)
        set_day(date(2026, 11, 26), working=False, name="停业", by=OPERATOR)
        assert deadline(one).due_on == date(2026, 11, 30)
        assert tasks(f"deadline:{one}")[0].due_on == date(2026, 11, 30)
        assert deadline(stopped).due_on == date(2026, 11, 27)
        clear_day(date(2026, 11, 26), by=OPERATOR)
        assert deadline(one).due_on == date(2026, 11, 27)

    def test_day_zero_moves_with_the_calendar_too(self) -> None:
        one = start(arrived="2026-11-20 18:00")
        assert deadline(one).started_on == date(2026, 11, 23)
        set_day(date(2026, 11, 23), working=False, name="停业", by=OPERATOR)
        assert deadline(one).started_on == date(2026, 11, 24)

    def test_a_change_in_the_middle_of_a_pause_keeps_the_pause(self) -> None:
        one = start()
        pause_deadline(one, "Waiting", by=OPERATOR)
        move_to("2026-11-24 09:00")
        set_day(date(2026, 11, 23), working=False, name="停业", by=OPERATOR)
        assert (deadline(one).paused, deadline(one).due_on) == (True, date(2026, 11, 30))

    def test_ten_thousand_open_deadlines_are_compared_in_seconds(self) -> None:
        make_many(10_000)
        before = whole_calendar()
        started = perf_counter()
        found = calendar_moves(before, replace(before, holidays=before.holidays | {date(2026, 11, 26)}))
        assert perf_counter() - started < 9  # 3 on a quiet machine
        assert len(found) > 1000


class TestLeavers:
    def test_what_runs_for_somebody_who_leaves_goes_to_the_head_of_the_department(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        people.deactivate(factories.staff_id("su"), 1, clock.today(), by=OPERATOR)
        assert deadline(one).staff_id == factories.staff_id("bai")
        assert [task.staff_id for task in tasks(f"deadline:{one}")] == [factories.staff_id("bai")]

    def test_without_anybody_above_it_stays(self) -> None:
        one = start(staff_id=factories.staff_id("gao"))
        people.deactivate(factories.staff_id("gao"), 1, clock.today(), by=OPERATOR)
        assert deadline(one).staff_id == factories.staff_id("gao")
