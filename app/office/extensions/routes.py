"""Asking for more time, as a tab of a deadline's page."""

from __future__ import annotations

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.words import COLOURS, STATES
from app.office.deadlines.words import page_of, what
from app.office.extensions import queries, service
from app.office.extensions.feature import ASK
from app.office.extensions.forms import MoreTimeForm
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires
from app.web.language import say

bp = Blueprint("extensions", __name__, url_prefix="/office/deadlines")


@bp.route("/<int:deadline_id>/more-time", methods=["GET", "POST"])
@requires(ASK)
def more_time(deadline_id: int) -> Response:
    one, form = queries.deadline_of(deadline_id, actor()), MoreTimeForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                asked = service.ask(deadline_id, extra=form.extra.data, reason=form.reason.data, by=actor())
                work.result(page_of(deadline_id))
            flash(say(Text("Request %(number)s for more time is on its way.", number=asked.number)), "success")
            return hx.go(page_of(deadline_id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "office/extensions/more_time.html",
        "office/extensions/_more_time.html",
        status=form.status,
        form=form,
        one=one,
        what=what(one.rule, one.row.facts),
        shown=queries.shown(one),
        url=url_for(".more_time", deadline_id=deadline_id),
        page=page_of(deadline_id),
        states=STATES,
        colours=COLOURS,
    )
