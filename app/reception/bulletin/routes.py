"""The morning bulletin: the list, one of them with who has read it, writing and reading."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.staff.queries import department_choices
from app.reception.bulletin import forms, queries, service
from app.reception.bulletin.feature import READ, WRITE
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import actor, may, requires

bp = Blueprint("bulletin", __name__, url_prefix="/reception/bulletin")
FOLDER = "reception/bulletin"


@bp.get("/")
@requires(READ, WRITE)
def listing() -> Response:
    page = queries.listing(actor(), after=request.args.get("after"))
    values = {name: text for name, text in request.args.items() if name == "after"}
    return hx.render(f"{FOLDER}/listing.html", f"{FOLDER}/_bulletins.html", page=page, values=values, write=WRITE)


@bp.get("/unread")
@requires(READ, WRITE)
def unread() -> Response:
    waiting = queries.unread(actor().staff_id or 0, clock.today())
    return hx.render(f"{FOLDER}/unread.html", f"{FOLDER}/_unread.html", waiting=waiting)


@bp.route("/new", methods=["GET", "POST"])
@requires(WRITE)
def new() -> Response:
    replaces_id = request.args.get("replaces", type=read_id)
    form = forms.WriteForm(data=_before(replaces_id))
    form.department.choices = department_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for(".show", bulletin_id=service.publish(form.bulletin(replaces_id), by=actor()).id)
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "replaces_id": replaces_id}
    return hx.render(f"{FOLDER}/new.html", f"{FOLDER}/_new.html", status=form.status, **context)


@bp.get("/<int:bulletin_id>")
@requires(READ, WRITE)
def show(bulletin_id: int) -> Response:
    found = queries.shown(bulletin_id, actor())
    context: dict[str, Any] = {"one": found.bulletin, "may_write": may(WRITE), "may_read": may(READ)}
    return hx.render(f"{FOLDER}/show.html", f"{FOLDER}/_bulletin.html", found=found, **context)


@bp.post("/<int:bulletin_id>/read")
@requires(READ)
def read(bulletin_id: int) -> Response:
    service.read(bulletin_id, by=actor())
    return hx.go(url_for(".show", bulletin_id=bulletin_id))


def _before(replaces_id: int | None) -> dict[str, Any]:
    """What the form begins with: today, or the words of the bulletin to be replaced."""
    if replaces_id is None:
        return {"day": clock.today(), "last_on": clock.today()}
    one = queries.one(replaces_id, actor())
    last_on = max(one.last_on, clock.today())
    return {"title": one.title, "text": one.text, "day": clock.today(), "last_on": last_on} | {
        "department": one.department_id
    }
