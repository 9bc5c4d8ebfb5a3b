"""What holds for tasks and commands: who may do what in which state, and who may command whom (S-13, S-14)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

OPEN, RETURNED, DONE, CONFIRMED, CANCELLED = "open", "returned", "done", "confirmed", "cancelled"
WAITING = (OPEN, RETURNED)
ENDED = (DONE, CONFIRMED, CANCELLED)
STATES = {
    OPEN: N_("Open"),
    RETURNED: N_("Given back"),
    DONE: N_("Done"),
    CONFIRMED: N_("Confirmed"),
    CANCELLED: N_("Cancelled"),
}
FORMS = {"spoken": N_("Spoken"), "written": N_("Written"), "meeting": N_("In a meeting")}

FINISH, GIVE_BACK, HAND_ON = "finish", "give_back", "hand_on"
CONFIRM, SEND_BACK, CANCEL = "confirm", "send_back", "cancel"
OF_DOER = {OPEN: {FINISH, GIVE_BACK, HAND_ON}}
OF_GIVER = {OPEN: {HAND_ON, CANCEL}, RETURNED: {HAND_ON, CANCEL}, DONE: {CONFIRM, SEND_BACK}}

OVERDUE, TODAY, LATER, OPEN_ENDED = "overdue", "today", "later", "open_ended"
LONGEST_SHORT = 80


def moves(state: str, *, doer: bool, giver: bool, command: bool, may_hand_on: bool) -> frozenset[str]:
    """What somebody may do with a task on its own page (O-11, S-13).

    A command is finished or given back by whoever it is for, and confirmed, sent back or cancelled by whoever gave
    it; both may hand it on. What the program made is done in its own place: it may only be handed on, and only where
    its kind allows.
    """
    if not command:
        return frozenset({HAND_ON} if doer and may_hand_on and state == OPEN else ())
    found: set[str] = set()
    if doer:
        found |= OF_DOER.get(state, set()) - ({GIVE_BACK} if giver else set())
    if giver:
        found |= OF_GIVER.get(state, set())
    return frozenset(found)


def may_command(
    giver: int, addressee: int, *, departments: Collection[int], home: int | None, above: Collection[int], below: bool
) -> bool:
    """Tell whether one person may give another a command (S-14).

    `departments` are those in which the giver may command, `home` is the addressee's own, `above` are the giver's
    superiors, and `below` tells whether the giver is one of the addressee's. Commands go down, never up.
    """
    if addressee == giver or addressee in above:
        return False
    return below or home in departments


def check_day(due_on: date, today: date) -> None:
    """Refuse a command that is already late when it is given (S-13)."""
    if due_on < today:
        raise Refused(Text("This day is over. A command is given for today or a later day."), field="due_on")


def check_addressee(staff_id: int | None, role_id: int | None) -> None:
    """Refuse a command for nobody and one for two (S-13)."""
    if staff_id is None and role_id is None:
        raise Refused(Text("Choose a person, or a role."), field="staff_id")
    if staff_id is not None and role_id is not None:
        raise Refused(Text("Choose a person or a role, not both."), field="role_id")


def check_complete(parts: Mapping[str, str]) -> None:
    """Refuse a command that lacks one of its parts: a complete one has all six (S-13)."""
    for name, words in parts.items():
        if not words.strip():
            raise Refused(Text("Please fill this in: a complete command has all six parts."), field=name)


def check_way(way: str) -> None:
    """Refuse a way of giving commands that the office does not know (S-13)."""
    if way not in FORMS:
        raise Refused(Text("Please choose one of the list."), field="way")


def number_of(today: date, count: int) -> str:
    """The number of the `count`-th command of a month: ZL2611-001 (O-04)."""
    return f"ZL{today:%y%m}-{count:03d}"


def due_mark(due_on: date | None, today: date) -> tuple[str, int]:
    """How a task stands to its day: overdue, today, later or open_ended, and the days between, never negative."""
    if due_on is None:
        return OPEN_ENDED, 0
    days = (due_on - today).days
    if days < 0:
        return OVERDUE, -days
    return (LATER if days else TODAY), days


def short(words: str) -> str:
    """The first line of a command's words, at most 80 characters, for lists."""
    line = words.strip().splitlines()[0]
    return line if len(line) <= LONGEST_SHORT else f"{line[: LONGEST_SHORT - 1]}…"
