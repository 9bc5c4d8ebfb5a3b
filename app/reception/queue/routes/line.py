"""The page of reception and desks: the line as it stands, sitting down at a desk, the next visitor."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.counters import service as counters
from app.reception.queue import answers, service
from app.reception.queue.deeds import then_of
from app.reception.queue.feature import SEE, SERVE
from app.reception.queue.forms import StepForm
from app.reception.queue.routes import bp
from app.reception.queue.rules import StillServing
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, requires


@bp.get("/")
@requires(SEE)
def index() -> Response:
    """The door, my desk and the line."""
    return answers.page(made=request.args.get("made", type=read_id))


@bp.get("/workplace")
@requires(SEE)
def workplace() -> Response:
    """My desk and the line once more, after something may have been missed."""
    return answers.page()


@bp.post("/sit-down")
@requires(SERVE)
def sit_down() -> Response:
    """Sit down at a desk (值台): visitors are called to it."""
    desk_id = request.form.get("desk_id", type=read_id)
    try:
        if desk_id is None:
            raise Refused(Text("Please choose a desk."))
        counters.sit_down(desk_id, staff_id=answers.me(), by=actor())
    except Refused as refused:
        return answers.problem(refused)
    return answers.page() if hx.is_fragment() else hx.go(url_for("queue.index"))


@bp.post("/stand-up")
@requires(SERVE)
def stand_up() -> Response:
    """Leave the desk."""
    try:
        counters.stand_up(answers.me(), by=actor())
    except Refused as refused:
        return answers.problem(refused)
    return answers.page() if hx.is_fragment() else hx.go(url_for("queue.index"))


@bp.post("/next")
@requires(SERVE)
def call_next() -> Response:
    """Call the next visitor to my desk; whoever is still busy is asked first (R-15)."""
    form = StepForm()
    try:
        visit = service.call_next(answers.me(), then=then_of(form), by=actor())
    except StillServing as busy:
        return answers.question(busy, url_for("queue.call_next"))
    except Refused as refused:
        return answers.problem(refused)
    if visit is None:
        return answers.page(problem=Text("Nobody waits for this desk."))
    return answers.done(visit, "call")
