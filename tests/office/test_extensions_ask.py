"""More time on a deadline: asked for on its page, decided by approval, given, refused, or void with the deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.domain.deadlines import Unit
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.service import approve, refuse
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.deadlines.models import DeadlineExtension
from app.office.deadlines.service import extend_deadline, stop_deadlines
from app.office.extensions import queries, service
from app.office.history.models import Entry
from app.office.tasks.models import Task
from tests import factories
from tests.office.factories_deadlines import deadline, start, use_rules
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
STRICT = DeadlineRule(
    "test.strict", Text("Strict"), Text("Do %(number)s"), lambda _day: Term(5, Unit.WORKING), most_extra=0
)
OWN = DeadlineRule(
    "test.complaint",
    Text("Complaint"),
    Text("Complaint %(number)s"),
    lambda _day: Term(5, Unit.WORKING),
    most_extra=2,
    extension_matter="complaints.extension",
)


@pytest.fixture
def office(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Su answers to Bai and Bai to Gao; the rules of the tests are known."""
    use_rules(monkeypatch, STRICT, OWN)
    with app.app_context():
        factories.make_posts()
    return app


def su_has(rule: str = "test.answer", **more: object) -> int:
    """A deadline of Su's, due on 27 November."""
    return start(rule, staff_id=factories.staff_id("su"), **more)


def ask(deadline_id: int, extra: int = 2, by: str = "su") -> Approval:
    return service.ask(deadline_id, extra=extra, reason="The customer is away.", by=factories.actor(by))


def request_of(deadline_id: int) -> Approval:
    query = select(Approval).where(Approval.subject == f"deadline:{deadline_id}").order_by(Approval.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).first()  # type: ignore[return-value]


def next_says(deadline_id: int, *, yes: bool = True) -> str:
    """Let whoever is asked next say yes or no; return who it was."""
    names = {factories.staff_id(username): username for username in factories.CAST}
    one = request_of(deadline_id)
    seats = select(ApprovalSeat.acting_id).where(ApprovalSeat.approval_id == one.id, ApprovalSeat.state == "waiting")
    username = names[db.session.scalars(seats.order_by(ApprovalSeat.id)).first() or 0]
    (approve if yes else refuse)(one.id, one.version, "So be it.", by=factories.actor(username))
    return username


def everybody_approves(deadline_id: int) -> str:
    """Let whoever is asked say yes until it is decided; return the last."""
    last = ""
    while request_of(deadline_id).state == "waiting":
        last = next_says(deadline_id)
    return last


def test_more_time_is_given_once_it_is_approved(office: Flask) -> None:
    with office.app_context():
        one = su_has()
        assert deadline(one).due_on == date(2026, 11, 27)
        asked = ask(one)
        assert (asked.matter, asked.facts) == ("deadlines.extension", {"extra": 2})
        assert asked.reason == "The customer is away."
        said = {row["label"]["msgid"]: row["value"] for row in asked.snapshot}
        assert (said["Due day now"], said["New due day"]) == ("2026-11-27", "2026-12-01")
        assert deadline(one).due_on == date(2026, 11, 27), "asking alone moves nothing"
        last = everybody_approves(one)
        assert deadline(one).due_on == date(2026, 12, 1)
        given = db.session.scalars(select(DeadlineExtension)).one()
        assert (given.extra, given.approval_id, given.approved_by, given.reason) == (
            2,
            request_of(one).id,
            factories.CAST[last][0],
            "The customer is away.",
        )
        entry = db.session.scalars(select(Entry).where(Entry.action == "extensions.asked")).one()
        assert (entry.subject, entry.reason) == (f"deadline:{one}", "The customer is away.")


def test_no_more_than_the_rule_allows_in_all(office: Flask) -> None:
    with office.app_context():
        one = su_has()
        with pytest.raises(Refused, match=r"At most 5 \(working days\)"):
            ask(one, 6)
        extend_deadline(one, extra=4, reason="x", approval_id=None, approved_by="y", by=factories.actor("gao"))
        with pytest.raises(Refused, match=r"At most 1 \(working days\)") as caught:
            ask(one, 2)
        assert caught.value.field == "extra"
        ask(one, 1)
        strict = su_has("test.strict", subject="case:2")
        with pytest.raises(Refused, match="allows no more time"):
            ask(strict, 1)


