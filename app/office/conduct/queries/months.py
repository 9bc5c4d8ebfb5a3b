"""What a month takes of whose bonus: the draft before it is settled, and the stored rows afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, select

from app.domain.actor import OPERATOR, Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.conduct import rules
from app.office.conduct.models import ConductCase, Deduction, DeductionMonth, Instalment
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.queries.cases import visible
from app.office.conduct.queries.money import bonuses, last_settled
from app.office.conduct.rules import Part, Stored
from app.office.conduct.words import APPEALED
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Line:
    """One deduction in a month; fen: its amount, taken in earlier months, taken now, left for later ones.

    `held` where an appeal holds it, so that nothing is taken.
    """

    deduction_id: int
    case_id: int
    number: str
    ledger: str
    amount: Fen
    before: Fen
    taken: Fen
    left: Fen
    held: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What a month takes of one person, and why: the bonus, its cap, and each deduction in order (K-51)."""

    staff_id: int
    name: str
    department: str
    bonus: Fen | None
    cap: Fen
    lines: tuple[Line, ...]

    @property
    def taken(self) -> Fen:
        """What the month takes in all, less what it gives back."""
        return Fen(sum(line.taken for line in self.lines))

    @property
    def left(self) -> Fen:
        """What is carried on to later months."""
        return Fen(sum(line.left for line in self.lines))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The deductions of a month, by person; `settled` is the row of the settled month, None for a draft."""

    month: str
    people: tuple[Person, ...]
    percent: int
    settled: DeductionMonth | None = None

    @property
    def taken(self) -> Fen:
        """What is taken from bonuses."""
        return Fen(sum(line.taken for one in self.people for line in one.lines if line.taken > 0))

    @property
    def returned(self) -> Fen:
        """What is given back, as a positive sum."""
        return Fen(-sum(line.taken for one in self.people for line in one.lines if line.taken < 0))

    @property
    def fingerprint(self) -> str:
        """A short mark that differs wherever anything of the sheet does: what is posted is what was seen."""
        return hashlib.sha256(repr((self.month, self.people)).encode()).hexdigest()[:32]


def sheet(month: str, actor: Actor = OPERATOR) -> Sheet:
    """The deductions of a month as settled, or as they would be settled now, of the cases that the actor may see."""
    query = select(DeductionMonth).where(DeductionMonth.month == month)
    done = db.session.scalars(query).one_or_none()
    return _settled(month, done, actor) if done else draft(month, actor)


def draft(month: str, actor: Actor = OPERATOR) -> Sheet:
    """What this month would take now (K-51). A deduction under appeal waits where the office rules say so."""
    values = policy.of(ConductPolicy)
    rows = _rows(visible_to=actor)
    paid = bonuses(month, {row.Deduction.staff_id for row in rows})
    people = []
    for staff_id, own in groupby(rows, key=lambda row: row.Deduction.staff_id):
        mine, bonus = list(own), paid.get(staff_id)
        stored = [_stored(row) for row in mine]
        held = {row.Deduction.id for row in mine if values.appeal_holds and row.state == APPEALED}
        still_open = rules.open_of(stored)
        queue = [one for one in still_open if one.id not in held]
        parts = {part.id: part for part in rules.instalments(month, bonus, queue, percent=values.bonus_cap_percent)}
        parts |= {one.id: Part(one.id, Fen(0), one.left) for one in still_open if one.id in held}
        people.append(_person(mine, parts, bonus, values.bonus_cap_percent, held))
    return Sheet(month, tuple(one for one in people if one.lines), values.bonus_cap_percent)


def month_to_settle() -> str | None:
    """The next month to settle; None where nothing is open (K-51)."""
    stored = [_stored(row) for row in _rows()]
    first = min((one.from_month for one in rules.open_of(stored)), default=None)
    return rules.month_to_settle(last_settled(), first)


def months_page(*, after: str | None = None) -> Page[DeductionMonth]:
    """The settled months, newest first."""
    return page_of(db.session(), select(DeductionMonth), [Order(DeductionMonth.month, descending=True)], after=after)


def own_sheets(staff_id: int, actor: Actor, most: int = 24) -> list[Any]:
    """What the newest months took of one person: rows of month, bonus_fen, taken (fen), as far as the actor may see."""
    taken = func.sum(Instalment.amount_fen)
    query = (
        select(Instalment.month, func.max(Instalment.bonus_fen).label("bonus_fen"), taken.label("taken"))
        .join(Deduction, Deduction.id == Instalment.deduction_id)
        .join(ConductCase, ConductCase.id == Deduction.case_id)
        .where(Instalment.staff_id == staff_id, visible(actor))
        .group_by(Instalment.month)
        .order_by(Instalment.month.desc())
    )
    return list(db.session.execute(query.limit(most)))


def _settled(month: str, done: DeductionMonth, actor: Actor) -> Sheet:
    percent = done.cap_percent
    now = select(Instalment.deduction_id, Instalment.amount_fen, Instalment.bonus_fen).where(Instalment.month == month)
    taken = {row.deduction_id: row for row in db.session.execute(now.order_by(Instalment.id))}
    rows = _rows(settled=month, visible_to=actor)
    people = []
    for _, own in groupby(rows, key=lambda row: row.Deduction.staff_id):
        mine = list(own)
        parts = {row.Deduction.id: _part(row, taken[row.Deduction.id].amount_fen) for row in mine}
        bonus = taken[mine[0].Deduction.id].bonus_fen
        people.append(_person(mine, parts, bonus, percent, set(), settled=True))
    return Sheet(month, tuple(people), percent, done)


def _part(row: Any, taken: int) -> Part:
    """A stored instalment; `row.taken` is the sum until this month, its own included. What is given back leaves
    nothing."""
    left = row.Deduction.amount_fen - row.taken if row.Deduction.reverses_id is None else 0
    return Part(row.Deduction.id, Fen(taken), Fen(left))


def _person(
    rows: Sequence[Any],
    parts: Mapping[int, Part],
    bonus: Fen | None,
    percent: int,
    held: Iterable[int],
    settled: bool = False,
) -> Person:
    lines = []
    for row in rows:
        one, part = row.Deduction, parts.get(row.Deduction.id)
        if part is not None:
            before = Fen(row.taken - (part.taken if settled else 0))
            amount, ledger = Fen(one.amount_fen), one.base
            lines.append(
                Line(one.id, one.case_id, row.number, ledger, amount, before, part.taken, part.left, one.id in held)
            )
    first = rows[0]
    cap = rules.cap_of(bonus or Fen(0), percent)
    return Person(first.Deduction.staff_id, first.person, first.department or "", bonus, cap, tuple(lines))


def _stored(row: Any) -> Stored:
    one = row.Deduction
    return Stored(one.id, Fen(one.amount_fen), one.base, one.from_month, one.reverses_id, Fen(row.taken))


def _rows(*, settled: str | None = None, visible_to: Actor = OPERATOR) -> list[Any]:
    """Deductions by person in the order of their decisions, with what months took so far: those that may be open, or
    those of which the settled month took something, with what was taken until then."""
    sums: Any = select(Instalment.deduction_id, func.sum(Instalment.amount_fen).label("taken"))
    sums = (sums.where(Instalment.month <= settled) if settled else sums).group_by(Instalment.deduction_id).subquery()
    taken = func.coalesce(sums.c.taken, 0)
    query = _with_names(taken.label("taken")).outerjoin(sums, sums.c.deduction_id == Deduction.id)
    if settled:
        query = query.where(Deduction.id.in_(select(Instalment.deduction_id).where(Instalment.month == settled)))
    else:
        undone = select(Deduction.reverses_id).where(Deduction.reverses_id.is_not(None))
        pair = Deduction.reverses_id.is_not(None) | Deduction.id.in_(undone)
        query = query.where((Deduction.amount_fen != taken) | pair)
    order = (Staff.name, Staff.id, Deduction.decided_on, Deduction.id)
    return list(db.session.execute(query.where(visible(visible_to)).order_by(*order)))


def _with_names(taken: Any) -> Select[Any]:
    query: Any = select(
        Deduction,
        ConductCase.number,
        ConductCase.state,
        Staff.name.label("person"),
        Department.name.label("department"),
        taken,
    )
    query = query.join(ConductCase, ConductCase.id == Deduction.case_id).join(Staff, Staff.id == Deduction.staff_id)
    found: Select[Any] = query.outerjoin(Department, Department.id == ConductCase.department_id)
    return found
