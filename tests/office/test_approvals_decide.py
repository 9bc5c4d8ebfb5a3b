"""Deciding on requests: yes, no, a question and its answer, whose turn it is, and taking back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals import queries, service
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval, ApprovalStep, ApprovalVoice
from app.office.approvals.service import engine
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.tasks.models import Task
from tests import factories
from tests.office.factories_approvals import ask_for, now, person, role, row

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def posts(context: None) -> None:
    factories.make_posts()


def waits_for(subject: str = "thing:1") -> tuple[str, ...]:
    standing = queries.standing(subject)
    assert standing is not None
    return standing.waits_for


def said(request: Approval) -> list[tuple[str, str]]:
    voices = select(ApprovalVoice).where(ApprovalVoice.approval_id == request.id).order_by(ApprovalVoice.id)
    return [(voice.by_name, voice.said) for voice in db.session.scalars(voices)]


def tasks_of(username: str, state: str = "open") -> list[str]:
    query = select(Task).where(Task.staff_id == factories.staff_id(username), Task.state == state)
    return [task.kind for task in db.session.scalars(query.order_by(Task.id))]


def entries(action: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.action == action).order_by(Entry.id)))


def approve(request: Approval, username: str, words: str | None = None) -> Approval:
    return service.approve(request.id, now(request).version, words, by=factories.actor(username))


def test_a_request_climbs_its_chain_step_by_step() -> None:
    row(person("bai", "Department"), person("gao", "General manager"))
    request = ask_for("su")
    assert request.number == "SP2611-001"
    assert waits_for() == ("白管",)
    approve(request, "bai", "同意")
    assert waits_for() == ("高总",)
    assert not queries.is_approved("thing:1")
    approve(request, "gao")
    assert queries.is_approved("thing:1")
    assert now(request).state == "approved"
    assert said(request) == [("苏销", "submit"), ("白管", "approve"), ("高总", "approve")]
    assert [entry.facts["step"]["msgid"] for entry in entries("approvals.approved")] == [
        "Department",
        "General manager",
    ]
    assert len(entries("approvals.granted")) == 1


def test_numbers_count_within_a_month() -> None:
    row(person("gao"))
    assert [ask_for("su", f"thing:{n}").number for n in (1, 2)] == ["SP2611-001", "SP2611-002"]


def test_a_refusal_ends_the_request_with_its_reason() -> None:
    row(person("bai"), person("gao"))
    request = ask_for("su")
    service.refuse(request.id, 1, "金额不符", by=factories.actor("bai"))
    assert now(request).state == "refused"
    assert waits_for() == ()
    assert entries("approvals.refused")[0].reason == "金额不符"
    steps = db.session.scalars(select(ApprovalStep.state).order_by(ApprovalStep.place)).all()
    assert steps == ["refused", "ended"]
    assert tasks_of("bai") == []


@pytest.mark.parametrize("words", [None, "", "  "])
def test_nobody_refuses_or_asks_back_without_a_word(words: str | None) -> None:
    row(person("bai"))
    request = ask_for("su")
    for verb in (service.refuse, service.ask):
        with pytest.raises(Refused) as refused:
            verb(request.id, 1, words, by=factories.actor("bai"))
        assert refused.value.field == "words"


def test_a_question_goes_to_the_submitter_and_the_answer_back_to_the_same_step() -> None:
    row(person("bai"), person("gao"))
    request = ask_for("su")
    service.ask(request.id, 1, "哪一批货？", by=factories.actor("bai"))
    assert now(request).state == "asked"
    assert (tasks_of("su"), tasks_of("bai")) == (["approvals.answer"], [])
    assert waits_for() == ()
    with pytest.raises(Refused, match="who submitted"):
        service.answer(request.id, 2, "第三批", by=factories.actor("bai"))
    service.answer(request.id, 2, "第三批", by=factories.actor("su"))
    assert waits_for() == ("白管",)
    assert (tasks_of("su"), tasks_of("bai")) == ([], ["approvals.decide"])
    assert said(request)[1:] == [("白管", "ask"), ("苏销", "answer")]
    approve(request, "bai")
    assert waits_for() == ("高总",)


def test_whoever_asked_may_decide_without_the_answer() -> None:
    row(person("bai"))
    for number, verb in enumerate((service.approve, service.refuse), start=1):
        request = ask_for("su", f"thing:{number}")
        service.ask(request.id, 1, "哪一批货？", by=factories.actor("bai"))
        verb(request.id, 2, "看过了", by=factories.actor("bai"))
        assert now(request).state in ("approved", "refused")
        assert tasks_of("su") == []


def test_only_the_submitter_withdraws_and_only_before_the_decision() -> None:
    row(person("bai"))
    request = ask_for("su")
    with pytest.raises(Refused):
        service.withdraw(request.id, 1, by=factories.actor("bai"))
    service.withdraw(request.id, 1, "不需要了", by=factories.actor("su"))
    assert now(request).state == "withdrawn"
    assert tasks_of("bai") == []
    with pytest.raises(Conflict):
        service.withdraw(request.id, 2, by=factories.actor("su"))


def test_nobody_decides_on_his_own_request() -> None:
    row(person("bai"))
    request = ask_for("bai")
    assert waits_for() == ("高总",)
    with pytest.raises(Refused, match="It waits for 高总"):
        approve(request, "bai")
    approve(request, "gao")
    assert queries.is_approved("thing:1")


def test_whoever_is_not_asked_is_told_for_whom_it_waits() -> None:
    row(person("xu"))
    request = ask_for("su")
    with pytest.raises(Refused, match="It waits for 徐财"):
        approve(request, "gao")


def test_whoever_may_not_see_it_does_not_learn_of_it() -> None:
    row(person("xu"))
    request = ask_for("su")
    for username in ("fang", "wu"):
        with pytest.raises(NoResultFound):
            approve(request, username)


def test_nobody_speaks_out_of_turn_or_twice() -> None:
    line = service.StepPlan("Levels", "line", mode="turns")
    request = ask_for("su", chain=[line, person("xu")])
    assert waits_for() == ("白管",)
    with pytest.raises(Refused, match="not your turn"):
        approve(request, "gao")
    approve(request, "bai")
    with pytest.raises(Refused, match="already"):
        approve(request, "bai")
    approve(request, "gao")
    assert waits_for() == ("徐财",)


def test_somebody_quicker_is_a_conflict() -> None:
    row(role("general_manager"), person("xu"))
    request = ask_for("su")
    approve(request, "gao")
    with pytest.raises(Conflict):
        service.refuse(request.id, 1, "太晚", by=factories.actor("xu"))
    approve(request, "xu")
    with pytest.raises(Conflict):
        approve(request, "xu")


def test_one_of_them_is_enough() -> None:
    factories.appoint("xu", "general_manager")
    row(service.StepPlan("Top", "top"))
    request = ask_for("su")
    assert waits_for() == ("高总", "徐财")
    approve(request, "xu")
    assert queries.is_approved("thing:1")
    assert (tasks_of("xu", "done"), tasks_of("gao", "cancelled")) == (["approvals.decide"], ["approvals.decide"])


def test_all_of_them_must_say_yes() -> None:
    factories.appoint("xu", "general_manager")
    row(service.StepPlan("Top", "top", mode="all"))
    request = ask_for("su")
    approve(request, "xu")
    assert waits_for() == ("高总",)
    approve(request, "gao")
    assert queries.is_approved("thing:1")


def test_the_same_person_at_two_steps_is_asked_once() -> None:
    row(person("gao", "Deputy general manager"), person("xu"), person("gao", "General manager"))
    request = ask_for("su")
    approve(request, "gao")
    approve(request, "xu")
    assert queries.is_approved("thing:1")
    assert said(request)[-1] == ("高总", "counted")


def test_whoever_is_asked_has_a_task_and_a_deadline_of_two_working_days() -> None:
    row(person("bai"))
    request = ask_for("su")
    assert tasks_of("bai") == ["approvals.decide"]
    standing = queries.standing("thing:1")
    assert standing is not None
    assert standing.steps[0].seats[0].due_on == date(2026, 11, 24)
    deadline = db.session.scalars(select(Deadline)).one()
    assert (deadline.rule, deadline.staff_id) == ("approvals.decision", factories.staff_id("bai"))
    approve(request, "bai")
    db.session.expire_all()
    assert (deadline.outcome, tasks_of("bai", "done")) == ("kept", ["approvals.decide"])


def test_a_thing_is_asked_for_once_at_a_time() -> None:
    row(person("bai"))
    request = ask_for("su")
    with pytest.raises(Conflict, match="SP2611-001"):
        ask_for("fang")
    ask_for("fang", matter="gas.cut_off")
    service.refuse(request.id, 1, "不行", by=factories.actor("bai"))
    assert ask_for("su").number == "SP2611-003"


def test_only_a_member_of_staff_asks() -> None:
    from app.domain.actor import OPERATOR

    with pytest.raises(Refused, match="member of staff"):
        service.submit("gas.cut_off", "thing:1", title="断气", url="/", snapshot=[], by=OPERATOR)


def test_the_request_keeps_what_was_submitted() -> None:
    row(person("bai"))
    request = service.submit(
        "complaints.decision",
        "thing:1",
        title="退货",
        url="/",
        snapshot=[(Text("Customer"), "东方机械"), ("原因", Text("Rows: %(n)s", n=3))],
        by=factories.actor("su"),
    )
    paper = queries.paper_of(now(request))
    assert paper == [(Text("Customer"), "东方机械"), ("原因", Text("Rows: %(n)s", n="3"))]


def test_the_office_hears_how_it_ended_in_the_same_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str]] = []

    def settled(request: Approval) -> None:
        heard.append((request.subject, request.state))

    matter = Matter("complaints.decision", Text("Decision"), "A-24", settled=settled)
    monkeypatch.setattr(engine, "matter_of", lambda _key: matter)
    row(person("bai"))
    approve(ask_for("su", "thing:1"), "bai")
    service.refuse(ask_for("su", "thing:2").id, 1, "不行", by=factories.actor("bai"))
    service.withdraw(ask_for("su", "thing:3").id, 1, by=factories.actor("su"))
    ask_for("su", "thing:4")
    service.void("thing:4", "已改", by=factories.actor("su"))
    assert heard == [("thing:1", "approved"), ("thing:2", "refused"), ("thing:3", "withdrawn"), ("thing:4", "void")]


def test_a_decision_that_cannot_be_carried_out_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def settled(_request: Approval) -> None:
        raise Refused(Text("This is too much."))

    matter = Matter("complaints.decision", Text("Decision"), "A-24", settled=settled)
    monkeypatch.setattr(engine, "matter_of", lambda _key: matter)
    row(person("bai"))
    request = ask_for("su")
    with pytest.raises(Refused, match="too much"):
        approve(request, "bai")
    assert (now(request).state, now(request).version) == ("waiting", 1)
    assert waits_for() == ("白管",)


def test_where_nobody_else_is_there_the_decision_is_his_own_and_says_so() -> None:
    row(person("gao"))
    from app.office.access.models import StaffRole
    from app.office.access.service.roles import take_role

    others: Any = select(StaffRole).where(StaffRole.staff_id == factories.staff_id("admin"))
    factories.let_do_everything("gao")
    held = db.session.scalars(others).one()
    take_role(held.staff_id, held.id, by=factories.actor("gao"))
    request = ask_for("gao")
    assert request.state == "approved"
    assert said(request) == [("高总", "submit"), ("高总", "own")]
    assert len(entries("approvals.decided_alone")) == 1
    standing = queries.standing("thing:1")
    assert standing is not None
    assert [step.state for step in standing.steps] == ["passed"]