def test_one_request_at_a_time(office: Flask) -> None:
    with office.app_context():
        one = su_has()
        first = ask(one)
        with pytest.raises(Refused, match=first.number) as caught:
            ask(one)
        assert caught.value.field == "extra"
        asked_by = request_of(one)
        waiting = everybody_approves(one)
        assert waiting
        assert asked_by.state == "approved"
        assert ask(one).id != first.id


def test_a_refusal_moves_nothing_and_tells_who_asked(office: Flask) -> None:
    with office.app_context():
        one = su_has()
        ask(one)
        next_says(one, yes=False)
        assert deadline(one).due_on == date(2026, 11, 27)
        told = db.session.scalars(select(Task).where(Task.kind == "extensions.not_given")).one()
        assert (told.staff_id, told.state, told.due_on) == (factories.staff_id("su"), "open", date(2026, 11, 27))
        shown = queries.shown(queries.deadline_of(one, factories.actor("su")))
        assert [(asked.state, asked.extra, asked.who) for asked in shown.requests] == [("refused", 2, "苏销")]
        assert (shown.left, shown.why_not) == (5, None)
        ask(one, 1)
        assert db.session.scalars(select(Task.state).where(Task.kind == "extensions.not_given")).one() == "done"


def test_a_deadline_stopped_meanwhile_makes_the_request_void(office: Flask) -> None:
    with office.app_context():
        one, other = su_has(), su_has(subject="case:2")
        ask(one)
        ask(other)
        stop_deadlines("case:1", by=factories.actor("su"))
        assert request_of(one).state == "void"
        assert request_of(other).state == "waiting"
        assert db.session.scalars(select(DeadlineExtension)).all() == []
        with pytest.raises(Refused, match="was stopped"):
            ask(one)


def test_an_approved_extension_stays_when_the_deadline_stops(office: Flask) -> None:
    with office.app_context():
        one = su_has()
        ask(one)
        everybody_approves(one)
        stop_deadlines("case:1", by=factories.actor("su"))
        assert request_of(one).state == "approved"


def test_a_rule_may_name_who_decides_by_a_matter_of_its_own(office: Flask) -> None:
    with office.app_context():
        one = su_has("test.complaint")
        assert ask(one).matter == "complaints.extension"
        with pytest.raises(Refused, match="still waits"):
            ask(one, 1)
        stop_deadlines("case:1", by=factories.actor("su"))
        assert request_of(one).state == "void"


def test_who_may_not_see_a_deadline_asks_for_nothing(office: Flask, sign_in: SignIn) -> None:
    with office.app_context():
        one = su_has()
        with pytest.raises(NoResultFound):
            ask(one, by="fang")
    assert sign_in("fang").get(f"/office/deadlines/{one}/more-time").status_code == 404
    assert sign_in("wu").get(f"/office/deadlines/{one}/more-time").status_code == 403


def test_it_is_asked_on_the_page_of_the_deadline_and_what_was_typed_stays(office: Flask, sign_in: SignIn) -> None:
    with office.app_context():
        one = su_has()
    su, page = sign_in("su"), f"/office/deadlines/{one}/more-time"
    shown = su.get(page, headers={"HX-Request": "true"}).text
    assert "<html" not in shown
    assert "At most 5 more (working days)" in shown
    typed = {"extra": "9", "reason": "客户出差", "form_key": shown.split('name="form_key" value="')[1].split('"')[0]}
    refused = su.post(page, data=typed)
    assert refused.status_code == 422
    assert "At most 5 (working days) more" in refused.text.split('id="extra-errors"')[1].split("</div>")[0]
    assert 'value="9"' in refused.text
    assert "客户出差" in refused.text
    for _ in range(2):
        answer = su.post(page, data={**typed, "extra": "3"})
        assert (answer.status_code, answer.location) == (303, f"/office/deadlines/{one}")
    with office.app_context():
        assert len(db.session.scalars(select(Approval)).all()) == 1
    with count_queries(office) as counted:
        again = su.get(page).text
    assert len(counted) <= 20
    assert "客户出差" in again
    assert "still waits" in again
    assert 'name="extra"' not in again
