"""Losses: opened by the decision, fixed after the time to resell, void only while nothing was proposed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.complaints.cases.kinds import closing_obstacles
from app.complaints.circulation.models import Route
from app.complaints.losses import queries, rules, service
from app.complaints.losses.hooks import closing_facts, complaint_cancelled, complaint_closed, complaint_moved
from app.complaints.losses.rules import NOTHING, RESOLD, UNSOLD, Line, Outcome
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route

SignInAs = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
MONTH_AGO = date(2026, 10, 19)
COST = Outcome(UNSOLD, lines=(Line("material", Fen(420_000)), Line("freight", Fen(180_000))))


def decided(on: date = TODAY, months: int = 1, **values: object) -> int:
    """A decided case on a route that gives so many months to resell."""
    with unit_of_work(by=OPERATOR):
        route: Route = make_route()
        route.resale_months = months
        return make_case(route, stage="execute", decided_on=on, **values)


def opened(on: date = TODAY, months: int = 1) -> int:
    """A decided case with an open loss."""
    case_id = decided(on, months)
    service.open_loss(case_id, by=factories.actor("kong"))
    return case_id


def fixed(case_id: int, outcome: Outcome = COST, version: int = 1) -> rules.Fen:
    """Fix a loss and return it."""
    found = service.fix(case_id, version=version, outcome=outcome, reason="按单据", by=factories.actor("kong"))
    return Fen(found.loss_fen or 0)


def test_the_goods_may_be_resold_for_a_month_before_the_loss_is_fixed(context: None) -> None:
    case_id = opened()
    loss = queries.loss_of(case_id)
    assert loss is not None
    assert (loss.resale_until, loss.state) == (date(2026, 12, 20), "waiting")
    deadline = db.session.query(Deadline).filter_by(subject=f"loss:{loss.id}").one()
    assert (deadline.due_on, deadline.staff_id) == (date(2026, 12, 25), factories.staff_id("kong"))
    for sold in (UNSOLD, RESOLD):
        with pytest.raises(Refused, match="may be resold until 2026-12-20"):
            fixed(case_id, Outcome(sold, Fen(1), Fen(1)) if sold == RESOLD else COST)
    assert fixed(case_id, Outcome(NOTHING, lines=COST.lines)) == 600_000
    db.session.refresh(deadline)
    assert deadline.outcome == "kept"
    assert queries.fixed(case_id) is not None


def test_it_is_fixed_from_the_day_after_the_month_on(context: None) -> None:
    assert rules.standing("waiting", TODAY, TODAY) == "waiting"
    case_id = opened(MONTH_AGO)
    resold = Outcome(RESOLD, Fen(1_000_000), Fen(640_000))
    assert fixed(case_id, resold) == 360_000
    with pytest.raises(Conflict, match="fixed already"):
        fixed(case_id, resold, version=2)


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome(RESOLD, Fen(100), None), "fill this in"),
        (Outcome(RESOLD, Fen(100), Fen(-1)), "amount from 0"),
        (Outcome(RESOLD, Fen(100), Fen(50), COST.lines), "Leave the other amounts empty"),
        (Outcome(UNSOLD, Fen(100), lines=COST.lines), "Only resold goods"),
        (Outcome(UNSOLD), "at least one part"),
        (Outcome(UNSOLD, lines=(Line("material", Fen(-5)),)), "amount from 0"),
    ],
)
def test_an_outcome_that_does_not_fit_is_refused(outcome: Outcome, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.loss_of(outcome)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
@settings(max_examples=25)
def test_a_loss_is_never_below_zero(price: int, proceeds: int) -> None:
    loss = rules.loss_of(Outcome(RESOLD, Fen(price), Fen(proceeds)))
    assert loss == max(0, price - proceeds)


def test_the_decision_opens_the_loss_and_a_new_one_counts_afresh(context: None) -> None:
    case_id, by = decided(), factories.actor("su")
    for _ in range(2):
        complaint_moved(case_id, "execute", by=by)
    assert len(queries.losses_of(case_id)) == 1
    with unit_of_work(by=OPERATOR) as work:
        case = work.session.get_one(service.Complaint, case_id)
        case.decided_on = TODAY + timedelta(days=5)
    complaint_moved(case_id, "close", by=by)
    loss = queries.loss_of(case_id)
    assert loss is not None
    assert loss.resale_until == date(2026, 12, 25)
    due = [one.due_on for one in db.session.query(Deadline).filter_by(subject=f"loss:{loss.id}", stopped_on=None)]
    assert due == [date(2026, 12, 30)]


def test_without_a_decision_or_a_loss_nothing_is_opened(context: None) -> None:
    route, kong = make_route(), factories.actor("kong")
    values = ({}, {"decided_on": TODAY, "no_loss": True}, {"decided_on": TODAY, "upheld": False})
    sentences = ("after the decision", "without a loss", "not upheld")
    for n, (given_values, sentence) in enumerate(zip(values, sentences, strict=True)):
        case_id = make_case(route, number=f"26110{n}", **given_values)
        with pytest.raises(Refused, match=sentence):
            service.open_loss(case_id, by=kong)
        complaint_moved(case_id, "decide", by=kong)
        assert queries.loss_of(case_id) is None


def test_a_void_loss_stays_readable_and_a_new_one_takes_its_place(context: None) -> None:
    case_id = opened(MONTH_AGO)
    fixed(case_id)
    anew = service.void(case_id, version=2, reason="漏计运费", by=factories.actor("kong"))
    new, old = queries.losses_of(case_id)
    assert (new.id, new.state, old.state, old.loss_fen, old.void_reason) == (
        anew.id,
        "waiting",
        "void",
        600_000,
        "漏计运费",
    )
    with pytest.raises(Conflict):
        service.void(case_id, version=1, reason="再次", by=factories.actor("kong"))
    assert fixed(case_id) == 600_000
    told = [one.action for one in db.session.query(Entry).filter(Entry.subject.startswith("loss:"))]
    assert sorted(told) == ["losses.fixed", "losses.fixed", "losses.opened", "losses.opened", "losses.voided"]
    assert not [one for one in db.session.query(Entry) if one.subject.startswith("complaint:")]


def test_a_case_may_be_closed_while_its_loss_waits_and_a_cancelled_one_costs_nothing(
    app: Flask, sign_in: SignInAs
) -> None:
    with app.app_context():
        factories.make_posts()
        case_id = decided(state="closed", closed_on=TODAY)
        before = closing_obstacles(case_id)
        complaint_closed(case_id, by=factories.actor("kong"))
        assert closing_obstacles(case_id) == before
        assert closing_facts(case_id) == {}
    assert "Closed, loss pending" in sign_in("kong").get("/complaints/losses/").text
    with app.app_context():
        complaint_cancelled(case_id, by=factories.actor("kong"))
        assert [one.state for one in queries.losses_of(case_id)] == ["void"]
        assert db.session.query(Deadline).filter(Deadline.subject.startswith("loss:")).one().outcome == "dropped"


def test_a_clerk_counts_a_loss_and_others_see_nothing_of_it(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        factories.make_posts()
        su = factories.staff_id("su")
        case_id = decided(MONTH_AGO, handler_id=su, holder_id=su)
        complaint_moved(case_id, "execute", by=factories.actor("su"))
    kong, url = sign_in("kong"), f"/complaints/{case_id}/loss"
    assert "Losses to be fixed" in kong.get("/today/complaints").text
    assert "261101" in kong.get("/complaints/losses/?state=ripe").text
    assert "261101" not in kong.get("/complaints/losses/?state=waiting").text
    page = kong.get(f"{url}/fix").text
    data = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    wrong = kong.post(f"{url}/fix", data={**data, "sold": "unsold", "grade_a": "12", "reason": "按单据"})
    assert wrong.status_code == 422
    assert "Only resold goods have this price" in wrong.text
    typed = {"sold": "unsold", "material": "4,200", "other": "1800", "other_words": "检验费", "reason": "按单据"}
    assert kong.post(f"{url}/fix", data={**data, **typed}).status_code == 303
    shown = kong.get(url).text
    assert "6,000.00" in shown
    assert "检验费" in shown
    assert "6,000.00" in kong.get("/documents/loss_sheet/1?language=en").text
    for who in ("su", "fang", "wu"):
        assert sign_in(who).get(url).status_code == 403
        assert sign_in(who).get("/documents/loss_sheet/1").status_code in (403, 404)
        assert sign_in(who).get("/journal/of/loss:1").status_code in (403, 404)
    assert sign_in("bai").get(url).status_code == 404
