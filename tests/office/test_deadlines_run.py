"""Setting, stopping, pausing, extending and handing on deadlines (O-02)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from app import clock
from app.domain.actor import OPERATOR
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.calendar.service import seed
from app.office.deadlines.kinds import Term
from app.office.deadlines.models import Deadline, DeadlineExtension, DeadlinePause
from app.office.deadlines.service import (
    change_term,
    extend_deadline,
    hand_deadline,
    pause_deadline,
    recompute,
    resume_deadline,
    stop_deadline,
    stop_deadlines,
)
from app.office.history.models import Entry
from app.office.staff.models import Staff
from app.unit_of_work import unit_of_work
from tests import factories
from tests.office.factories_deadlines import deadline, move_to, start, tasks, use_rules

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch, context: None) -> None:
    use_rules(monkeypatch)
    seed()


def entries(deadline_id: int) -> list[str]:
    query = select(Entry.action).where(Entry.subject == f"deadline:{deadline_id}").order_by(Entry.id)
    return list(db.session.scalars(query))


def due(deadline_id: int) -> str:
    return deadline(deadline_id).due_on.isoformat()


class TestStart:
    def test_working_days_count_from_the_day_after_the_arrival(self) -> None:
        one = deadline(start())
        assert (one.started_on, one.due_on, one.late) == (date(2026, 11, 20), date(2026, 11, 27), False)
        assert (one.term, one.unit, one.round, one.certain, one.paused) == (5, "working", 1, True, False)

    def test_what_arrives_after_office_hours_counts_from_the_next_working_day_and_is_marked_late(self) -> None:
        one = deadline(start(arrived="2026-11-20 17:31"))
        assert (one.started_on, one.due_on, one.late) == (date(2026, 11, 23), date(2026, 11, 30), True)

    def test_an_arrival_on_a_day_off_is_not_late_but_counts_from_the_next_working_day(self) -> None:
        one = deadline(start(arrived="2026-11-21 10:00"))
        assert (one.started_on, one.late) == (date(2026, 11, 23), False)

    def test_a_make_up_sunday_is_a_working_day(self) -> None:
        one = deadline(start(arrived="2026-09-18 09:00"))  # 2026-09-20 is worked, 09-25 a holiday
        assert one.due_on == date(2026, 9, 24)

    @pytest.mark.parametrize(
        ("arrived", "last"),
        [
            ("2026-02-13", "2026-02-14"),
            ("2026-02-27", "2026-02-28"),
            ("2026-05-08", "2026-05-09"),
            ("2026-09-19", "2026-09-21"),
            ("2026-10-09", "2026-10-10"),
            ("2026-01-02", "2026-01-05"),
        ],
    )
    def test_make_up_days_end_a_term_and_days_off_begin_none(self, arrived: str, last: str) -> None:
        assert due(start(arrived=f"{arrived} 09:00", term=Term(1, Unit.WORKING))) == last

    def test_calendar_days_may_end_on_a_sunday(self) -> None:
        assert due(start("test.call", arrived="2026-11-19 09:00")) == "2026-11-22"

    def test_a_month_ends_on_the_same_day_or_on_the_last_of_a_shorter_month(self) -> None:
        assert due(start("test.month", arrived="2026-03-10 23:00")) == "2026-04-10"
        assert due(start("test.month", "case:2", arrived="2026-01-31 09:00")) == "2026-02-28"

    def test_a_year_without_known_holidays_makes_the_due_day_uncertain(self) -> None:
        one = deadline(start(arrived="2026-12-30 09:00"))
        assert one.due_on.year == 2027
        assert not one.certain

    def test_calendar_days_stay_certain_across_an_unknown_year(self) -> None:
        assert deadline(start("test.call", arrived="2026-12-30 09:00")).certain

    def test_the_term_of_the_start_holds_with_the_day_since_when(self) -> None:
        one = deadline(start(term=Term(2, Unit.WORKING, date(2026, 7, 1))))
        assert (one.term, one.term_from, one.due_on) == (2, date(2026, 7, 1), date(2026, 11, 24))

    def test_a_person_gets_a_task_that_is_due_with_it(self) -> None:
        one = deadline(start(staff_id=factories.staff_id("su")))
        [task] = tasks(f"deadline:{one.id}")
        assert (task.staff_id, task.due_on, task.kind) == (one.staff_id, one.due_on, "deadlines.due")
        assert task.url == one.url == f"/office/deadlines/{one.id}"
        assert one.department_id == factories.department_id("销售部")

    def test_a_department_alone_gets_no_task(self) -> None:
        one = deadline(start(department_id=factories.department_id("财务部")))
        assert tasks(f"deadline:{one.id}") == []
        assert one.department_id == factories.department_id("财务部")


class TestStop:
    def test_in_time_it_is_kept_and_its_tasks_are_done(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        assert stop_deadlines("case:1", by=OPERATOR) == 1
        found = deadline(one)
        assert (found.outcome, found.stopped_on, found.warn_on) == ("kept", date(2026, 11, 20), None)
        assert [task.state for task in tasks(f"deadline:{one}", "done")] == ["done"]
        assert entries(one) == ["deadlines.started", "deadlines.kept"]

    @pytest.mark.parametrize(
        ("moment", "outcome"),
        [("2026-11-27 17:30", "kept"), ("2026-11-27 17:31", "late"), ("2026-11-28 08:00", "late")],
    )
    def test_the_end_of_office_hours_on_the_due_day_is_the_last_moment(self, moment: str, outcome: str) -> None:
        one = start()
        stop_deadlines("case:1", at=clock.at_office(datetime.fromisoformat(moment)), by=OPERATOR)
        assert deadline(one).outcome == outcome

    def test_dropped_ends_it_without_a_verdict_and_cancels_its_tasks(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        stop_deadlines("case:1", outcome="dropped", by=OPERATOR)
        assert deadline(one).outcome == "dropped"
        assert len(tasks(f"deadline:{one}", "cancelled")) == 1

    def test_only_the_rule_that_is_named_stops(self) -> None:
        answer, call = start(), start("test.call")
        assert stop_deadlines("case:1", rule="test.call", by=OPERATOR) == 1
        assert (deadline(answer).outcome, deadline(call).outcome) == (None, "kept")

    def test_nothing_that_runs_is_nothing_to_stop(self) -> None:
        assert stop_deadlines("case:9", by=OPERATOR) == 0

    def test_one_that_was_stopped_cannot_be_stopped_again(self) -> None:
        one = start()
        stop_deadline(one, by=OPERATOR)
        with pytest.raises(Conflict):
            stop_deadline(one, by=OPERATOR)

    def test_the_whole_waits_for_its_stages(self) -> None:
        whole = start()
        stage = start("test.call", parent_id=whole)
        with pytest.raises(Refused, match="stage"):
            stop_deadline(whole, by=OPERATOR)
        stop_deadline(stage, by=OPERATOR)
        stop_deadline(whole, by=OPERATOR)
        assert deadline(whole).outcome == "kept"

    def test_the_whole_and_its_stages_stop_together(self) -> None:
        whole = start()
        start("test.call", parent_id=whole)
        assert stop_deadlines("case:1", by=OPERATOR) == 2

    def test_stopping_ends_a_pause_and_counts_it(self) -> None:
        one = start()
        pause_deadline(one, "Waiting for the customer", by=OPERATOR)
        move_to("2026-12-02 09:00")
        stop_deadlines("case:1", by=OPERATOR)
        found = deadline(one)
        assert (found.outcome, found.paused) == ("kept", False)
        assert found.due_on == date(2026, 12, 8)
        assert db.session.scalars(select(DeadlinePause.ended_on)).one() == date(2026, 12, 2)


class TestPause:
    def test_over_a_weekend_only_whole_working_days_move_the_due_day(self) -> None:
        one = start(arrived="2026-11-18 09:00")
        assert due(one) == "2026-11-25"
        pause_deadline(one, "Waiting for the customer", by=OPERATOR)
        assert (deadline(one).paused, deadline(one).warn_on) == (True, None)
        move_to("2026-11-23 09:00")
        resume_deadline(one, by=OPERATOR)
        assert (due(one), deadline(one).paused) == ("2026-11-25", False)

    def test_over_a_holiday_no_day_off_moves_the_due_day(self) -> None:
        move_to("2026-09-30 09:00")
        one = start(arrived="2026-09-29 09:00")
        before = due(one)
        pause_deadline(one, "Waiting for the gas works", by=OPERATOR)
        move_to("2026-10-08 09:00")
        resume_deadline(one, by=OPERATOR)
        assert due(one) == before

    def test_calendar_days_move_by_every_day(self) -> None:
        one = start("test.call")
        pause_deadline(one, "Waiting for the customer", by=OPERATOR)
        move_to("2026-11-24 09:00")
        resume_deadline(one, by=OPERATOR)
        assert due(one) == "2026-11-27"

    def test_working_it_out_again_while_it_stands_still_moves_it_with_the_days(self) -> None:
        one = start()
        pause_deadline(one, "Waiting for the customer", by=OPERATOR)
        move_to("2026-11-25 09:00")
        again(one)
        assert due(one) == "2026-12-01"
        assert "deadlines.moved" not in entries(one)

    def test_a_second_pause_at_the_same_time_is_refused(self) -> None:
        one = start()
        pause_deadline(one, "Waiting for the customer", by=OPERATOR)
        with pytest.raises(Conflict):
            pause_deadline(one, "Again", by=OPERATOR)

    def test_what_runs_cannot_be_resumed(self) -> None:
        with pytest.raises(Conflict):
            resume_deadline(start(), by=OPERATOR)

    def test_an_overdue_one_cannot_be_paused(self) -> None:
        with pytest.raises(Refused, match="overdue"):
            pause_deadline(start(arrived="2026-11-02 09:00"), "Too late", by=OPERATOR)

    def test_a_stopped_one_cannot_be_paused(self) -> None:
        one = start()
        stop_deadline(one, by=OPERATOR)
        with pytest.raises(Conflict):
            pause_deadline(one, "Too late", by=OPERATOR)


class TestExtend:
    def extend(self, one: int, extra: int, approval: int | None = None) -> None:
        extend_deadline(one, extra=extra, reason="New parts", approval_id=approval, approved_by="高总", by=OPERATOR)

    def test_it_adds_units_begins_a_new_round_and_moves_the_task(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        self.extend(one, 2, approval=7)
        found = deadline(one)
        assert (found.due_on, found.round) == (date(2026, 12, 1), 2)
        assert tasks(f"deadline:{one}")[0].due_on == found.due_on
        assert entries(one)[-1] == "deadlines.extended"

    def test_all_extensions_together_stay_within_the_most(self) -> None:
        one = start()
        self.extend(one, 3)
        with pytest.raises(Refused) as refused:
            self.extend(one, 3)
        assert refused.value.text.params["most"].params["n"] == 2
        self.extend(one, 2)
        assert due(one) == "2026-12-04"

    @pytest.mark.parametrize("extra", [0, -1, 6])
    def test_nothing_less_than_nothing_and_too_much_are_refused(self, extra: int) -> None:
        one = start()
        with pytest.raises(Refused):
            self.extend(one, extra)
        assert db.session.scalar(select(func.count()).select_from(DeadlineExtension)) == 0

    def test_a_rule_that_allows_none_is_never_extended(self) -> None:
        with pytest.raises(Refused):
            self.extend(start("test.call"), 1)

    def test_one_approval_extends_once(self) -> None:
        self.extend(start(), 1, approval=7)
        with pytest.raises(Conflict):
            self.extend(start(subject="case:2"), 1, approval=7)

    def test_a_stopped_one_is_not_extended(self) -> None:
        one = start()
        stop_deadline(one, by=OPERATOR)
        with pytest.raises(Conflict):
            self.extend(one, 1)

    def test_an_extension_never_changes(self) -> None:
        self.extend(start(), 1)
        with pytest.raises(IntegrityError), unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(DeadlineExtension).values(extra=9))


class TestTerm:
    def test_another_severity_keeps_the_start_the_pauses_and_the_extensions(self) -> None:
        one = start()
        pause_deadline(one, "Waiting", by=OPERATOR)
        move_to("2026-11-24 09:00")
        change_term(one, Term(2, Unit.WORKING, date(2026, 7, 1)), reason="Graver than thought", by=OPERATOR)
        move_to("2026-11-26 09:00")
        resume_deadline(one, by=OPERATOR)
        found = deadline(one)
        assert (found.term, found.term_from, found.started_on) == (2, date(2026, 7, 1), date(2026, 11, 20))
        assert found.due_on == date(2026, 11, 27)  # 23 to 25 November stood still
        assert entries(one)[-2:] == ["deadlines.term_changed", "deadlines.resumed"]

    def test_the_term_of_a_stopped_one_stays(self) -> None:
        one = start()
        stop_deadline(one, by=OPERATOR)
        with pytest.raises(Conflict):
            change_term(one, Term(2, Unit.WORKING), reason="x", by=OPERATOR)


class TestHand:
    def test_the_task_goes_to_the_other_person_and_the_department_with_it(self) -> None:
        one = start(staff_id=factories.staff_id("su"))
        hand_deadline(one, factories.staff_id("kong"), by=OPERATOR)
        found = deadline(one)
        assert (found.staff_id, found.department_id) == (
            factories.staff_id("kong"),
            factories.department_id("客户服务部"),
        )
        assert [task.staff_id for task in tasks(f"deadline:{one}")] == [found.staff_id]
        assert len(tasks(f"deadline:{one}", "cancelled")) == 1

    def test_somebody_who_left_is_refused(self) -> None:
        one = start()
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Staff).where(Staff.id == factories.staff_id("su")).values(active=False))
        with pytest.raises(Refused, match="work here"):
            hand_deadline(one, factories.staff_id("su"), by=OPERATOR)


def again(*ids: int) -> int:
    with unit_of_work(by=OPERATOR):
        return recompute(ids)


def test_working_out_again_changes_nothing_where_no_fact_changed() -> None:
    one = start()
    version = deadline(one).version
    assert again(one) == 0
    assert deadline(one).version == version


def test_working_out_again_mends_what_was_stored_wrongly_and_says_so() -> None:
    one = start(staff_id=factories.staff_id("su"))
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(Deadline).values(due_on=date(2027, 1, 1)))
    assert again(one) == 1
    assert due(one) == "2026-11-27"
    assert tasks(f"deadline:{one}")[0].due_on == date(2026, 11, 27)
    assert entries(one)[-1] == "deadlines.moved"


def test_a_stopped_one_is_never_worked_out_again() -> None:
    one = start()
    stop_deadline(one, by=OPERATOR)
    assert again(one) == 0


@pytest.mark.parametrize(
    "deed",
    [
        lambda one: pause_deadline(one, "Waiting", by=OPERATOR),
        lambda one: extend_deadline(one, extra=1, reason="x", approval_id=None, approved_by="高总", by=OPERATOR),
        lambda one: hand_deadline(one, factories.staff_id("kong"), by=OPERATOR),
    ],
)
def test_every_deed_raises_the_version(deed: Callable[[int], Any]) -> None:
    one = start()
    before = deadline(one).version
    deed(one)
    assert deadline(one).version == before + 1
