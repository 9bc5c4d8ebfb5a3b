"""What holds for people and departments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text


def check_parent(parents: Mapping[int, int | None], department: int, parent: int | None) -> None:
    """Refuse a parent that hangs below the department itself (O-07). `parents` maps each department to its parent."""
    seen: set[int] = set()
    above = parent
    while above is not None and above not in seen:
        if above == department:
            raise Refused(Text("A department cannot belong to itself or to one below it."), field="parent")
        seen.add(above)
        above = parents.get(above)


def check_last_day(left_on: date, joined_on: date | None, today: date) -> None:
    """Refuse a last day of work that lies ahead or before the first (O-07)."""
    if left_on > today:
        raise Refused(Text("The last day may not lie ahead. Come back on that day."), field="left_on")
    if joined_on is not None and left_on < joined_on:
        raise Refused(Text("The last day may not lie before the first, %(day)s.", day=joined_on), field="left_on")
