"""Customers as a sheet to take along."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.customers.files.feature import EXPORT
from app.customers.files.routes.files import filters_asked
from app.customers.sheets import export
from app.web.guard import actor, requires

bp = Blueprint("sheets", __name__, url_prefix="/customers")


@bp.get("/export.<any(csv, xlsx):form>")
@requires(EXPORT)
def take_out(form: str) -> Response:
    with_contacts = request.args.get("contacts") == "yes"
    asked: dict[str, Any] = {"with_contacts": with_contacts, "language": str(get_locale())}
    return export.answer(filters_asked(), form, by=actor(), **asked)
