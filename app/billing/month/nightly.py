"""What is looked over every night: the sums of the books must agree to the fen."""

from __future__ import annotations

from typing import Any

from app.billing.receivables.queries import check_sums
from app.extensions import db
from app.jobs import daily
from app.jobs.queries import newest_of
from app.jobs.service import Running

KIND, SUBJECT = "month.check_sums", "sums"
FROM_HOUR = 2  # at night nobody waits for the database


def ask_once_a_night() -> None:
    """Ask for the comparison once a night, also after the program was down: the first minute after two o'clock."""
    daily.ask_once_a_day(KIND, SUBJECT, from_hour=FROM_HOUR)


def compare(running: Running) -> dict[str, Any]:
    """Compare cash, prepaid money and debts paid off with one another (three sums, to the fen)."""
    differences = [str(text) for text in check_sums()]
    db.session.rollback()
    return {"day": running.arguments["day"], "differences": differences}


def differences() -> list[str]:
    """What did not agree at the last comparison; empty where all did or none was made yet."""
    newest = newest_of(SUBJECT)
    found: list[str] = newest.result.get("differences", []) if newest else []
    return found
