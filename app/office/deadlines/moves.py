"""What a change of the calendar does to open deadlines."""

from __future__ import annotations

from app import clock
from app.domain.actor import Actor
from app.domain.workdays import Calendar
from app.office.calendar.kinds import Moved
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import known
from app.office.deadlines.rules import due_of
from app.office.deadlines.service.asking import ask_again
from app.office.deadlines.words import page_of, what


def calendar_moves(before: Calendar, after: Calendar) -> list[Moved]:
    """The open deadlines that would be due on another day (hook `calendar_moves`); nothing is written (O-01)."""
    today = clock.today()
    moved = []
    for one in known(Deadline.stopped_on.is_(None)):
        now, then = due_of(one.facts, before, today), due_of(one.facts, after, today)
        if now != then:
            moved.append(Moved(what(one.rule, one.row.facts), page_of(one.row.id), now, then))
    return moved


def calendar_changed(*, by: Actor) -> None:
    """Have all open deadlines worked out anew (hook `calendar_changed`), in the unit that is under way."""
    ask_again(by=by)
