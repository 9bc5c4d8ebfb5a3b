"""The course of a complaint on PostgreSQL: its clocks, its stages in any order, who inherits it; and what two people do
about it at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.complaints.allowances import service as allowing
from app.complaints.allowances.models import Allowance
from app.complaints.allowances.rules import NewAllowance
from app.complaints.cases import service
from app.complaints.cases.models import Complaint, ComplaintLink
from app.complaints.circulation.models import Route
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.rules import Proposal
from app.complaints.decisions.service import propose
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.service import NewInspection, call
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.access.queries import actor_of
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.service.deciding import approve
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.complaints.factories_remedies import a_buyer, an_office, decide
from tests.complaints.test_cases_course import (  # noqa: F401
    office,
    test_all_clocks_stand_still_together_and_the_days_follow_through_severity_and_extension,
    test_nobodys_complaint_stays_with_somebody_who_left,
    test_whatever_happens_an_open_complaint_stands_at_exactly_one_stage,
)
from tests.processes import at_once

pytestmark = pytest.mark.postgres
TIMES = 4  # that two people meet
TOLD = {"kind": "quality", "accepted": True, "accepted_on": date(2026, 11, 19), "answered_on": date(2026, 11, 19)}


@pytest.fixture
def route(app: Flask) -> int:
    """A route with a decision, in an office that has heads and chains of approval."""
    with app.app_context():
        an_office()
        return make_route().id


def case(route: int, n: int, **values: Any) -> int:
    """A complaint of this route with a number of its own."""
    return make_case(db.session.get_one(Route, route), number=f"26110{n}", **values)


def tried(app: Flask, username: str, deed: Callable[[Actor], object]) -> Callable[[], int]:
    """A deed in a process of its own: 200, or the status with which it is refused."""

    def do() -> int:
        with app.app_context():
            try:
                deed(factories.actor(username))
            except Refused as refused:
                return refused.status
            return 200

    return do


def count(model: Any, *conditions: Any) -> int:
    """How many rows of a table there are for which this holds."""
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def test_nothing_is_begun_about_a_complaint_that_is_closed_at_the_same_moment(app: Flask, route: int) -> None:
    for n in range(TIMES):
        with app.app_context():
            one = case(route, n, stage="close", **TOLD)
            decide(one, remedies=("explanation",))
        called = NewInspection("仓库", "复核", complaint_id=one)
        closing = tried(app, "kong", lambda by, one=one: service.close(one, version=1, by=by))
        calling = tried(app, "gao", lambda by, called=called: call(called, by=by))
        ends = at_once(app, closing, calling)
        with app.app_context():
            closed = count(Complaint, Complaint.id == one, Complaint.state == "closed")
            assert count(Inspection, Inspection.complaint_id == one) == 1 - closed, ends
        assert sorted(ends) == [200, 422]


def test_an_outcome_that_is_not_accepted_leads_to_one_new_form_whoever_fills_it_in(app: Flask, route: int) -> None:
    for n in range(TIMES):
        with app.app_context():
            one = case(route, n, state="closed", accepted=False, contact_name="张先生")
        deed = lambda by, one=one: service.follow_up(one, by=by)  # noqa: E731
        assert sorted(at_once(app, *(tried(app, who, deed) for who in ("kong", "gao", "xu")))) == [200, 422, 422]
        with app.app_context():
            assert count(ComplaintLink, ComplaintLink.earlier_id == one) == 1


def test_a_decision_is_approved_or_its_complaint_cancelled_never_both(app: Flask, route: int) -> None:
    said = Proposal(True, ("explanation",), Fen(0), "同意", "已处理")
    for n in range(TIMES):
        with app.app_context():
            one = case(route, n, stage="decide", department_id=factories.department_id("销售部"))
            made = propose(one, said, by=factories.actor("kong"))
            request = db.session.get_one(Approval, made.approval_id)
            asked, version = request.id, request.version
            who = db.session.scalars(
                select(ApprovalSeat.acting_id).where(ApprovalSeat.approval_id == asked, ApprovalSeat.state == "waiting")
            ).first()
            seen = db.session.get_one(Complaint, one).version
        yes = tried(app, "kong", lambda _, a=asked, v=version, w=who: approve(a, v, "同意", by=actor_of(w)))
        no = tried(app, "kong", lambda by, one=one, seen=seen: service.cancel(one, version=seen, reason="误录", by=by))
        ends = at_once(app, yes, no)
        with app.app_context():
            held = db.session.get_one(ComplaintDecision, made.id).state
            state = db.session.get_one(Complaint, one).state
        assert (held, state) in (("approved", "open"), ("void", "cancelled"), ("proposed", "cancelled")), ends
        assert ends.count(200) == 1, ends


def test_what_a_decision_grants_is_granted_once_whoever_writes_the_certificates(app: Flask, route: int) -> None:
    with app.app_context():
        buyer = a_buyer().id
    new = NewAllowance("板面划伤", amount_fen=Fen(800_000), tax_fen=Fen(0))
    for n in range(TIMES):
        with app.app_context():
            one = case(route, n, customer_id=buyer)
            decide(one, remedies=("allowance",), amount_fen=Fen(1_000_000))
        deed = lambda by, one=one: allowing.write(one, new, by=by)  # noqa: E731
        assert sorted(at_once(app, *(tried(app, who, deed) for who in ("kong", "gao", "xu")))) == [200, 422, 422]
        with app.app_context():
            assert count(Allowance, Allowance.complaint_id == one) == 1
