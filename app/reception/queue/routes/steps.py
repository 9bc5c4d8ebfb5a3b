"""The steps of one visit, from the line, the desk, the box and the page of the visit."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.queue import answers, queries
from app.reception.queue.deeds import DEEDS, FINISH_FIRST, IN_ADDRESSES, allowed
from app.reception.queue.feature import MANAGE, REGISTER, SEE, SERVE
from app.reception.queue.routes import bp
from app.reception.queue.rules import StillServing
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires


@bp.get("/<int:visit_id>/deeds")
@requires(SEE)
def deeds(visit_id: int) -> Response:
    """Everything that may be done with this visitor, for the box of the page."""
    queries.visit(visit_id, actor())
    context = answers.deeds_context(queries.row(visit_id), answers.step_form(), opened=request.args.get("open", ""))
    return hx.render("reception/queue/do.html", "reception/queue/_deeds.html", **context)


@bp.post(f"/<int:visit_id>/{IN_ADDRESSES}")
@requires(REGISTER, SERVE, MANAGE)
def step(visit_id: int, key: str) -> Response:
    """Take a step; whoever saw the visitor otherwise than he is now is told who was quicker."""
    key, version = key.replace("-", "_"), request.args.get("version", type=read_id)
    deed, form = DEEDS[key], answers.step_form()
    queries.visit(visit_id, actor())
    if not allowed(deed, actor()):
        return answers.refused(visit_id, key, form, Refused(Text("You may not do this.")))
    if not form.posted():
        return answers.refused(visit_id, key, form, None)
    try:
        visit = deed.verb(visit_id, version or 0, form, actor())
    except Refused as refused:
        if isinstance(refused, StillServing) and key in FINISH_FIRST:
            return answers.question(refused, request.full_path)
        return answers.refused(visit_id, key, form, refused)
    return answers.done(visit, key, back=form.back.data == "visit")
