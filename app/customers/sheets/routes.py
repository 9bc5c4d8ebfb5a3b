"""Customers as a sheet to take along."""

from __future__ import annotations

from flask import Blueprint
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
    return export.answer(filters_asked(), form, by=actor(), language=str(get_locale()))
