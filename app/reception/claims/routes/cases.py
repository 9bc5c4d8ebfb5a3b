"""Cases of ownership: the list, opening one, the case with its evidence, the opinion."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from app.customers.files.queries import owner_choices
from app.domain.errors import Refused
from app.office.approvals.queries import standing
from app.office.policy import queries as policy
from app.reception.claims import service
from app.reception.claims.feature import DECIDE, RECORD, SEE
from app.reception.claims.forms import CaseForm, OpinionForm
from app.reception.claims.policy import DISPUTES, ClaimPolicy
from app.reception.claims.queries import cases as queries
from app.reception.claims.queries.receptions import Visitor, visitor_of
from app.reception.claims.queries.registrations import registrations_of
from app.reception.claims.routes.blueprint import FOLDER, bp
from app.reception.claims.service.cases import subject_of
from app.reception.claims.words import (
    CASE_COLOURS,
    CASE_STATES,
    CASES,
    COMMISSION,
    EVIDENCE,
    FAULTS,
    OPEN,
    OPENED_BY_HAND,
    OUTCOMES,
)
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires

WORDS: dict[str, Any] = {"kinds": CASES, "states": CASE_STATES, "colours": CASE_COLOURS, "commission": COMMISSION}


@bp.get("/cases")
@requires(SEE)
def cases() -> Response:
    asked = request.args
    kind, state = asked.get("kind"), asked.get("state")
    mine = actor().staff_id if asked.get("whose") == "mine" else None
    filters = queries.Filters(kind if kind in CASES else None, state if state in CASE_STATES else None, mine)
    return hx.render(
        f"{FOLDER}/cases.html",
        f"{FOLDER}/_cases.html",
        page=queries.listing(filters, actor(), after=asked.get("after")),
        filters=filters,
        values={name: text for name, text in asked.items() if name in ("kind", "state", "whose", "after")},
        record=RECORD,
        **WORDS,
    )


@bp.route("/cases/new", methods=["GET", "POST"])
@requires(RECORD)
def new_case() -> Response:
    """Open a case; `?visit=12&kind=complaint_on_rep` opens it about the visitor of a visit."""
    visitor, kind = _visitor(), request.args.get("kind")
    given = {"kind": kind} if kind in OPENED_BY_HAND else {}
    given |= {"name": visitor.name} if visitor else {}
    form = CaseForm(people=owner_choices(), **given)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".case", case_id=service.open_case(form.case(visitor), by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    page, region = f"{FOLDER}/new_case.html", f"{FOLDER}/_new_case.html"
    return hx.render(page, region, status=form.status, form=form, visitor=visitor)


@bp.get("/cases/<int:case_id>")
@requires(SEE)
def case(case_id: int) -> Response:
    return _page(queries.case(case_id, actor()))


@bp.post("/cases/<int:case_id>/opinion")
@requires(DECIDE)
def opinion(case_id: int) -> Response:
    queries.case(case_id, actor())  # nobody gives an opinion on what is not his business
    form = OpinionForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                words, seen, quarrel = form.opinion.data or "", form.version.data or 0, bool(form.quarrel.data)
                service.give_opinion(case_id, seen, words, form.outcome.data, quarrel=quarrel, by=actor())
                work.result(url_for(".case", case_id=case_id))
            return hx.go(url_for(".case", case_id=case_id))
        except Refused as refused:
            form.refuse(refused)
    return _page(queries.case(case_id, actor()), form)


def _page(seen: queries.Seen, form: OpinionForm | None = None) -> Response:
    found = seen.case
    asked = found.state == OPEN and actor().may(DECIDE.name)
    form = form or (OpinionForm(endpoint="claims.opinion", version=found.version) if asked else None)
    return hx.render(
        f"{FOLDER}/case.html",
        f"{FOLDER}/_case.html",
        status=form.status if form else 200,
        seen=seen,
        case=found,
        form=form,
        evidence=queries.evidence_of(found),
        registrations=registrations_of(found.customer_id, found.phone),
        standing=standing(subject_of(found)) if found.approval_id else None,
        disputes=DISPUTES[policy.of(ClaimPolicy).disputes],
        faults=FAULTS,
        outcomes=OUTCOMES,
        evidence_kinds=EVIDENCE,
        **WORDS,
    )


def _visitor() -> Visitor | None:
    """The visitor about whom the case is. Raises NoResultFound for a visit that nobody knows of."""
    if "visit" not in request.args:
        return None
    visit_id = request.args.get("visit", type=read_id)
    if visit_id is None:
        raise NoResultFound("visit")
    return visitor_of(visit_id)
