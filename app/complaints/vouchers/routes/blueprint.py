"""The blueprint of vouchers, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app import clock
from app.complaints.allowances.rules import PROOFS
from app.complaints.cases.queries import page_of
from app.complaints.vouchers import rules
from app.domain.errors import Refused
from app.domain.text import Text
from app.web import hx

bp = Blueprint("vouchers", __name__, url_prefix="/complaints")
FOLDER = "complaints/vouchers"
WORDS: dict[str, Any] = {
    "kinds": rules.KINDS, "proof_kinds": PROOFS, "complaint_page": page_of, "why_ended": rules.WHY_ENDED,
}  # fmt: skip


def month_asked() -> str:
    """The month of the address; this month for none and for what is none."""
    try:
        return rules.read_month(request.args.get("month", ""))
    except Refused:
        return rules.month_of(clock.today())


def form_page(form: Any, title: Text, button: Text, back: str) -> Response:
    """A page that is one form."""
    context = {"form": form, "title": title, "button": button, "back": back}
    return hx.render(f"{FOLDER}/form.html", f"{FOLDER}/_form.html", status=form.status, **context)
