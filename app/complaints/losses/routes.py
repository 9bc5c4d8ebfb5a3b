"""Losses: the list, that of one complaint, fixing it and making it void."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import page_of
from app.complaints.decisions.queries import approved
from app.complaints.losses import forms, queries, rules, service
from app.complaints.losses.feature import ENTER, SEE
from app.complaints.losses.models import Loss
from app.complaints.words import STATES
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires

bp = Blueprint("losses", __name__, url_prefix="/complaints")

FOLDER = "complaints/losses"


@bp.get("/losses/")
@requires(SEE)
def listing() -> Response:
    """The losses that wait, are to be fixed, or are fixed."""
    form = forms.FilterForm(formdata=request.args, meta={"csrf": False})
    stands = form.state.data if form.validate() else None
    page = queries.listing(stands, actor(), after=request.args.get("after"))
    values = {name: request.args[name] for name in ("state", "after") if request.args.get(name)}
    context: dict[str, Any] = {"form": form, "page": page, "values": values, **_words()}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_losses.html", status=form.status, **context)


@bp.get("/<int:complaint_id>/loss")
@requires(SEE)
def of_complaint(complaint_id: int) -> Response:
    """What a complaint cost, for its page."""
    case = queries.case_of(complaint_id, actor())
    return _show(case)


@bp.post("/<int:complaint_id>/loss/open")
@requires(ENTER)
def open_(complaint_id: int) -> Response:
    """Open the counting of a loss."""
    case = queries.case_of(complaint_id, actor())
    try:
        service.open_loss(case.id, by=actor())
    except Refused as refused:
        return _show(case, refused)
    return hx.go(url_for(".of_complaint", complaint_id=complaint_id))


@bp.route("/<int:complaint_id>/loss/fix", methods=["GET", "POST"])
@requires(ENTER)
def fix(complaint_id: int) -> Response:
    """Fix what a complaint cost, with the reason."""
    case = queries.case_of(complaint_id, actor())
    loss = _loss(complaint_id)
    form = forms.FixForm(data={"version": loss.version, "sold": _usual(complaint_id)})
    back = url_for(".of_complaint", complaint_id=complaint_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                given = {"outcome": form.outcome(), "reason": form.reason.data}
                service.fix(complaint_id, version=form.seen_version(), **given, by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "case": case, "loss": loss, "back": back, "case_url": page_of(complaint_id), **_words()}
    return hx.render(f"{FOLDER}/fix.html", f"{FOLDER}/_fix.html", status=form.status, **context)


@bp.route("/<int:complaint_id>/loss/void", methods=["GET", "POST"])
@requires(ENTER)
def void(complaint_id: int) -> Response:
    """Make a fixed loss void, with the reason."""
    case = queries.case_of(complaint_id, actor())
    loss = _loss(complaint_id)
    form = forms.VoidForm(data={"version": loss.version})
    back = url_for(".of_complaint", complaint_id=complaint_id)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.void(complaint_id, version=form.seen_version(), reason=form.reason.data, by=actor())
                work.result(back)
            return hx.go(back)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "case": case, "loss": loss, "back": back, "case_url": page_of(complaint_id)}
    return hx.render(f"{FOLDER}/void.html", f"{FOLDER}/_void.html", status=form.status, **context)


def _show(case: Complaint, refused: Refused | None = None) -> Response:
    found = queries.losses_of(case.id)
    holds = next((one for one in found if one.state != rules.VOID), None)
    context = {
        "case": case, "loss": holds, "earlier": [one for one in found if one.state == rules.VOID],
        "lines": queries.lines_of([one.id for one in found]), "may_enter": may(ENTER), "case_url": page_of(case.id),
        "refused": refused.text if refused else None, **_words(),
    }  # fmt: skip
    status = refused.status if refused else 200
    return hx.render(f"{FOLDER}/of_complaint.html", f"{FOLDER}/_of_complaint.html", status=status, **context)


def _loss(complaint_id: int) -> Loss:
    found = queries.loss_of(complaint_id)
    if found is None:
        raise NoResultFound(f"no loss of complaint {complaint_id}")
    return found


def _usual(complaint_id: int) -> str | None:
    """What stands in the form first: where nothing came back, nothing is resold."""
    decision = approved(complaint_id)
    back = decision is not None and {"return", "exchange"} & set(decision.remedies)
    return None if back or decision is None else rules.NOTHING


def _words() -> dict[str, Any]:
    return {
        "standings": rules.STANDINGS, "colours": rules.COLOURS, "sold": rules.SOLD, "kinds": rules.KINDS,
        "standing": rules.standing, "on": clock.today(), "page_of": page_of, "case_states": STATES,
    }  # fmt: skip
