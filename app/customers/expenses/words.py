"""What the check of a claim found, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app import clock
from app.customers.expenses.rules import NOT_REGISTERED
from app.domain.text import Text


def why(stored: str | None) -> Text | str:
    """Why a claim was refused: the program's own sentence in the reader's language, else what finance wrote."""
    return Text(NOT_REGISTERED) if stored == NOT_REGISTERED else stored or ""


def filing_of(checks: Mapping[str, Any]) -> Text:
    """How far the customer was filed on the day of the claim (C-11)."""
    if "number" not in checks:
        return Text("Not on file")
    if checks.get("filing") == "filed":
        return Text("Filed on %(day)s", day=checks.get("filed_on"))
    return Text("Registered, filing still open") if checks.get("filing") else Text("Registered, no filing asked for")


def warnings(checks: Mapping[str, Any], spent_on: date) -> list[Text]:
    """What finance ought to know of a registered customer: filing still open, registered after the money was spent."""
    found = []
    if checks.get("filing") == "open":
        found.append(Text("The opening of this customer is not filed yet."))
    registered = checks.get("registered_on")
    day = clock.local(datetime.fromisoformat(registered)).date() if registered else spent_on
    if day > spent_on:
        found.append(Text("The customer was registered on %(day)s, after the money was spent.", day=day.isoformat()))
    return found
