"""What holds for filings: kinds and states, when one is late, when reminders were enough (C-11, C-12, C-14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.domain.workdays import Calendar

OPENING, CHANGE = "opening", "change"
KINDS = {OPENING: N_("Opening of a file"), CHANGE: N_("Change at a customer")}
OPEN, FILED, DROPPED = "open", "filed", "dropped"
STATES = {OPEN: N_("Open"), FILED: N_("Registered"), DROPPED: N_("Dropped")}
COLOURS = {OPEN: "yellow", FILED: "green", DROPPED: "secondary"}
PREFIXES = {OPENING: "JD", CHANGE: "BG"}
# Who looks after a customer is the office's own affair: nothing changes at the customer by it.
INTERNAL = frozenset({"owner_id", "department_id", "important"})


def number_of(kind: str, day: date, count: int) -> str:
    """The number of a filing: JD2611-001 of a new customer (建档), BG2611-001 of a change (变更) (O-04)."""
    return f"{PREFIXES[kind]}{day:%y%m}-{count:03d}"


def due_day(since: date, days: int, calendar: Calendar) -> date:
    """The last working day on which it is in time: `days` working days after the day itself, which is not counted."""
    return calendar.add_working_days(since, days)


def is_late(filed_on: date, due_on: date) -> bool:
    """Tell whether it was filed after its last day; that day itself is in time."""
    return filed_on > due_on


def at_customer(changes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What changed at the customer himself: rows of field, old and new."""
    return [{name: one.get(name) for name in ("field", "old", "new")} for one in changes
            if one["field"] not in INTERNAL]  # fmt: skip


def check_since(since: date, today: date) -> None:
    """Refuse what becomes known in time to come."""
    if since > today:
        raise Refused(Text("This day has not come yet."), field="since_on")


def check_reminder(state: str, due_on: date, today: date) -> None:
    """Refuse to remind of what is not overdue: there was time until the end of its last day (C-14)."""
    if state != OPEN:
        raise Refused(Text("This filing is not open any more."))
    if today <= due_on:
        raise Refused(Text("It is not overdue yet: it may be filed until %(day)s.", day=due_on))


def goes_to_ledger(ordinal: int, enough: int) -> bool:
    """Tell whether this reminder is the one after which not cooperating goes to the conduct ledger: once (C-14)."""
    return ordinal == enough
