"""The law of changing rules: who may let a rule hold alone, from when on, and one proposal at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text


def sets_alone(staff_id: int | None, general_managers: Collection[int]) -> bool:
    """Tell whether this person may set rules without asking (000 §5-1.9, A-17).

    The general manager may, and everybody with the right to set rules where the office has none; so may the program
    itself and its operator, who are nobody of the staff.
    """
    return staff_id is None or not general_managers or staff_id in general_managers


def number_of(month: str, serial: int) -> str:
    """The number of a proposed change from the month (YYMM) and its place in it: ZD2611-001 (O-04)."""
    return f"ZD{month}-{serial:03}"


def holds_from(wanted: date, today: date) -> date:
    """From when on an approved change holds: as proposed, but never from a day that is over when it is approved."""
    return max(wanted, today)


def check_waiting(names: Collection[str], waiting: Mapping[str, str]) -> None:
    """Raise Refused where a change of one of these values waits already; `waiting` gives the number of its proposal."""
    for name in names:
        if name in waiting:
            raise Refused(
                Text("Change of rules %(number)s about this waits for its decision already.", number=waiting[name]),
                field="value",
            )
