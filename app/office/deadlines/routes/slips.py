"""Urging slips: looked at, signed for and answered."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.office.deadlines import words
from app.office.deadlines.forms import ReceiptForm
from app.office.deadlines.queries.shown import shown_of
from app.office.deadlines.queries.slips import slip as slip_of
from app.office.deadlines.routes.blueprint import bp
from app.office.deadlines.service.slips import receive_slip
from app.office.tasks.queries.desk import desk_of
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires


@bp.route("/slips/<int:step_id>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def slip(step_id: int) -> Response:
    found, form = slip_of(step_id, actor(), desk_of(actor())), ReceiptForm()
    if form.posted():
        try:
            receive_slip(step_id, form.answer.data, by=actor())
            return hx.go(url_for("deadlines.slip", step_id=step_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/deadlines/slip.html",
        "office/deadlines/_slip.html",
        status=form.status,
        slip=found,
        shown=shown_of([found.deadline.id])[found.deadline.id],
        form=form,
        words=words,
    )
