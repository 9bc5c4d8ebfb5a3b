"""What holds for matters of several departments: who leads, who speaks, and when the office arbitrates (K-78)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

OPEN, BEFORE_OFFICE, ARBITRATED, DONE = "open", "before_office", "arbitrated", "done"
STATES = {
    OPEN: N_("Between the departments"),
    BEFORE_OFFICE: N_("Before the office"),
    ARBITRATED: N_("Arbitrated, to be carried out"),
    DONE: N_("Settled"),
}
COLOURS = {OPEN: "blue", BEFORE_OFFICE: "yellow", ARBITRATED: "blue", DONE: "green"}

SPEAK, SUBMIT, ARBITRATE, FINISH = "speak", "submit", "arbitrate", "finish"


@dataclass(frozen=True, slots=True)
class NewDispute:
    """A matter of several departments: the demanding one leads and says what it wants (`demand`)."""

    matter: str
    demand: str
    lead_id: int
    others: tuple[int, ...]
    complaint_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to such a matter: he speaks for departments, may lead it, is to arbitrate."""

    speaks_for: frozenset[int] = frozenset()
    leads: bool = False
    arbitrates: bool = False


def moves(state: str, standing: Standing) -> frozenset[str]:
    """What somebody may do with it (K-78).

    Opinions are given while it is between the departments; before the office they are as they were submitted. The
    leading department submits it and says how it was settled, the second also whoever arbitrates.
    """
    found = {SPEAK} if state == OPEN and standing.speaks_for else set()
    if standing.leads:
        found |= {SUBMIT, FINISH} if state == OPEN else set()
    if standing.arbitrates and state == BEFORE_OFFICE:
        found.add(ARBITRATE)
    if state == ARBITRATED and (standing.leads or standing.arbitrates):
        found.add(FINISH)
    return frozenset(found)


def check_new(new: NewDispute) -> None:
    """Refuse a matter without words, and one of a single department (K-78)."""
    if not new.matter.strip():
        raise Refused(Text("Please say what it is about."), field="matter")
    if not new.demand.strip():
        raise Refused(Text("Please say what your department asks for."), field="demand")
    if not set(new.others) - {new.lead_id}:
        raise Refused(Text("Choose another department: this matter is of several."), field="other")


def check_submission(spoken: Collection[int], concerned: Sequence[int], reason: str | None) -> None:
    """Refuse to go to the office before two departments have spoken, and where one could go on without it (K-78)."""
    if len(set(spoken) & set(concerned)) < 2:
        sentence = Text("So far only one side has given its opinion. The office needs those of two departments.")
        raise Refused(sentence)
    if not (reason or "").strip():
        sentence = Text("Say why the disagreement makes it hard to go on. Where one can go on, go on.")
        raise Refused(sentence, field="reason")


def check_arbitration(words: str | None, due_on: date, today: date) -> None:
    """Refuse an arbitration without words, and one that is to be carried out before today (K-78)."""
    if not (words or "").strip():
        raise Refused(Text("Please write what the office lays down."), field="words")
    if due_on < today:
        raise Refused(Text("This day is over already."), field="due_on")


def number_of(day: date, serial: int) -> str:
    """The number of such a matter within its month: KB2611-001 (O-04)."""
    return f"KB{day:%y%m}-{serial:03}"
