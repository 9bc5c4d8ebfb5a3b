"""Approvers who leave, are away, come back or change posts while a request waits: never a stuck paper."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.jobs.models import Job
from app.office.absence.models import Absence
from app.office.absence.service import cancel_absence, record_absence
from app.office.access.models import Role
from app.office.access.service.people import activate, deactivate
from app.office.access.service.roles import give_role
from app.office.approvals import nightly, queries, service
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalVoice
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.positions.service import relieve
from app.office.staff.models import Staff
from app.office.tasks.models import Task
from tests import factories
from tests.office.factories_approvals import ask_for, now, person, position, role, row

pytestmark = pytest.mark.usefixtures("context")
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def posts(context: None) -> None:
    factories.make_posts()


def waits_for(subject: str = "thing:1") -> list[tuple[str, str, str | None]]:
    """For whose voice it waits, who acts, and why."""
    standing = queries.standing(subject)
    assert standing is not None
    seats = (seat for step in standing.steps for seat in step.seats if seat.state == "waiting")
    return [(seat.person, seat.acting, seat.because) for seat in seats]


def tasks_of(username: str) -> int:
    query = select(func.count()).where(Task.staff_id == factories.staff_id(username), Task.state == "open")
    return db.session.scalar(query) or 0


def leave(username: str) -> None:
    version = db.session.scalars(select(Staff.version).where(Staff.id == factories.staff_id(username))).one()
    deactivate(factories.staff_id(username), version, TODAY, by=OPERATOR)


def away(username: str, deputy: str | None = None, first_on: date = TODAY, last_on: date | None = None) -> int:
    deputy_id = factories.staff_id(deputy) if deputy else None
    admin = factories.actor("admin")
    return record_absence(factories.staff_id(username), "leave", first_on, last_on, deputy_id, by=admin)


def approve(request: Approval, username: str) -> None:
    service.approve(request.id, now(request).version, by=factories.actor(username))


def test_a_deputy_speaks_for_whoever_is_away() -> None:
    away("bai", "su")
    row(person("bai"))
    request = ask_for("fang")
    assert waits_for() == [("白管", "苏销", "deputy")]
    approve(request, "su")
    assert now(request).state == "approved"
    voice = db.session.scalars(select(ApprovalVoice).where(ApprovalVoice.said == "approve")).one()
    assert (voice.staff_id, voice.by_id, voice.because) == (
        factories.staff_id("bai"),
        factories.staff_id("su"),
        "deputy",
    )
    entry = db.session.scalars(select(Entry).where(Entry.action == "approvals.approved")).one()
    assert (entry.staff_id, entry.on_behalf_of) == (factories.staff_id("su"), factories.staff_id("bai"))


def test_a_deputy_does_not_decide_on_his_own_request() -> None:
    away("bai", "su")
    row(person("bai"))
    ask_for("su")
    assert waits_for() == [("白管", "高总", "superior")]


def test_an_absence_moves_what_waits_and_its_end_moves_it_back() -> None:
    row(person("bai"))
    ask_for("fang")
    due = db.session.scalars(select(Deadline.due_on)).one()
    absence = away("bai", "su")
    assert waits_for() == [("白管", "苏销", "deputy")]
    assert (tasks_of("bai"), tasks_of("su")) == (0, 1)
    deadline = db.session.scalars(select(Deadline).execution_options(populate_existing=True)).one()
    assert (deadline.staff_id, deadline.due_on, deadline.stopped_on) == (factories.staff_id("su"), due, None)
    version = db.session.scalars(select(Absence.version)).one()
    cancel_absence(absence, version, by=factories.actor("admin"))
    assert waits_for() == [("白管", "白管", None)]
    assert (tasks_of("bai"), tasks_of("su")) == (1, 0)


def test_the_superior_decides_for_whoever_leaves() -> None:
    row(person("bai"))
    request = ask_for("su")
    leave("bai")
    assert waits_for() == [("白管", "高总", "left")]
    assert (tasks_of("bai"), tasks_of("gao")) == (0, 1)
    approve(request, "gao")
    assert now(request).state == "approved"


def test_a_position_that_falls_vacant_moves_to_the_superior_and_then_to_the_new_holder() -> None:
    row(position("finance_manager"))
    ask_for("su")
    assert waits_for() == [("徐财", "徐财", None)]
    leave("xu")
    assert waits_for() == [("徐财", "高总", "left")]
    factories.appoint("chen", "finance_manager", "财务部", held_from=TODAY)
    assert waits_for() == [("陈收", "陈收", None)]
    assert (tasks_of("xu"), tasks_of("gao"), tasks_of("chen")) == (0, 0, 1)


def test_whoever_is_relieved_of_the_position_is_asked_no_longer() -> None:
    factories.appoint("chen", "coordinating_assistant")
    post = factories.appoint("fang", "coordinating_assistant", held_from=date(2026, 2, 1))
    row(position("coordinating_assistant", "all"))
    ask_for("su")
    assert [name for name, _, _ in waits_for()] == ["陈收", "方前"]
    relieve(post, held_until=date(2026, 11, 19), by=OPERATOR)
    assert [name for name, _, _ in waits_for()] == ["陈收"]
    assert tasks_of("fang") == 0


def test_whoever_gets_the_role_is_asked_too() -> None:
    row(role("finance", "all"))
    ask_for("su")
    finance = db.session.scalars(select(Role.id).where(Role.key == "finance")).one()
    give_role(factories.staff_id("chen"), finance, None, by=OPERATOR)
    assert [name for name, _, _ in waits_for()] == ["徐财", "陈收"]


def test_the_last_who_must_speak_leaves_and_the_voices_given_decide() -> None:
    factories.appoint("chen", "coordinating_assistant")
    post = factories.appoint("fang", "coordinating_assistant", held_from=date(2026, 2, 1))
    row(position("coordinating_assistant", "all"))
    request = ask_for("su")
    approve(request, "chen")
    relieve(post, held_until=date(2026, 11, 19), by=OPERATOR)
    assert now(request).state == "approved"


def test_a_stand_in_who_has_approved_before_is_counted() -> None:
    row(person("xu"), person("bai"))
    request = ask_for("su")
    approve(request, "xu")
    away("bai", "xu")
    assert now(request).state == "approved"
    assert db.session.scalars(select(ApprovalVoice.said).order_by(ApprovalVoice.id.desc()).limit(1)).one() == "counted"


def test_everybody_away_keeps_his_seat() -> None:
    away("gao")
    away("admin")
    away("bai")
    row(person("bai"))
    request = ask_for("su")
    assert waits_for() == [("白管", "白管", "away")]
    approve(request, "bai")
    assert now(request).state == "approved"


def test_a_question_whose_submitter_leaves_waits_for_its_deciders_again() -> None:
    row(person("bai"))
    request = ask_for("su")
    service.ask(request.id, 1, "哪一批货？", by=factories.actor("bai"))
    leave("su")
    assert now(request).state == "waiting"
    assert waits_for() == [("白管", "白管", None)]
    assert (tasks_of("bai"), tasks_of("su")) == (1, 0)


def test_a_question_is_not_lost_when_somebody_else_leaves() -> None:
    row(person("bai"))
    request = ask_for("su")
    service.ask(request.id, 1, "哪一批货？", by=factories.actor("bai"))
    leave("bai")
    assert now(request).state == "asked"
    service.answer(request.id, now(request).version, "第三批", by=factories.actor("su"))
    assert waits_for() == [("白管", "高总", "left")]


def test_whoever_comes_back_sits_in_his_seat_again() -> None:
    row(person("bai"))
    ask_for("su")
    leave("bai")
    version = db.session.scalars(select(Staff.version).where(Staff.id == factories.staff_id("bai"))).one()
    activate(factories.staff_id("bai"), version, by=OPERATOR)
    assert waits_for() == [("白管", "白管", None)]
    assert db.session.scalars(select(func.count()).select_from(ApprovalSeat)).one() == 1


def test_nothing_changes_where_nobody_has_changed() -> None:
    row(person("bai"), person("gao"))
    request = ask_for("su")
    assert service.reseat(by=OPERATOR) == 0
    assert now(request).version == 1


def test_absences_that_begin_by_the_calendar_are_found_once_a_day() -> None:
    row(person("bai"))
    ask_for("fang")
    away("bai", "su", first_on=date(2026, 11, 23), last_on=date(2026, 11, 24))
    assert waits_for() == [("白管", "白管", None)]
    nightly.ask_once_a_day()
    jobs = select(func.count()).select_from(Job).where(Job.kind == "approvals.reseat")
    assert db.session.scalar(jobs) == 1
    for day, expected in (
        (23, ("白管", "苏销", "deputy")),
        (24, ("白管", "苏销", "deputy")),
        (25, ("白管", "白管", None)),
    ):
        clock.set_up(ZoneInfo("Asia/Shanghai"), datetime(2026, 11, day, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
        nightly.ask_once_a_day()
        nightly.ask_once_a_day()
        assert waits_for() == [expected]
    assert db.session.scalar(jobs) == 4
