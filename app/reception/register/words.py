"""How what stands in a register is read: stored words as the reader says them."""

from __future__ import annotations

from app.domain.text import Text
from app.reception.calls.rules import FIRST_TIME as CALLS_FIRST
from app.reception.queue.rules import ALL_OUTCOMES, FIRST_TIME, STATES
from app.reception.register.books import CALL
from app.reception.register.queries.lines import Line
from app.web.language import say


def shown(subject: str, field: str, value: str) -> str:
    """A cell as it is read."""
    if field == "first_time":
        msgid = (CALLS_FIRST if subject == CALL else FIRST_TIME).get(value)
        return say(Text(msgid)) if msgid else value
    if field == "outcome":
        msgid = {**STATES, **ALL_OUTCOMES}.get(value)
        return say(Text(msgid)) if msgid else value
    return value


def cell(line: Line, field: str) -> tuple[str, list[str]]:
    """A cell of a line: what it says now, and what it said before, oldest first."""
    now = shown(line.subject, field, line.holds.get(field, ""))
    return now, [shown(line.subject, field, value) for value in line.before(field)]
