"""The blueprint of papers, and what all its pages show."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for

from app.customers.papers import feature, queries, rules
from app.office.attachments.service import attach
from app.web.guard import actor

bp = Blueprint("papers", __name__, url_prefix="/customers")
FOLDER = "customers/papers"
ADMISSION = "admission"


def words() -> dict[str, Any]:
    """The names of states and kinds."""
    return {"rules": rules, "rights": feature, "name_of": queries.name_of}


def keep_scan(subject: str, file: Any | None, note: str | None = None) -> None:
    """Hang the scan on its paper, in the unit of work that is under way. Raises Refused."""
    if file is not None:
        attach(subject, file.stream, file.filename, note, by=actor())


def onward() -> dict[str, Any]:
    """What the address keeps of whither a deed leads: whoever prepares an admission goes back to it."""
    return {"purpose": ADMISSION} if request.args.get("purpose") == ADMISSION else {}


def place_of(customer_id: int) -> str:
    """Where a deed leads: to the papers of the customer, or back to his admission."""
    admission = onward() and f"{ADMISSION}.of_customer" in current_app.view_functions
    return url_for(f"{ADMISSION}.of_customer" if admission else "papers.of_customer", customer_id=customer_id)
