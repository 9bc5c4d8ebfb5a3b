"""The blueprint of conduct."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("conduct", __name__, url_prefix="/office/conduct")
