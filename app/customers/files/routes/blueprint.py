"""The blueprint of customer files."""

from __future__ import annotations

from flask import Blueprint

from app.customers.files import masking

bp = Blueprint("customers", __name__, url_prefix="/customers")
bp.add_app_template_filter(masking.covered, "covered")
FOLDER = "customers/files"
