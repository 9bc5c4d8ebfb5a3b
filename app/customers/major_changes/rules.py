"""What is a major change (重大变动, C-09, C-10 as corrected): pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

CUSTOMER, BOTH = "customer", "both"
SIDES = {CUSTOMER: N_("On the customer's side"), BOTH: N_("Between the customer and us")}


@dataclass(frozen=True, slots=True)
class NewChange:
    """A major change as it is noted: on whose side, when, what, and what follows for us."""

    side: str
    happened_on: date
    what: str
    consequence: str | None = None


def check(new: NewChange, today: date) -> None:
    """Refuse a change that cannot be right. Raises Refused at the field."""
    if new.side not in SIDES:
        raise Refused(Text("Please choose one of the list."), field="side")
    if new.happened_on > today:
        raise Refused(Text("This day is still to come."), field="happened_on")
    if not new.what.strip():
        raise Refused(Text("Please fill this in."), field="what")


def short(words: str, most: int = 60) -> str:
    """The beginning of a text, for lists and history."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
