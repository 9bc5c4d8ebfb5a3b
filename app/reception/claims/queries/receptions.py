"""Looks at decisions: why this person, and who received a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.batches.sentences import sentence
from app.office.staff.models import Staff
from app.office.tasks.models import Task
from app.office.tasks.rules import OPEN as OPEN_TASK
from app.reception.claims.kinds import visit_cards
from app.reception.claims.models import Reception
from app.reception.claims.words import BASES
from app.reception.rota import queries as rota
from app.reception.rota.models import TurnEntry
from app.reception.rota.rules.lines import KINDS, REASONS


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was here when it was decided; `free` could have received."""

    name: str
    free: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Why:
    """A decision as it is read: who, on which ground, step by step, at what cost, who was here, by whom decided."""

    at: datetime
    rep: str | None
    basis: Text
    steps: tuple[Text, ...]
    rows: tuple[str, ...]
    case: str | None
    cost: int
    here: tuple[Person, ...]
    reason: str | None
    by_name: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger of turns that a visit has made; `undone` lines count no more."""

    at: datetime
    what: Text
    who: str | None
    why: Text | None
    cost: int
    credit: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor as claims speak of him; `number` and `url` are those of the register, where there is one."""

    visit_id: int
    name: str
    phone: str | None
    customer_id: int | None
    number: str | None = None
    open: bool = False
    url: str | None = None


def why_of(visit_id: int) -> list[Why]:
    """Every decision on a visit, oldest first: the last one holds."""
    query = select(Reception, Staff.name).outerjoin(Staff, Staff.id == Reception.staff_id)
    rows = db.session.execute(query.where(Reception.visit_id == visit_id).order_by(Reception.id))
    return [_why(row, name) for row, name in rows]


def visitor_of(visit_id: int) -> Visitor:
    """Who the visitor of a visit is: by the register, else as he was when it was decided on him.

    Raises NoResultFound for a visit that nobody knows of.
    """
    card = visit_cards([visit_id]).get(visit_id)
    if card is not None:
        return Visitor(visit_id, card.name, card.phone, card.customer_id, card.number, card.open, card.url)
    query = select(Reception.facts).where(Reception.visit_id == visit_id).order_by(Reception.id).limit(1)
    said = db.session.scalars(query).one()["arrival"]
    return Visitor(visit_id, said["name"], said["phone"], said["customer_id"])


def ledger_of(visit_id: int) -> list[LedgerLine]:
    """What a visit wrote into the ledger of turns, in the order of the lines."""
    found = rota.entries_of_visit(visit_id)
    names = rota.names([one.staff_id for one in found])
    undone = {one.undoes_id for one in found}
    return [_line(one, names, one.id in undone) for one in found]


def tasks_of(visit_id: int, actor: Actor) -> int:
    """How many open tasks this user has about a visit, which he ends by taking note."""
    query = select(Task.id).where(Task.subject == f"visit:{visit_id}", Task.state == OPEN_TASK)
    return len(db.session.scalars(query.where(Task.staff_id == (actor.staff_id or 0))).all())


def last_of(visit_ids: Sequence[int]) -> dict[int, tuple[Text, str | None]]:
    """Of each visit the ground of the last decision, and who receives; for lists."""
    query = select(Reception.visit_id, Reception.basis, Staff.name).where(Reception.visit_id.in_(visit_ids))
    query = query.outerjoin(Staff, Staff.id == Reception.staff_id).order_by(Reception.id)
    return {row.visit_id: (Text(BASES[row.basis]), row.name) for row in db.session.execute(query)}


def _why(row: Reception, name: str | None) -> Why:
    names: Mapping[str, str] = row.facts["names"]
    here = tuple(
        Person(names.get(str(one["id"]), "–"), bool(one["free"]), one["id"] == row.staff_id)
        for one in row.facts["here"]
    )
    return Why(
        at=row.at,
        rep=name,
        basis=Text(BASES[row.basis]),
        steps=tuple(sentence(kept) for kept in row.steps),
        rows=tuple(row.facts["rows"]),
        case=row.facts["case"],
        cost=row.cost,
        here=here,
        reason=row.reason,
        by_name=row.by_name,
    )


def _line(one: TurnEntry, names: Mapping[int, str], undone: bool) -> LedgerLine:
    why = Text(REASONS[one.reason]) if one.reason in REASONS else None
    return LedgerLine(one.at, Text(KINDS[one.kind]), names.get(one.staff_id or 0), why, one.cost, one.credit, undone)
