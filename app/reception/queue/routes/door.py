"""The door: what is known of whoever stands there, and registering him (R-12, R-13)."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.reception.queue import answers, at_door, queries, service
from app.reception.queue.feature import REGISTER
from app.reception.queue.forms import RegisterForm
from app.reception.queue.routes import bp
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires


@bp.get("/door")
@requires(REGISTER)
def door() -> Response:
    """What is known of what is being typed; what may not be seen is not told."""
    found = queries.door(request.args.get("who", "").strip()[:120], actor())
    form = RegisterForm(formdata=request.args, endpoint=at_door.ENDPOINT, meta={"csrf": False})
    at_door.offer(form, found)
    context: dict[str, Any] = {"door": found, "form": form, "key_of": at_door.key_of, "fills": at_door.fills}
    return hx.render("reception/queue/at_door.html", "reception/queue/_door.html", **context)


@bp.post("/register")
@requires(REGISTER)
def register() -> Response:
    """Register a visitor; a second Enter of the same form registers nobody twice."""
    form = at_door.posted_form()
    found = queries.door((form.who.data or "")[:120], actor())
    at_door.offer(form, found)
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                visit = service.register(at_door.new_visit(form, found, actor()), by=actor())
                work.result(url_for("queue.index", made=visit.id))
            return answers.registered(visit)
        except Refused as refused:
            form.refuse(refused)
    return answers.not_registered(form, found)
