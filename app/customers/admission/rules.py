"""Where a customer stands by the steps that he went, and which step may follow (C-56, C-59, C-60)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.customers.files.rules import COMPANY
from app.customers.papers.rules import BAD, EXPIRED, LAPSED, WAITING
from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text

APPLIED, WITHDRAWN, REFUSED, ADMITTED = "applied", "withdrawn", "refused", "admitted"
SUSPENDED, LIFTED, DISQUALIFIED, READMITTED, FILED = "suspended", "lifted", "disqualified", "readmitted", "filed"

STATES: Mapping[str, str] = {
    APPLIED: N_("Applied for"),
    WITHDRAWN: N_("Application withdrawn"),
    REFUSED: N_("Not admitted"),
    ADMITTED: N_("Admitted"),
    SUSPENDED: N_("Business suspended"),
    DISQUALIFIED: N_("Disqualified"),
}
COLOURS: Mapping[str, str] = {
    APPLIED: "blue", WITHDRAWN: "secondary", REFUSED: "red", ADMITTED: "green", SUSPENDED: "red", DISQUALIFIED: "red",
}  # fmt: skip
STEPS: Mapping[str, str] = {
    APPLIED: N_("Applied for"),
    WITHDRAWN: N_("Application withdrawn"),
    REFUSED: N_("Application refused"),
    ADMITTED: N_("Admitted"),
    SUSPENDED: N_("Business suspended"),
    LIFTED: N_("Suspension lifted"),
    DISQUALIFIED: N_("Disqualified"),
    READMITTED: N_("Admitted again"),
    FILED: N_("Filed with the parent company"),
}

PAPERS, BY_HAND = "papers", "by_hand"
GROUNDS: Mapping[str, str] = {  # C-60
    "false_information": N_("False information, fraud or serious dishonesty"),
    "harm": N_("Economic loss, or serious harm to the company's reputation"),
    "crime": N_("Breach of the law, investigated by the authorities"),
}
WHY: Mapping[str, str] = {
    PAPERS: N_("A required paper has expired or was rejected"),
    BY_HAND: N_("Decided by hand"),
    **GROUNDS,
}

NOBODY, COMPANIES, EVERYBODY = "nobody", "companies", "everybody"

_FROM: Mapping[str, Collection[str | None]] = {
    APPLIED: (None, WITHDRAWN, REFUSED, DISQUALIFIED),
    WITHDRAWN: (APPLIED,),
    REFUSED: (APPLIED,),
    ADMITTED: (APPLIED,),
    READMITTED: (APPLIED,),
    SUSPENDED: (ADMITTED, SUSPENDED),  # what was suspended for its papers may be held by hand
    LIFTED: (SUSPENDED,),
    DISQUALIFIED: (ADMITTED, SUSPENDED),
    FILED: tuple(STATES),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a customer stands: his state, and whether he was disqualified before he applied again."""

    state: str | None = None
    was_out: bool = False


def after(place: Place, kind: str) -> Place:
    """Where a step leads; whoever was disqualified and is not admitted again stays it."""
    match kind:
        case "applied":
            return Place(APPLIED, was_out=place.state == DISQUALIFIED)
        case "withdrawn" | "refused":
            return Place(DISQUALIFIED if place.was_out else kind)
        case "admitted" | "readmitted" | "lifted":
            return Place(ADMITTED)
        case "suspended" | "disqualified":
            return Place(kind)
    return place


def place_of(kinds: Iterable[str]) -> Place:
    """Where steps lead, in their order."""
    place = Place()
    for kind in kinds:
        place = after(place, kind)
    return place


def state_of(kinds: Iterable[str]) -> str | None:
    """The state to which the steps of a customer add up; None for whoever never applied."""
    return place_of(kinds).state


def may_follow(state: str | None, kind: str) -> bool:
    """Whether this step may follow on that state."""
    return state in _FROM[kind]


def check_step(state: str | None, kind: str) -> None:
    """Refuse, as a conflict, a step that cannot follow: somebody else has moved the customer on meanwhile."""
    if not may_follow(state, kind):
        word = Text(STATES[state]) if state else Text("No application")
        raise Conflict(Text("This cannot be done any more. The customer stands at: %(state)s.", state=word))


def check_ground(deed: str, ground: str | None, reason: str | None) -> None:
    """Refuse a disqualification without one of the three grounds, and whatever has no reason (C-60)."""
    if deed not in (SUSPENDED, LIFTED, DISQUALIFIED):
        raise Refused(Text("Please choose one of the list."), field="deed")
    if deed == DISQUALIFIED and ground not in GROUNDS:
        raise Refused(Text("Choose the ground: only these three disqualify a customer."), field="ground")
    if not (reason or "").strip():
        raise Refused(Text("Say what happened and what proves it."), field="reason")


def lapsed(conditions: Iterable[str]) -> bool:
    """Whether business must be suspended: a required paper has expired without proof of renewal, or was rejected."""
    return any(one in LAPSED for one in conditions)


def may_lift(conditions: Iterable[str]) -> bool:
    """Whether valid papers are in again: nothing that was brought is over, rejected or still to be verified (C-59)."""
    return not any(one in (EXPIRED, BAD, WAITING) for one in conditions)


def wanted_for(kind: str, wanted: str) -> bool:
    """Whether the office wants customers of this kind to be admitted before business begins."""
    return wanted == EVERYBODY or (wanted == COMPANIES and kind == COMPANY)


def number_of(month: str, count: int) -> str:
    """The number of an admission: KH2611-001 (开户)."""
    return f"KH{month}-{count:03d}"
