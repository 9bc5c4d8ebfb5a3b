"""The values of the papers of a hand-over, ready for print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter to a customer whom somebody else looks after from now on (O-13). `cause` is left, absence, transfer."""

    number: str
    office: str
    customer: str
    contact: str
    giver: str
    taker: str
    phone: str
    effective_on: str
    back_on: str
    cause: str
    written_on: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A customer of the list: what hangs on him, who takes him over and signs."""

    place: str
    number: str
    name: str
    part: str
    hanging: str
    successor: str
    signed: str
    contacted_on: str


@dataclass(frozen=True, slots=True)
class ListPaper:
    """The list that giver and takers sign (C-23)."""

    number: str
    office: str
    giver: str
    cause: str
    effective_on: str
    back_on: str
    decided: str
    signed: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class LotRow:
    """A customer of a draw; `named` is who was named instead, with the reason."""

    place: str
    number: str
    name: str
    drawn: str
    named: str


@dataclass(frozen=True, slots=True)
class DrawPaper:
    """The protocol of a draw: everything that repeats it, the result, who drew and who was there (R-50)."""

    number: str
    office: str
    giver: str
    drawn_at: str
    drawn_by: str
    witnesses: str
    reason: str
    seed: str
    people: str
    shares: str
    rows: tuple[LotRow, ...]
