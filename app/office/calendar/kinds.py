"""What the calendar asks of features above it, because their due days follow from it.

Hook `calendar_moves(before: Calendar, after: Calendar) -> list[Moved]`: what is open and would be due on another day
if the calendar were changed so. Both calendars know every day the office ever entered. Nothing may be written.

Hook `calendar_changed(*, by: Actor) -> None`: called inside the unit of work that has changed the calendar, so that
due days that are stored are worked out again with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.actor import Actor
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.web import registry


@dataclass(frozen=True, slots=True)
class Moved:
    """Something open that a change of the calendar would move: its page, due day as it is and as it would be."""

    label: Text | str
    url: str
    before: date
    after: date


def moves(before: Calendar, after: Calendar) -> list[Moved]:
    """What would move, the nearest due day first (O-01); nothing is asked where the calendars are the same."""
    if before == after:
        return []
    found = [one for ask in registry.hooked("calendar_moves") for one in ask(before, after)]
    return sorted((one for one in found if one.before != one.after), key=lambda one: (one.before, one.after, one.url))


def tell_changed(*, by: Actor) -> None:
    """Let every feature work out again what follows from the calendar. Inside a unit of work."""
    for tell in registry.hooked("calendar_changed"):
        tell(by=by)
