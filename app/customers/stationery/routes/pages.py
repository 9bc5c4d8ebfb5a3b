"""The blueprint of blank contracts, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import clock
from app.customers.stationery import rules
from app.customers.stationery.feature import KEEP, REPORT
from app.customers.stationery.queries.sheets import PLACE
from app.domain.errors import Refused
from app.domain.text import Text
from app.web import hx
from app.web.converters import LONGEST_ID, id_typed

bp = Blueprint("stationery", __name__, url_prefix=PLACE)
FOLDER = "customers/stationery"


def form_page(form: Any, title: Text, button: Text, back: str, **more: Any) -> Response:
    """A form on a page of its own; `notes` are sentences above it."""
    context = {"form": form, "title": title, "button": button, "back": back, "notes": (), **more}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)


def words(**more: Any) -> dict[str, Any]:
    """What templates of sheets need."""
    named = {"states": rules.STATES, "colours": rules.COLOURS, "moves": rules.MOVES, "is_overdue": rules.is_overdue}
    return {**named, "on": clock.today(), "keep": KEEP, "receives": REPORT, **more}


def ticked() -> dict[int, int]:
    """The sheets that were ticked, {id: version}, from fields "blank" of the form "12-3". Raises Refused."""
    found = {}
    for value in request.form.getlist("blank"):
        blank_id, _, version = value.partition("-")
        if id_typed(blank_id) is None or id_typed(version) is None or len(value) > 2 * LONGEST_ID:
            raise Refused(Text("Please choose one of the list."))
        found[int(blank_id)] = int(version)
    return found
