"""What holds for bulletins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text

LONGEST_DAYS = 92


@dataclass(frozen=True, slots=True)
class NewBulletin:
    """What everybody must know (R-11): title and text, from day to day, for a department or for all.

    `replaces_id` is the bulletin whose mistake it mends.
    """

    title: str
    text: str
    day: date
    last_on: date
    department_id: int | None = None
    replaces_id: int | None = None


def check_bulletin(new: NewBulletin, today: date) -> None:
    """Refuse a bulletin without words, for days that are over, and for longer than a quarter (R-11)."""
    if not new.title.strip():
        raise Refused(Text("Please fill this in."), field="title")
    if not new.text.strip():
        raise Refused(Text("Please fill this in."), field="text")
    if new.last_on < new.day:
        raise Refused(Text("It cannot end before it begins."), field="last_on")
    if new.last_on < today:
        raise Refused(Text("These days are over. Nobody would read it."), field="last_on")
    if (new.last_on - new.day).days >= LONGEST_DAYS:
        sentence = Text(
            "At most %(days)s days. What holds for longer belongs into the office rules.", days=LONGEST_DAYS
        )
        raise Refused(sentence, field="last_on")


def upwards(department_id: int | None, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """A department and those it belongs to, the nearest first; circles in the data end."""
    found: list[int] = []
    while department_id is not None and department_id not in found:
        found.append(department_id)
        department_id = parents.get(department_id)
    return tuple(found)


def is_current(day: date, last_on: date, today: date, *, replaced: bool) -> bool:
    """Tell whether a bulletin holds today: within its days and not replaced."""
    return day <= today <= last_on and not replaced
