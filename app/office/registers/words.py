"""How lines of registers are written: their numbers, and cells for screen, paper and spreadsheet."""

from __future__ import annotations

from app.domain.text import Text
from app.office.registers.kinds import Register
from app.office.registers.models import RegisterEntry
from app.web.language import say


def number_of(entry: RegisterEntry) -> str:
    """The number of a line within its register: 2026-0012."""
    return f"{entry.year}-{entry.number:04}"


def cells_of(register: Register, entry: RegisterEntry) -> list[str]:
    """The cells of a line in the order of the columns, as they are read."""
    return [_shown(entry.cells.get(column.key)) for column in register.columns]


def _shown(value: str | bool | None) -> str:
    return say(Text("Yes")) if value is True else value or ""
