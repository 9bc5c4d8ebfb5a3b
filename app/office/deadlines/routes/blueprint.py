"""The blueprint of deadlines."""

from __future__ import annotations

from flask import Blueprint

from app.office.deadlines.words import PLACE

bp = Blueprint("deadlines", __name__, url_prefix=PLACE)
