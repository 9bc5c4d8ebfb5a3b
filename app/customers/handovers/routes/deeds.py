"""Deeds on one hand-over: naming, drawing, deciding, letters, signing, returning."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.customers.handovers.feature import DECIDE
from app.customers.handovers.forms import DeedForm
from app.customers.handovers.routes.blueprint import back, bp, page
from app.customers.handovers.service import choosing, deciding, returning, signing
from app.domain.errors import Refused
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

REST = "rest"


@bp.post("/<int:handover_id>/name")
@requires(DECIDE)
def name(handover_id: int) -> Response:
    """Name a successor for the customers ticked, or for all that have none."""

    def do(form: DeedForm) -> None:
        which = None if request.form.get("which") == REST else form.ticked()
        version, reason = form.seen_version(), form.reason.data
        choosing.name_successor(handover_id, version, form.chosen(), which, reason, by=actor())

    return _deed(handover_id, do)


@bp.post("/<int:handover_id>/draw")
@requires(DECIDE)
def draw_lots(handover_id: int) -> Response:
    """Draw the successors of all customers by lot among those ticked."""

    def do(form: DeedForm) -> None:
        people, version = form.ticked("people"), form.seen_version()
        witnesses, reason = form.witnesses.data, form.reason.data
        choosing.draw_successors(handover_id, version, people, witnesses, reason, by=actor())

    return _deed(handover_id, do)


@bp.post("/<int:handover_id>/leave-out")
@requires(DECIDE)
def leave_out(handover_id: int) -> Response:
    """Let the person keep the customers ticked."""

    def do(form: DeedForm) -> None:
        choosing.leave_out(handover_id, form.seen_version(), form.ticked(), form.reason.data, by=actor())

    return _deed(handover_id, do)


@bp.post("/<int:handover_id>/cancel")
@requires(DECIDE)
def cancel(handover_id: int) -> Response:
    """Cancel the hand-over before it is decided."""

    def do(form: DeedForm) -> None:
        choosing.cancel(handover_id, form.seen_version(), form.reason.data or "", by=actor())

    return _deed(handover_id, do)


@bp.post("/<int:handover_id>/decide")
@requires(DECIDE)
def decide(handover_id: int) -> Response:
    """Hand every customer over; the page shows how far it is."""
    form = DeedForm()
    if form.posted():
        try:
            version = form.seen_version()
            job_id = deciding.decide(handover_id, version, by=actor(), language=str(get_locale()))
            return hx.go(url_for("jobs.show", job_id=job_id))
        except Refused as refused:
            return page(handover_id, refused, form)
    return page(handover_id, None, form)


@bp.post("/<int:handover_id>/return")
@requires(DECIDE)
def return_(handover_id: int) -> Response:
    """Return the customers of somebody who was away."""
    form = DeedForm()
    if form.posted():
        try:
            version = form.seen_version()
            job_id = returning.return_customers(handover_id, version, by=actor(), language=str(get_locale()))
            return hx.go(url_for("jobs.show", job_id=job_id))
        except Refused as refused:
            return page(handover_id, refused, form)
    return page(handover_id, None, form)


@bp.post("/<int:handover_id>/letters")
@requires(DECIDE)
def letters(handover_id: int) -> Response:
    """Print the letters to all customers of the hand-over as one file, and keep that they went out."""
    job_id = signing.print_letters(handover_id, by=actor())
    return hx.go(url_for("documents.printed", job_id=job_id))


@bp.post("/<int:handover_id>/sign")
@requires(SIGNED_IN)
def sign(handover_id: int) -> Response:
    """Sign as the giver: the person himself, or the manager for somebody who is gone."""
    signing.sign_as_giver(handover_id, by=actor())
    return hx.go((request.form.get("mine") and url_for(".mine")) or url_for(".show", handover_id=handover_id))


def _deed(handover_id: int, do: Callable[[DeedForm], None]) -> Response:
    form = DeedForm()
    if not form.posted():
        return page(handover_id, None, form)
    try:
        do(form)
    except Refused as refused:
        return page(handover_id, refused, form)
    return back(handover_id)
