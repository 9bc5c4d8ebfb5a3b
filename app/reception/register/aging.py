"""How many visits and calls are older than the office keeps them (M-43)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app.extensions import db
from app.reception.calls.models import Call
from app.reception.queue.models import Visit

DESK = "desk"


def aged(kind: str, before: date) -> int:
    """How many rows of the desk are older than a day; 0 for other kinds (hook `aged`)."""
    if kind != DESK:
        return 0
    counts = (select(func.count()).select_from(table).where(table.day < before) for table in (Visit, Call))
    return sum(db.session.scalar(count) or 0 for count in counts)
