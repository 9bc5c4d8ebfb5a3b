"""What holds for the registers: corrections beside the original, the hand-in, the end of the day, minutes, calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from app.domain.errors import Refused
from app.domain.text import N_, Text

ANALYSIS = "analysis"  # what a rep adds to a line of his own: it stands beside it like a correction
WAITING, VALID, REFUSED = "waiting", "valid", "refused"
REVIEWS = {
    WAITING: (N_("Handed in, waits for the review"), "yellow"),
    VALID: (N_("Reviewed and valid"), "green"),
    REFUSED: (N_("Sent back"), "red"),
    None: (N_("Not handed in"), "secondary"),
}
MEETINGS = {"evening": N_("Evening meeting"), "morning": N_("Morning meeting")}
AIMS = {"invite": N_("Invite to visit"), "sign": N_("Ask to sign"), "pay": N_("Ask to pay")}
OPEN, DONE, DROPPED = "open", "done", "dropped"
CALL_STATES = {
    OPEN: (N_("To be called"), "blue"),
    DONE: (N_("Call made"), "green"),
    DROPPED: (N_("Dropped"), "secondary"),
}


class Correction(Protocol):
    """What the rules need of a RegisterCorrection."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a day leaves undone at its end; `url` is where it is looked at."""

    label: Text
    figure: int
    url: str | None = None


def newest(original: Mapping[str, str], corrections: Sequence[Correction]) -> dict[str, str]:
    """What holds of a line: the original with the newest correction of each field, oldest first (R-86)."""
    holds = dict(original)
    for one in corrections:
        holds[one.field] = one.new or ""
    return holds


def before(field: str, original: Mapping[str, str], corrections: Sequence[Correction]) -> list[str]:
    """Everything that a field ever said before what it says now, oldest first: it stays readable (R-86)."""
    said = [original.get(field, ""), *(one.new or "" for one in corrections if one.field == field)]
    return [words for words in said[:-1] if words]


def check_correction(field: str, holds: Mapping[str, str], new: str, reason: str) -> None:
    """Refuse a correction that changes nothing or says no reason (R-86); a personal analysis needs none (R-92)."""
    if new == holds.get(field, ""):
        raise Refused(Text("The line already says this. Nothing was corrected."), field="new")
    if field != ANALYSIS and not reason.strip():
        raise Refused(Text("Please say why."), field="reason")


def check_hand_in(day: date, today: date, *, here: int, state: str | None, lines: int, reviewed: int) -> None:
    """Refuse to hand in a day to come, one with visitors still here, an empty one, and one under review (A-08).

    One that is valid is handed in again where it has more lines than were `reviewed`: somebody came later that day.
    """
    if day > today:
        raise Refused(Text("This day has not come yet."))
    if state == WAITING:
        raise Refused(Text("The register of this day waits for its review already."))
    if state == VALID and lines <= reviewed:
        raise Refused(Text("The register of this day is reviewed and valid already."))
    if here:
        raise Refused(Text("Visitors not ended yet: %(n)s. End their visits, or close the day, first.", n=here))
    if not lines:
        raise Refused(Text("Nothing was registered on this day. There is nothing to hand in."))


def is_late(day: date, handed_in_at: datetime, until: time) -> bool:
    """Whether a register was handed in too late, by the office's wall clock (R-85: on the day, by an hour)."""
    return (handed_in_at.date(), handed_in_at.time()) > (day, until)


def check_closing(day: date, today: date, *, closed: bool) -> None:
    """Refuse to close a day to come, and one that is closed."""
    if day > today:
        raise Refused(Text("This day has not come yet."))
    if closed:
        raise Refused(Text("This day is closed already."))


def was_forgotten(day: date, closed_on: date) -> bool:
    """Whether a day was not closed on its own evening."""
    return closed_on > day


def check_minutes(day: date, today: date, kind: str) -> None:
    """Refuse minutes of a meeting to come, and of no kind of meeting (R-91)."""
    if kind not in MEETINGS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if day > today:
        raise Refused(Text("This day has not come yet."), field="day")


def check_planned(day: date, today: date, aim: str, name: str) -> None:
    """Refuse a line of the call list without somebody to call, or for a day that is over (R-93)."""
    if aim not in AIMS:
        raise Refused(Text("Please choose one of the list."), field="aim")
    if day < today:
        raise Refused(Text("This day is over. Plan calls for today or later."), field="day")
    if not name:
        raise Refused(Text("Who is to be called? Enter a name."), field="name")
