"""Measures against a complaint coming again, block by block of an 8D report: pure (K-08, K-17, K-30)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text

BLOCKS = {
    "containment": N_("D3 Containment"),
    "root_cause": N_("D4 Root cause"),
    "corrective": N_("D5 Corrective action"),
    "verification": N_("D6 Verification"),
    "prevention": N_("D7 Prevention"),
}
OPEN, DONE, CONFIRMED, DROPPED = "open", "done", "confirmed", "dropped"
LATE = "late"
STATES = {
    OPEN: N_("Measure open"),
    DONE: N_("Done, effect to be confirmed"),
    CONFIRMED: N_("Effect judged"),
    DROPPED: N_("Given up"),
}
STANDINGS = {OPEN: STATES[OPEN], LATE: N_("Overdue"), **{key: STATES[key] for key in (DONE, CONFIRMED, DROPPED)}}
COLOURS = {OPEN: "blue", LATE: "red", DONE: "yellow", CONFIRMED: "green", DROPPED: "secondary"}
EFFECTIVE, INEFFECTIVE = "effective", "ineffective"
EFFECTS = {EFFECTIVE: N_("Effective"), INEFFECTIVE: N_("Not effective")}
NOT_TRACKED = Text(
    "Human negligence is not tracked for improvement. Where it is to be tracked all the same, change that on the "
    "complaint first."
)


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A measure as it is planned: the block it belongs to, what is to be done, by whom and by when."""

    block: str
    words: str
    staff_id: int | None
    due_on: date
    department_id: int | None = None


def asked_for(kind: str, severity: str) -> bool:
    """Whether the blocks are asked for: on larger and serious quality complaints. Others may have them too."""
    return kind == "quality" and severity in ("larger", "serious")


def check_tracked(negligence: bool, track: bool | None) -> None:
    """Refuse a measure where the improvement is not tracked: human negligence, unless decided otherwise (K-17)."""
    if track is False or (negligence and not track):
        raise Refused(NOT_TRACKED)


def check_plan(new: NewMeasure, today: date) -> None:
    """Refuse a measure without words, without whoever does it, or due in the past."""
    if new.block not in BLOCKS:
        raise Refused(Text("Please choose one of the list."), field="block")
    if not new.words.strip():
        raise Refused(Text("Please fill this in."), field="words")
    if new.staff_id is None:
        raise Refused(Text("Please choose one of the list."), field="staff_id")
    if new.due_on < today:
        raise Refused(Text("This day is over. Choose today or a later day."), field="due_on")


def check_done(state: str, done_on: date, result: str, today: date) -> None:
    """Refuse to report what is not open, without a result, or as of a day to come."""
    if state != OPEN:
        raise Conflict(Text("This measure is not open any more. Look at it again."))
    if done_on > today:
        raise Refused(Text("This day is still to come."), field="done_on")
    if not result.strip():
        raise Refused(Text("Please say what came of it."), field="result")


def check_confirm(state: str, effect: str, doers: Collection[int | None], by: int | None) -> None:
    """Refuse a judgement of the effect before the measure is done, and by whoever did it (K-08)."""
    if state != DONE:
        raise Conflict(Text("The effect is judged once the measure is done."))
    if by is not None and by in doers:
        raise Refused(Text("Whoever did it does not judge its effect himself. Let somebody else do it."))
    if effect not in EFFECTS:
        raise Refused(Text("Please choose one of the list."), field="effect")


def standing(state: str, due_on: date | None, today: date) -> str:
    """How a measure stands: open ones past their day are late."""
    return LATE if state == OPEN and due_on is not None and due_on < today else state
