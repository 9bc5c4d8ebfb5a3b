"""The law of registers (O-06): what a line may hold, for which day, and in which part of the archive it lies."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.decimals import decimal_text, decimal_units
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.registers.kinds import Register, RegisterColumn

CELL = "cell_"  # before a column's key in the names of form fields
DECIMALS = 3


def check_day(day: date, today: date) -> None:
    """Raises Refused for a day that is still to come (O-06): a register says what has been."""
    if day > today:
        raise Refused(Text("This day is still to come. A register holds what has happened."), field="day")


def clean(register: Register, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells as they are stored: words, days and numbers as text, ticks as True, empty ones left out (O-06).

    Raises Refused for a required cell that is empty, for a wrong number or day, and for a line of empty cells;
    KeyError for a column that the register does not have.
    """
    unknown = set(cells) - {column.key for column in register.columns}
    if unknown:
        raise KeyError(f"{register.key} has no column {sorted(unknown)}")
    found = {column.key: _cell(column, cells.get(column.key)) for column in register.columns}
    if not any(found.values()):
        raise Refused(Text("Please fill in at least one column."), field=CELL + register.columns[0].key)
    return {key: value for key, value in found.items() if value not in (None, "", False)}


def _cell(column: RegisterColumn, value: Any) -> Any:
    if column.kind == "yes":
        return bool(value)
    if value in (None, ""):
        if column.required:
            raise Refused(Text("Please fill this in."), field=CELL + column.key)
        return None
    if column.kind == "day":
        return value.isoformat() if isinstance(value, date) else date.fromisoformat(value).isoformat()
    return number(str(value)) if column.kind == "number" else str(value)


def number(text: str) -> str:
    """A number as it is stored: "1,200.50" is "1200.5". Raises Refused for what is none or below zero."""
    units = decimal_units(text, DECIMALS)
    if units < 0:
        raise Refused(Text("Please type a figure that is not negative."))
    return decimal_text(units, DECIMALS)


def words_of(cells: Mapping[str, Any]) -> str:
    """The cells as text, each between two line ends: so a name is found as a whole cell."""
    return "".join(f"\n{value}" for value in cells.values() if isinstance(value, str)) + "\n"


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raises Refused for a correction that says what holds already (O-06)."""
    if dict(before) == dict(after):
        raise Refused(Text("The line already says this. Nothing was corrected."))


def is_later(day: date, made_on: date) -> bool:
    """Whether a line was entered after its day (O-06): it is marked then."""
    return made_on > day


def period_of(register: Register, day: date) -> str:
    """In which part of the archive a day lies: its month (C-111), or its year for what is archived by year."""
    return f"{day:%Y-%m}" if register.monthly else f"{day:%Y}"


def read_period(register: Register, text: str) -> str:
    """Read a month or, for what is archived by year, a year. Raises Refused."""
    pattern = r"20\d\d-(0[1-9]|1[0-2])" if register.monthly else r"20\d\d"
    if not re.fullmatch(pattern, text, re.ASCII):
        wanted = (
            Text("Please type a month like 2026-11.") if register.monthly else Text("Please type a year like 2026.")
        )
        raise Refused(wanted, field="period")
    return text


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a month "2026-11" or a year "2026"."""
    year, month = int(period[:4]), int(period[5:] or 0)
    last = calendar.monthrange(year, month)[1] if month else 31
    return date(year, month or 1, 1), date(year, month or 12, last)


def beside(period: str, steps: int) -> str:
    """The month or year so many steps later, or earlier where negative."""
    if len(period) == 4:
        return f"{int(period) + steps:04}"
    months = int(period[:4]) * 12 + int(period[5:]) - 1 + steps
    return f"{months // 12:04}-{months % 12 + 1:02}"
