"""Letting deeds on one day come one after the other."""

from __future__ import annotations

from datetime import date

from app.office.numbering.service import next_number

SCOPE = "register_day"


def hold(day: date) -> None:
    """Wait for whoever hands in, closes or minutes the same day: the counter of the day's deeds holds the others back.

    Only inside a unit of work.
    """
    next_number(SCOPE, day.isoformat())
