"""Reminders and escalation: every step exactly once, in office hours, to whoever is there (O-02, K-28)."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.domain.actor import OPERATOR
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.extensions import db
from app.office.absence.models import Absence
from app.office.access.models import Role
from app.office.calendar.service import seed, set_day
from app.office.deadlines.kinds import DeadlineRule, Rung, Term
from app.office.deadlines.models import Deadline, LadderRung
from app.office.deadlines.service import extend_deadline, firing, pause_deadline, resume_deadline, stop_deadline
from app.office.deadlines.service.firing import fire_steps
from app.office.history.models import Entry
from app.office.staff.models import Staff
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.office.factories_deadlines import deadline, move_to, start, steps, tasks, use_rules
from tests.processes import at_once

pytestmark = pytest.mark.usefixtures("context")

WIDE = DeadlineRule(
    "test.wide",
    Text("Wide"),
    Text("Answer %(number)s"),
    lambda _day: Term(1, Unit.WORKING),
    (Rung(0, "position:finance_manager"), Rung(0, "role:finance"), Rung(0, "top"), Rung(0, "position:nobody")),
)


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch, context: None) -> None:
    use_rules(monkeypatch, WIDE)
    seed()
    factories.make_posts()


def who(name: str) -> int:
    return factories.staff_id(name)


def told(deadline_id: int) -> list[tuple[int, int | None, bool]]:
    return [(one.days, one.staff_id, one.late) for one in steps(deadline_id)]


def away(name: str, deputy: str | None = None) -> None:
    with unit_of_work(by=OPERATOR) as work:
        work.session.add(
            Absence(
                staff_id=who(name),
                kind="leave",
                first_on=date(2026, 11, 1),
                deputy_id=who(deputy) if deputy else None,
                made_at=work.at,
                made_by="x",
            )
        )


class TestOnItsDay:
    """Set on 20 November for 苏销 in the sales department, due on 27 November."""

    @pytest.mark.parametrize(
        ("moment", "fired"),
        [
            ("2026-11-25 17:00", []),
            ("2026-11-26 08:29", []),
            ("2026-11-26 08:30", [(-1, "su")]),
            ("2026-11-26 17:29", [(-1, "su")]),
            ("2026-11-26 17:31", []),
        ],
    )
    def test_a_step_fires_on_its_day_while_the_office_is_open(self, moment: str, fired: list[tuple[int, str]]) -> None:
        one = start(staff_id=who("su"))
        move_to(moment)
        assert fire_steps() == len(fired)
        assert told(one) == [(days, who(name), False) for days, name in fired]

    def test_the_whole_ladder_goes_up_day_by_day(self) -> None:
        one = start(staff_id=who("su"))
        for day in (26, 27, 28, 29, 30):
            move_to(f"2026-11-{day} 10:00")
            fire_steps()
        move_to("2026-12-01 10:00")
        fire_steps()
        expected = [(-1, who("su"), False), (0, who("su"), False), (1, who("bai"), False), (2, who("gao"), False)]
        assert told(one) == expected
        assert [step.planned_on.day for step in steps(one)] == [26, 27, 30, 1]
        assert deadline(one).warn_on is None

    def test_nothing_fires_on_a_day_off_and_a_make_up_saturday_is_worked(self) -> None:
        set_day(date(2026, 11, 28), working=True, name="调休", by=OPERATOR)
        one = start(staff_id=who("su"))
        move_to("2026-11-28 10:00")
        fire_steps()
        assert [(days, late) for days, _, late in told(one)] == [(-1, True), (0, True), (1, False)]
        move_to("2026-11-29 10:00")
        assert fire_steps() == 0

    def test_a_step_makes_one_task_for_whom_it_reaches(self) -> None:
        one = start(department_id=factories.department_id("销售部"))
        move_to("2026-11-26 10:00")
        fire_steps()
        [task] = tasks(f"deadline:{one}")
        assert (task.kind, task.staff_id, task.url) == ("deadlines.step", who("bai"), f"/office/deadlines/{one}")
        assert task.due_on == date(2026, 11, 27)

    def test_a_new_reminder_takes_the_place_of_the_one_before(self) -> None:
        one = start(staff_id=who("su"))
        for day in (26, 27):
            move_to(f"2026-11-{day} 10:00")
            fire_steps()
        reminders = [task for task in tasks(f"deadline:{one}") if task.kind == "deadlines.step"]
        assert len(reminders) == 1

    def test_every_step_stands_in_history(self) -> None:
        one = start(staff_id=who("su"))
        move_to("2026-11-26 10:00")
        fire_steps()
        entry = db.session.scalars(select(Entry).where(Entry.action == "deadlines.step_fired")).one()
        assert (entry.subject, entry.facts["to"]) == (f"deadline:{one}", "苏销")


class TestExactlyOnce:
    def test_run_twice_every_step_fires_once(self) -> None:
        one = start(staff_id=who("su"))
        move_to("2026-11-26 10:00")
        assert (fire_steps(), fire_steps()) == (1, 0)
        assert len(told(one)) == 1

    def test_after_three_days_of_standstill_every_missed_step_fires_once_and_is_marked_late(self) -> None:
        ids = [start(subject=f"case:{n}", staff_id=who("su")) for n in range(30)]
        move_to("2026-11-26 10:00")
        fire_steps()
        move_to("2026-12-01 09:00")
        assert fire_steps() == 90
        for one in ids:
            assert [(days, late) for days, _, late in told(one)] == [(-1, False), (0, True), (1, True), (2, False)]
        assert fire_steps() == 0
        numbers = [step.number for step in steps() if step.number]
        assert numbers == [f"CB2612-{n:03}" for n in range(1, 31)]

    def test_two_workers_at_once_fire_every_step_once(self, app: Flask) -> None:
        ids = [start(subject=f"case:{n}", staff_id=who("su")) for n in range(60)]
        move_to("2026-12-01 09:00")

        def work() -> int:
            with app.app_context():
                move_to("2026-12-01 09:00")
                return fire_steps()

        assert sum(at_once(app, work, work, work)) == 4 * len(ids)
        fired = [(step.deadline_id, step.days) for step in steps()]
        assert sorted(fired) == [(one, days) for one in ids for days in (-1, 0, 1, 2)]
        slips = db.session.scalars(select(Task).where(Task.kind == "deadlines.slip")).all()
        assert len(slips) == len(ids)
        assert sorted(step.number or "" for step in steps() if step.number) == [f"CB2612-{n:03}" for n in range(1, 61)]

    def test_what_another_one_stored_a_moment_before_opens_no_task(self) -> None:
        one = start(staff_id=who("su"))
        move_to("2026-11-26 10:00")
        fire_steps()
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Deadline).values(warn_on=date(2026, 11, 26)))
        before = len(tasks(f"deadline:{one}"))
        assert fire_steps() == 0
        assert len(tasks(f"deadline:{one}")) == before
        assert deadline(one).warn_on == date(2026, 11, 27)

    def test_it_goes_on_where_a_worker_that_died_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ids = [start(subject=f"case:{n}", staff_id=who("su")) for n in range(45)]
        move_to("2026-11-26 10:00")
        calls: list[int] = []

        def dies(*args: object, **more: object) -> None:
            calls.append(1)
            if len(calls) == 2:
                raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(firing, "record_many", dies)
            with pytest.raises(KeyboardInterrupt):
                fire_steps()
        db.session.rollback()
        stored = len(steps())
        assert 0 < stored < len(ids)
        assert fire_steps() == len(ids) - stored
        assert sorted(step.deadline_id for step in steps()) == ids
        reminders = db.session.scalars(select(Task).where(Task.kind == "deadlines.step")).all()
        assert len(reminders) == len(ids)


class TestNothingTooMuch:
    def test_no_step_fires_for_a_day_before_the_start(self) -> None:
        one = start("test.wide", term=Term(1, Unit.WORKING), staff_id=who("su"))
        with unit_of_work(by=OPERATOR) as work:
            work.session.add_all(
                LadderRung(rule="test.wide", days=days, addressee="responsible", slip=False) for days in (-3, 0)
            )
        move_to("2026-11-23 10:00")
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Deadline).values(warn_on=date(2026, 11, 20)))
        fire_steps()
        assert [days for days, _, _ in told(one)] == [0]

    def test_what_stands_still_is_not_urged(self) -> None:
        one = start(staff_id=who("su"))
        pause_deadline(one, "Waiting", by=OPERATOR)
        move_to("2026-12-10 10:00")
        assert fire_steps() == 0
        resume_deadline(one, by=OPERATOR)
        assert fire_steps() == 0
        assert deadline(one).warn_on == date(2026, 12, 15)

    def test_what_was_stopped_is_not_urged(self) -> None:
        one = start(staff_id=who("su"))
        stop_deadline(one, by=OPERATOR)
        move_to("2026-12-10 10:00")
        assert fire_steps() == 0

    def test_an_extension_begins_a_new_round_from_its_own_day_on(self) -> None:
        one = start(staff_id=who("su"))
        move_to("2026-11-27 10:00")
        fire_steps()
        extend_deadline(one, extra=3, reason="Parts", approval_id=None, approved_by="高总", by=OPERATOR)
        assert deadline(one).warn_on == date(2026, 12, 1)
        move_to("2026-12-02 10:00")
        fire_steps()
        rounds = [(step.round, step.days) for step in steps(one)]
        assert rounds == [(1, -1), (1, 0), (2, -1), (2, 0)]

    def test_an_extension_takes_back_the_reminders_of_the_round_before(self) -> None:
        one = start(staff_id=who("su"))
        move_to("2026-11-27 10:00")
        fire_steps()
        extend_deadline(one, extra=3, reason="Parts", approval_id=None, approved_by="高总", by=OPERATOR)
        assert [task.kind for task in tasks(f"deadline:{one}")] == ["deadlines.due"]

    def test_a_rule_without_a_ladder_urges_nobody(self) -> None:
        start("test.call", staff_id=who("su"))
        move_to("2026-12-10 10:00")
        assert fire_steps() == 0


class TestToWhom:
    def on_the_last_day(self, **more: int) -> list[int | None]:
        one = start(**more)
        move_to("2026-12-01 10:00")
        fire_steps()
        return [staff_id for _, staff_id, _ in told(one)]

    def test_whoever_is_away_is_stood_in_for(self) -> None:
        away("su", deputy="fang")
        assert self.on_the_last_day(staff_id=who("su"))[0] == who("fang")

    def test_where_nobody_stands_in_it_goes_to_the_next_above(self) -> None:
        away("su")
        assert self.on_the_last_day(staff_id=who("su"))[0] == who("bai")

    def test_where_the_head_is_away_too_it_goes_to_the_top(self) -> None:
        away("su")
        away("bai")
        assert set(self.on_the_last_day(staff_id=who("su"))) == {who("gao")}

    def test_where_nobody_is_left_it_goes_to_the_administrator(self) -> None:
        for name in ("su", "bai", "gao"):
            away(name)
        assert set(self.on_the_last_day(staff_id=who("su"))) == {None}
        admin = db.session.scalars(select(Role.id).where(Role.key == "administrator")).one()
        found = db.session.scalars(select(Task.role_id).where(Task.kind == "deadlines.slip")).one()
        assert found == admin

    def test_somebody_who_left_is_never_told(self) -> None:
        one = start(staff_id=who("su"))
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Deadline).values(staff_id=who("su")))
            work.session.execute(update(Staff).where(Staff.id == who("su")).values(active=False))
        move_to("2026-11-26 10:00")
        fire_steps()
        assert told(one) == [(-1, who("bai"), False)]

    def test_positions_roles_and_the_top_are_found(self) -> None:
        one = start("test.wide", department_id=factories.department_id("销售部"))
        move_to("2026-11-23 10:00")
        assert fire_steps() == 4
        finance = db.session.scalars(select(Role.id).where(Role.key == "finance")).one()
        by_word = {step.addressee: step.staff_id for step in steps(one)}
        assert by_word["top"] == who("gao")
        assert by_word["position:nobody"] == who("gao")
        assert by_word["role:finance"] is None
        assert finance in {task.role_id for task in tasks(f"deadline:{one}")}
