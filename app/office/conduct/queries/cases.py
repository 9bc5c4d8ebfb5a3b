"""Looks at cases: only those that concern the reader, or that his rights let him see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.conduct.feature import RECORD, SEE_ALL, SEE_DEPARTMENT
from app.office.conduct.models import ConductCase, Deduction, Instalment
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.words import ADMINISTRATIVE, DECIDED, GONE
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, page_of

ADMINISTRATIVE_ONLY = "administrative"
NEWEST_FIRST = (Order(ConductCase.happened_on, descending=True), Order(ConductCase.id, descending=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; days are of the incident, both included.

    `sanction` is one of them, or "administrative" for all that are published.
    """

    state: str | None = None
    rule: str | None = None
    sanction: str | None = None
    staff_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A deduction of a case as its page shows it: what months took of it, oldest first; fen."""

    deduction: Deduction
    months: Sequence[tuple[str, Fen]]

    @property
    def sum(self) -> Fen:
        """What months took of it, or gave back."""
        return Fen(sum(amount for _, amount in self.months))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on cases that this actor may know of (S-31).

    The person concerned sees his own, whoever proposes his proposals, a department's manager those of his
    departments; others learn nothing.
    """
    if actor.may(SEE_ALL.name):
        return true()
    mine = (ConductCase.staff_id == actor.staff_id) | (ConductCase.proposed_by_id == actor.staff_id)
    return or_(mine, ConductCase.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))


def case(case_id: int, actor: Actor) -> ConductCase:
    """A case as stored now. Raises NoResultFound where there is none that this actor may know of."""
    query = select(ConductCase).where(ConductCase.id == case_id, visible(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def cases_page(actor: Actor, wanted: Wanted, *, after: str | None = None) -> Page[Any]:
    """One page of cases, newest first: rows of ConductCase, person and department (S-31)."""
    return page_of(db.session(), _wanted(_with_names(actor), wanted), NEWEST_FIRST, after=after)


def decided_in(actor: Actor, month: str) -> list[Any]:
    """The cases decided in a month, in the order of the decisions: rows of ConductCase, person, department (P-31)."""
    first = date.fromisoformat(f"{month}-01")
    next_first = (first + timedelta(days=31)).replace(day=1)
    query = _with_names(actor).where(ConductCase.decided_on >= first, ConductCase.decided_on < next_first)
    query = query.where(ConductCase.state.not_in(("refused", "recorded", "proposed")))
    return list(db.session.execute(query.order_by(ConductCase.decided_on, ConductCase.id)))


def cases_of(staff_id: int, actor: Actor, most: int = 50) -> list[ConductCase]:
    """The newest cases of one person that this actor may know of (S-31)."""
    query = select(ConductCase).where(ConductCase.staff_id == staff_id, visible(actor))
    return list(db.session.scalars(query.order_by(ConductCase.happened_on.desc(), ConductCase.id.desc()).limit(most)))


def times_of(staff_id: int, rule: str, until: date, case_id: int) -> int:
    """Which time it was that this person broke this rule; refused and lifted cases do not count (S-08)."""
    before = (ConductCase.happened_on < until) | ((ConductCase.happened_on == until) & (ConductCase.id <= case_id))
    query = select(func.count()).where(
        ConductCase.staff_id == staff_id, ConductCase.rule == rule, before, ConductCase.state.not_in(GONE)
    )
    return db.session.scalar(query) or 0


def deductions_of(case_id: int) -> list[Taken]:
    """The deductions of a case with what months took of each, oldest first (K-51)."""
    rows = db.session.execute(
        select(Deduction, Instalment.month, Instalment.amount_fen)
        .outerjoin(Instalment, Instalment.deduction_id == Deduction.id)
        .where(Deduction.case_id == case_id)
        .order_by(Deduction.id, Instalment.month)
    ).all()
    found: dict[int, Taken] = {}
    for deduction, month, amount in rows:
        months = found.setdefault(deduction.id, Taken(deduction, [])).months
        if month is not None:
            found[deduction.id] = Taken(deduction, [*months, (month, Fen(amount))])
    return list(found.values())


def may_be_appealed(staff_id: int, today: date) -> int:
    """How many decided cases of this person are still within the term of an appeal (S-31)."""
    since = today - timedelta(days=policy.of(ConductPolicy).appeal_days)
    query = select(func.count()).where(
        ConductCase.staff_id == staff_id, ConductCase.state == DECIDED, ConductCase.decided_on >= since
    )
    return db.session.scalar(query) or 0


def may_print(actor: Actor) -> bool:
    """Whether this actor prints papers of cases he may know of; the person concerned gets his from the office."""
    return any(actor.may(one.name) for one in (RECORD, SEE_ALL, SEE_DEPARTMENT))


def people_to_record(actor: Actor) -> list[tuple[int, str]]:
    """Whose incidents this actor may record: active people of the departments of his right, by name (S-31)."""
    query = select(Staff.id, Staff.name, Department.name).outerjoin(Department, Department.id == Staff.department_id)
    query = query.where(Staff.active)
    if not actor.has_every_right:
        query = query.where(Staff.department_id.in_(sorted(actor.departments(RECORD.name))) | _everywhere(actor))
    rows = db.session.execute(query.order_by(Staff.name, Staff.id))
    return [(staff_id, f"{name} {department}" if department else name) for staff_id, name, department in rows]


def people_in_cases(actor: Actor) -> list[tuple[int, str]]:
    """Who stands in a case that this actor may know of, for the filter: id and name, by name."""
    concerned = select(ConductCase.staff_id).where(visible(actor))
    query = select(Staff.id, Staff.name).where(Staff.id.in_(concerned)).order_by(Staff.name, Staff.id)
    return [(row.id, row.name) for row in db.session.execute(query)]


def names_of(case: ConductCase) -> tuple[str, str]:
    """The name of the person concerned, and of the department that he belonged to then."""
    query = select(Staff.name, Department.name).outerjoin(Department, Department.id == case.department_id)
    name, department = db.session.execute(query.where(Staff.id == case.staff_id)).one()
    return name, department or ""


def _everywhere(actor: Actor) -> ColumnElement[bool]:
    """Whoever may record in every department may also do so for people of none, the leaders."""
    every = func.count(Department.id)
    return (select(every).scalar_subquery() == len(actor.departments(RECORD.name))) & Staff.department_id.is_(None)


def _with_names(actor: Actor) -> Select[Any]:
    query: Any = select(ConductCase, Staff.name.label("person"), Department.name.label("department"))
    query = query.join(Staff, Staff.id == ConductCase.staff_id)
    query = query.outerjoin(Department, Department.id == ConductCase.department_id).where(visible(actor))
    found: Select[Any] = query
    return found


def _wanted(query: Select[Any], wanted: Wanted) -> Select[Any]:
    equal = {
        ConductCase.state: wanted.state,
        ConductCase.rule: wanted.rule,
        ConductCase.staff_id: wanted.staff_id,
        ConductCase.sanction: None if wanted.sanction == ADMINISTRATIVE_ONLY else wanted.sanction,
    }
    query = query.where(*(column == value for column, value in equal.items() if value is not None))
    if wanted.sanction == ADMINISTRATIVE_ONLY:
        query = query.where(ConductCase.sanction.in_(ADMINISTRATIVE))
    if wanted.since:
        query = query.where(ConductCase.happened_on >= wanted.since)
    return query.where(ConductCase.happened_on <= wanted.until) if wanted.until else query
