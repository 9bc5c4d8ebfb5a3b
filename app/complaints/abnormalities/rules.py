"""What holds for abnormality slips: no loss, answered with cause and measure, closed by effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.text import N_, Text

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
STATES = {OPEN: N_("Slip with the unit"), ANSWERED: N_("Answered, effect to be seen"), CLOSED: N_("Slip closed")}
COLOURS = {OPEN: "blue", ANSWERED: "yellow", CLOSED: "green"}
LATE, EVERY = "late", "every"
LONGEST = 365


@dataclass(frozen=True, slots=True)
class NewSlip:
    """An abnormality without a loss (K-02): when, what, to which unit, what is wanted of it and by when.

    It may come of a complaint, which then ends without the long way, or concern a customer without one.
    """

    happened_on: date
    what: str
    department_id: int
    wanted: str | None = None
    due_on: date | None = None
    complaint_id: int | None = None
    customer_id: int | None = None


def number_of(day: date, serial: int) -> str:
    """The number of an abnormality slip within its month (异常处理单): YC2611-001 (O-04)."""
    return f"YC{day:%y%m}-{serial:03d}"


def check_new(new: NewSlip, today: date) -> None:
    """Refuse what has not happened yet, and a day for the answer that is over or too far away."""
    if new.happened_on > today:
        raise Refused(Text("This day has not come yet."), field="happened_on")
    if new.due_on is not None and new.due_on <= today:
        raise Refused(Text("The unit needs a day to come for its answer."), field="due_on")
    if new.due_on is not None and new.due_on > today + timedelta(days=LONGEST):
        raise Refused(Text("This day is too far away."), field="due_on")


def check_state(state: str, wanted: str) -> None:
    """Refuse a deed that does not follow on the state of a slip."""
    if state == wanted:
        return
    said = {
        OPEN: Text("The unit has not answered this slip yet."),
        ANSWERED: Text("This slip was answered before."),
        CLOSED: Text("This slip is closed."),
    }
    raise Refused(said[state])


def short(words: str, longest: int = 60) -> str:
    """The first line of what happened, for lists and tasks."""
    line = next(iter(words.strip().splitlines()), "")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
