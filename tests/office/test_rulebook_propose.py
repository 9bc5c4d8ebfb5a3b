"""A change of rules that its author may not set alone waits for the general manager."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval
from app.office.approvals.queries import standing
from app.office.calendar.policy import OfficeHours
from app.office.history.models import Entry
from app.office.policy import profiles
from app.office.policy import queries as policy
from app.office.policy.models import PolicyValue
from app.office.policy.profiles import Profile
from app.office.positions.queries import posts_of
from app.office.positions.service import relieve
from app.office.rulebook import queries, service
from app.office.rulebook.models import RuleProposal
from tests import factories

Browser = Callable[[str], FlaskClient]
CLOSES = "office.hours.closes"
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def posts(app: Flask) -> None:
    """Gao is general manager."""
    with app.app_context():
        factories.make_posts()


def type_in(client: FlaskClient, typed: str, **more: str) -> tuple[int, str | None]:
    data = {"value": typed, "valid_from": "2026-11-20", "reason": "冬令时", **more}
    answer = client.post(f"/policy/value/{CLOSES}", data=data)
    return answer.status_code, answer.location


def decide(how: str, words: str | None = "同意", by: str = "gao") -> None:
    request = db.session.scalars(select(Approval).order_by(Approval.id.desc()).limit(1)).one()
    getattr(approvals, how)(request.id, request.version, words, by=factories.actor(by))


def closes(on: date = TODAY) -> str:
    return f"{policy.of(OfficeHours, on=on).closes:%H:%M}"


def test_what_the_general_manager_changes_holds_at_once_by_his_word(app: Flask, sign_in: Browser) -> None:
    assert type_in(sign_in("gao"), "18:00") == (303, f"/policy/value/{CLOSES}")
    with app.app_context():
        row = db.session.scalars(select(PolicyValue)).one()
        assert (row.actor_name, row.approved_by, row.approval_id) == ("高总", "高总", None)
        assert closes() == "18:00"
        assert db.session.scalars(select(RuleProposal)).all() == []


def test_what_anybody_else_changes_becomes_a_proposal(app: Flask, sign_in: Browser) -> None:
    assert type_in(sign_in("admin"), "18:00") == (303, "/rulebook/proposals/1")
    with app.app_context():
        row = db.session.get_one(RuleProposal, 1)
        assert (row.number, row.state, row.changes, row.before) == (
            "ZD2611-001",
            "waiting",
            {CLOSES: "18:00"},
            {CLOSES: "17:30"},
        )
        assert closes() == "17:30"
        found = standing("rule_proposal:1")
        assert found is not None
        assert found.waits_for == ("高总",)
        request = db.session.scalars(select(Approval)).one()
        assert request.matter == "rulebook.change"
        assert [line["value"] for line in request.snapshot][1:] == ["2026-11-20"]
        assert request.reason == "冬令时"
        assert request.snapshot[0]["value"]["params"] == {"before": "17:30", "after": "18:00"}


def test_a_switch_of_the_profile_is_proposed_too(app: Flask, sign_in: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(profiles._known, "yard", Profile("yard", Text("Yard")))
    data = {"value": "yard", "valid_from": "2026-12-01", "reason": "改制"}
    answer = sign_in("admin").post("/policy/profile", data=data)
    assert (answer.status_code, answer.location) == (303, "/rulebook/proposals/1")
    with app.app_context():
        decide("approve")
        assert policy.in_force("office.profile", date(2026, 12, 1)).value == "yard"


def test_where_nobody_is_general_manager_whoever_may_set_rules_sets_them(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        assert queries.general_managers() == {factories.staff_id("gao")}
        (post,) = [one for one in posts_of(factories.staff_id("gao")) if one.department_id is None]
        relieve(post.id, held_until=date(2026, 11, 19), by=OPERATOR)
        assert queries.general_managers() == frozenset()
    assert type_in(sign_in("admin"), "18:00") == (303, f"/policy/value/{CLOSES}")
    with app.app_context():
        assert db.session.scalars(select(PolicyValue.approved_by)).one() == "管理员"


def test_an_approved_change_holds_with_its_author_its_approver_and_the_approval(app: Flask, sign_in: Browser) -> None:
    type_in(sign_in("admin"), "18:00", valid_from="2026-12-01")
    with app.app_context():
        decide("approve")
        row = db.session.scalars(select(PolicyValue)).one()
        request = db.session.scalars(select(Approval)).one()
        assert (row.actor_name, row.approved_by, row.approval_id) == ("管理员", "高总", request.id)
        assert (row.valid_from, row.reason) == (date(2026, 12, 1), "冬令时")
        assert row.staff_id == factories.staff_id("admin")
        assert [closes(), closes(date(2026, 12, 1))] == ["17:30", "18:00"]
        proposal = db.session.get_one(RuleProposal, 1)
        assert (proposal.state, proposal.ended_at is not None) == ("in_force", True)
        deeds = db.session.scalars(select(Entry.action).where(Entry.subject == "rule_proposal:1").order_by(Entry.id))
        assert list(deeds) == ["rulebook.proposed", "rulebook.in_force"]


def test_a_change_approved_after_its_day_holds_from_the_day_of_the_approval(app: Flask, sign_in: Browser) -> None:
    type_in(sign_in("admin"), "18:00")
    with app.app_context():
        clock.set_up(ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
        decide("approve")
        assert [closes(), closes(date(2026, 11, 23)), closes(date(2026, 11, 24))] == ["17:30", "17:30", "18:00"]


@pytest.mark.parametrize(
    ("how", "by", "state", "action"),
    [
        ("refuse", "gao", "refused", "rulebook.refused"),
        ("withdraw", "admin", "withdrawn", "rulebook.withdrawn"),
    ],
)
def test_what_is_refused_or_withdrawn_never_holds(
    app: Flask, sign_in: Browser, how: str, by: str, state: str, action: str
) -> None:
    type_in(sign_in("admin"), "18:00")
    with app.app_context():
        decide(how, "不合适", by)
        assert db.session.get_one(RuleProposal, 1).state == state
        assert db.session.scalars(select(PolicyValue)).all() == []
        assert db.session.scalars(select(Entry.action).where(Entry.action == action)).one()


def test_a_proposal_that_is_made_void_is_withdrawn(app: Flask, sign_in: Browser) -> None:
    type_in(sign_in("admin"), "18:00")
    with app.app_context():
        approvals.void("rule_proposal:1", "改由会议决定", by=OPERATOR)
        assert db.session.get_one(RuleProposal, 1).state == "withdrawn"


def test_a_second_proposal_about_the_same_value_is_refused_until_the_first_is_decided(
    app: Flask, sign_in: Browser
) -> None:
    client = sign_in("admin")
    type_in(client, "18:00")
    assert type_in(client, "18:30")[0] == 422
    with app.app_context():
        decide("refuse", "不合适")
    assert type_in(client, "18:30") == (303, "/rulebook/proposals/2")


def test_what_the_declaration_forbids_is_refused_before_it_is_proposed(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    assert type_in(client, "25:00")[0] == 422
    assert type_in(client, "18:00", valid_from="2026-11-19")[0] == 422
    with app.app_context():
        assert db.session.scalars(select(RuleProposal)).all() == []


def test_the_operator_sets_alone_and_proposes_nothing(context: None) -> None:
    values = {CLOSES: "18:00"}
    assert service.rule_change(values, valid_from=TODAY, reason="x", by=OPERATOR) is None
    with pytest.raises(Refused, match="member of staff"):
        service.propose(values, valid_from=TODAY, reason="x", by=OPERATOR)


def test_several_values_are_proposed_and_hold_together(context: None) -> None:
    values = {CLOSES: "18:00", "office.hours.opens": "09:00"}
    service.propose(values, valid_from=TODAY, reason="冬令时", by=factories.actor("admin"))
    decide("approve")
    hours = policy.of(OfficeHours)
    assert (f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}") == ("09:00", "18:00")
