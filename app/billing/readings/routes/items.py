"""One account of a plan: everything read there, correcting it, accepting it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app.billing.readings.feature import ACCEPT, ENTER, SEE
from app.billing.readings.forms import AcceptForm, CorrectForm
from app.billing.readings.queries import appointments, items
from app.billing.readings.queries.amounts import amount_of
from app.billing.readings.routes import bp
from app.billing.readings.rules import ACCEPTABLE, CASHIER, SOURCES
from app.billing.readings.sentences import HOLDS, OUTCOMES, UNREAD_REASONS
from app.billing.readings.service.accept import accept_reading
from app.billing.readings.service.enter import correct_reading
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires


@bp.get("/items/<int:item_id>")
@requires(SEE)
def item(item_id: int) -> Response:
    """One account of a plan with all its readings."""
    return _show(items.line(item_id, actor()))


@bp.post("/items/<int:item_id>/correct")
@requires(ENTER)
def correct(item_id: int) -> Response:
    """Let one figure take the place of everything read so far."""
    line, form = items.line(item_id, actor()), CorrectForm()
    if form.posted():
        try:
            here = url_for("readings.item", item_id=item_id)
            with unit_of_work(by=actor(), key=form.key()) as work:
                version, reason = form.version.data, form.reason.data
                correct_reading(item_id, form.entry(), version=version, by=actor(), reason=reason)
                work.result(here)
            return hx.go(here)
        except Refused as refused:
            return _show(items.line(item_id, actor()), form.refuse(refused), correct_form=form)
    return _show(line, form.status, correct_form=form)


@bp.post("/items/<int:item_id>/accept")
@requires(ACCEPT)
def accept(item_id: int) -> Response:
    """Accept a held reading as read."""
    line, form = items.line(item_id, actor()), AcceptForm()
    if form.posted():
        try:
            here = url_for("readings.item", item_id=item_id)
            with unit_of_work(by=actor(), key=form.key()) as work:
                accept_reading(item_id, version=form.version.data, reason=form.reason.data, by=actor())
                work.result(here)
            return hx.go(here)
        except Refused as refused:
            return _show(items.line(item_id, actor()), form.refuse(refused), accept_form=form)
    return _show(line, form.status, accept_form=form)


def _show(line: items.Line, status: int = 200, **forms: Any) -> Response:
    return hx.render(
        "billing/readings/item.html",
        "billing/readings/_item.html",
        status=status,
        line=line,
        past=items.past_readings(line.item.id),
        acceptances=items.acceptances_of(line.item.id),
        appointments=appointments.appointments_of(line.item.id),
        amount=amount_of(line),
        can_accept=may(ACCEPT) and line.item.held in ACCEPTABLE and not line.is_billed,
        can_enter=may(ENTER) and not line.is_billed,
        words={"holds": HOLDS, "reasons": UNREAD_REASONS, "sources": SOURCES, "outcomes": OUTCOMES},
        **{**_fresh_forms(line), **forms},
    )


def _fresh_forms(line: items.Line) -> dict[str, Any]:
    """Empty forms, not filled from what another form of the page posted."""
    figure = line.figures[-1] if line.figures else None
    version = line.item.version
    correction = {"version": version, "source": CASHIER, "read_on": figure.read_on if figure else None}
    return {
        "correct_form": CorrectForm(None, endpoint="readings.correct", data=correction),
        "accept_form": AcceptForm(None, endpoint="readings.accept", data={"version": version}),
    }
