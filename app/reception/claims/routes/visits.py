"""Why this person: the decisions on a visit, what was seen and said, and recognising a forgotten representative."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from app.customers.files.queries import owner_choices
from app.domain.errors import Refused
from app.domain.names import phone_tail
from app.reception.claims import service
from app.reception.claims.feature import RECORD, SEE
from app.reception.claims.forms import EvidenceForm, RecognisedForm
from app.reception.claims.queries import receptions
from app.reception.claims.queries.cases import cases_of_visit, evidence_of_visit
from app.reception.claims.queries.registrations import of_visit
from app.reception.claims.routes.blueprint import FOLDER, bp
from app.reception.claims.words import CASE_COLOURS, CASE_STATES, CASES, COMMISSION, EVIDENCE
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires


@bp.get("/visit/<int:visit_id>")
@requires(SEE)
def visit(visit_id: int) -> Response:
    visitor = receptions.visitor_of(visit_id)
    return hx.render(
        f"{FOLDER}/visit.html",
        f"{FOLDER}/_visit.html",
        visitor=visitor,
        tail=phone_tail(visitor.phone or ""),
        why=receptions.why_of(visit_id),
        ledger=receptions.ledger_of(visit_id),
        evidence=evidence_of_visit(visit_id),
        registrations=of_visit(visit_id),
        cases=cases_of_visit(visit_id, actor()),
        mine=receptions.tasks_of(visit_id, actor()),
        kinds=CASES,
        states=CASE_STATES,
        colours=CASE_COLOURS,
        commission=COMMISSION,
        evidence_kinds=EVIDENCE,
        record=RECORD,
    )


@bp.post("/visit/<int:visit_id>/noted")
@requires(SEE)
def noted(visit_id: int) -> Response:
    service.noted(visit_id, by=actor())
    return hx.go(url_for(".visit", visit_id=visit_id))


@bp.route("/visit/<int:visit_id>/evidence", methods=["GET", "POST"])
@requires(RECORD)
def evidence(visit_id: int) -> Response:
    visitor, form = receptions.visitor_of(visit_id), EvidenceForm(people=owner_choices())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.record_evidence(by=actor(), **form.evidence(visitor))
                work.result(url_for(".visit", visit_id=visit_id))
            return hx.go(url_for(".visit", visit_id=visit_id))
        except Refused as refused:
            form.refuse(refused)
    return _form("evidence", form, visitor)


@bp.route("/visit/<int:visit_id>/recognised", methods=["GET", "POST"])
@requires(RECORD)
def recognised(visit_id: int) -> Response:
    visitor, form = receptions.visitor_of(visit_id), RecognisedForm(people=owner_choices())
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                case = service.recognised(form.case(visitor), closed=bool(form.closed.data), by=actor())
                url = url_for(".case", case_id=case.id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return _form("recognised", form, visitor)


def _form(name: str, form: EvidenceForm | RecognisedForm, visitor: receptions.Visitor) -> Response:
    page, region = f"{FOLDER}/{name}.html", f"{FOLDER}/_{name}.html"
    return hx.render(page, region, status=form.status, form=form, visitor=visitor)
