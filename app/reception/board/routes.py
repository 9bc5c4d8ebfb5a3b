"""Public screens: setting them up, and what stands on them for whoever has the address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, make_response, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.live.stream import stream_of
from app.office.policy import queries as policy
from app.reception.board import forms, queries, service
from app.reception.board.feature import MANAGE
from app.reception.board.live import viewer_at
from app.reception.board.models import Screen
from app.reception.board.policy import BoardPolicy
from app.reception.counters.queries import desk_choices
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import VersionFields
from app.web.guard import PUBLIC, actor, requires
from app.web.language import current

bp = Blueprint("board", __name__)

FOLDER = "reception/board"


@bp.get("/reception/board/")
@requires(MANAGE)
def listing() -> Response:
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_screens.html", rows=queries.screens())


@bp.route("/reception/board/add", methods=["GET", "POST"])
@requires(MANAGE)
def add() -> Response:
    form = forms.AddForm()
    form.desk_ids.choices = desk_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".setup", screen_id=service.add_screen(form.setting(), by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(f"{FOLDER}/add.html", f"{FOLDER}/_add.html", status=form.status, form=form)


@bp.get("/reception/board/<int:screen_id>")
@requires(MANAGE)
def setup(screen_id: int) -> Response:
    return _setup(screen_id)


@bp.post("/reception/board/<int:screen_id>")
@requires(MANAGE)
def change(screen_id: int) -> Response:
    form = _form(screen_id)
    if form.posted():
        try:
            service.change_screen(screen_id, form.seen_version(), form.setting(), by=actor())
            return hx.go(url_for(".setup", screen_id=screen_id))
        except Refused as refused:
            form.refuse(refused)
    return _setup(screen_id, form)


@bp.post("/reception/board/<int:screen_id>/renew")
@requires(MANAGE)
def renew(screen_id: int) -> Response:
    service.renew_address(screen_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".setup", screen_id=screen_id))


@bp.post("/reception/board/<int:screen_id>/retire")
@requires(MANAGE)
def retire(screen_id: int) -> Response:
    service.retire_screen(screen_id, VersionFields().seen_version(), by=actor())
    return hx.go(url_for(".listing"))


@bp.get("/board/<token>")
@requires(PUBLIC)
def show(token: str) -> Response:
    """The screen itself; whoever has the address sees it, without signing in and without end."""
    screen = queries.screen_at(token)
    rules = policy.of(BoardPolicy, on=clock.today())
    zone = current_app.config["TIME_ZONE"]
    return hx.render(f"{FOLDER}/screen.html", f"{FOLDER}/_now.html", rules=rules, zone=zone, **_content(screen))


@bp.get("/board/<token>/now")
@requires(PUBLIC)
def now(token: str) -> Response:
    """What stands on the screen; nothing (204) while it is as `seen` says."""
    screen = queries.screen_at(token)
    if request.args.get("seen") == queries.revision():
        return make_response("", 204)
    return hx.render(f"{FOLDER}/_now.html", f"{FOLDER}/_now.html", **_content(screen))


@bp.get("/board/<token>/stream")
@requires(PUBLIC)
def stream(token: str) -> Response:
    """The changes of the screen as they happen; ends with the address."""
    return stream_of(viewer_at(queries.screen_at(token), current()))


def _content(screen: Screen) -> dict[str, Any]:
    revision = queries.revision()  # before the content, so that a change in between is fetched again
    return {"screen": screen, "shown": queries.shown(screen), "revision": revision}


def _form(screen_id: int) -> forms.ChangeForm:
    screen = queries.screen(screen_id)
    chosen = queries.desks_of(screen_id)
    form = forms.ChangeForm(data=forms.typed(screen, chosen))
    form.desk_ids.choices = queries.choices(chosen)
    return form


def _setup(screen_id: int, form: forms.ChangeForm | None = None) -> Response:
    form = form or _form(screen_id)
    context = {"screen": queries.screen(screen_id), "form": form}
    return hx.render(f"{FOLDER}/setup.html", f"{FOLDER}/_setup.html", status=form.status, **context)
