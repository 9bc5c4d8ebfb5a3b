"""Taking registers out as files."""

from __future__ import annotations

from app.domain.actor import Actor
from app.office.history.service import record
from app.reception.register.books import Book
from app.reception.register.feature import EXPORTED
from app.unit_of_work import unit_of_work


def take_out(book: Book, period: str, kind: str, rows: int, *, by: Actor) -> None:
    """Record that lines of a register leave the program as a file (O-15)."""
    facts = {"register": book.chinese, "period": period, "format": kind, "rows": rows}
    with unit_of_work(by=by):
        record(EXPORTED, f"register:{book.key}", facts=facts)
