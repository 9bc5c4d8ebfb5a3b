"""The lists of enquiries: with me, handed to me, where I took part, my department's, everybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.shown import Shown, shown_of
from app.office.staff.models import Department, Staff
from app.office.tasks.queries.desk import Desk, desk_of
from app.reception.enquiries.feature import SEE_ALL, SEE_DEPARTMENT
from app.reception.enquiries.models import Enquiry, EnquiryStep
from app.reception.enquiries.queries.one import visible
from app.reception.enquiries.rules import OPEN
from app.search.index import matching
from app.web.paging import Order, Page, page_of

MINE, OFFERED, PART, DEPARTMENT, ALL = "mine", "offered", "part", "department", "all"
EVERY, LATE = "every", "late"
NEVER = date(9999, 12, 31)
NEWEST_FIRST = (Order(Enquiry.id, descending=True),)
BY_DAY = (Order(func.coalesce(Deadline.due_on, NEVER)), Order(Enquiry.id))
MOST_OF_CUSTOMER = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. `state` is one of them, "late" or "every"; `days` are those of the first asking."""

    whose: str = MINE
    state: str = OPEN
    kind: str | None = None
    channel: str | None = None
    q: str = ""
    since: date | None = None
    until: date | None = None
    department_id: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An enquiry of a list with its people; `again` counts how often the matter was asked about once more (R-152)."""

    enquiry: Enquiry
    first: str
    owner: str
    offered: str | None
    department: str | None
    deadline: Shown | None
    again: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How much waits for somebody: enquiries with him, how many of them are late, and those he was asked to take."""

    mine: int
    late: int
    offered: int


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Line]:
    """One page: what is open by its due day, everything else the newest first (R-146, R-152)."""
    order = BY_DAY if filters.state in (OPEN, LATE) else NEWEST_FIRST
    page = page_of(db.session(), _filtered(filters, actor), order, after=after)
    return Page(lines(page.rows), page.after)


def of_customer(customer_id: int, actor: Actor) -> list[Line]:
    """The newest enquiries of a customer that this actor may know of."""
    query = select(Enquiry.id).where(Enquiry.customer_id == customer_id, visible(actor))
    return lines(list(db.session.scalars(query.order_by(Enquiry.id.desc()).limit(MOST_OF_CUSTOMER))))


def lists_of(actor: Actor) -> list[str]:
    """The lists that this actor may open."""
    rights = ((DEPARTMENT, SEE_DEPARTMENT.name), (ALL, SEE_ALL.name))
    return [MINE, OFFERED, PART, *(name for name, right in rights if actor.may(right))]


def figures(actor: Actor) -> Figures:
    """What waits for this actor, and for whom he stands in for."""
    people = desk_of(actor).people
    if not people:
        return Figures(0, 0, 0)
    late = func.coalesce(func.sum((Deadline.due_on < clock.today()).cast(db.Integer)), 0)
    mine = select(func.count(), late).select_from(Enquiry).outerjoin(Deadline, Deadline.id == Enquiry.deadline_id)
    row = db.session.execute(mine.where(Enquiry.owner_id.in_(people), Enquiry.state == OPEN)).one()
    offered = select(func.count()).where(Enquiry.offered_id.in_(people), Enquiry.state == OPEN)
    return Figures(int(row[0]), int(row[1]), db.session.scalar(offered) or 0)


def lines(ids: Sequence[int]) -> list[Line]:
    """Enquiries in this order, with names, due days and how often they were asked about again: three queries."""
    if not ids:
        return []
    first, owner, offered = (aliased(Staff) for _ in range(3))
    query: Any = select(Enquiry, first.name, owner.name, offered.name, Department.name)
    query = query.join(first, first.id == Enquiry.first_id).join(owner, owner.id == Enquiry.owner_id)
    query = query.outerjoin(offered, offered.id == Enquiry.offered_id)
    query = query.outerjoin(Department, Department.id == Enquiry.department_id).where(Enquiry.id.in_(ids))
    rows: dict[int, Any] = {row[0].id: row for row in db.session.execute(query)}
    due = shown_of([row[0].deadline_id for row in rows.values() if row[0].deadline_id])
    again = _asked_again(ids)
    return [_line(rows[one], due, again) for one in ids]


def _line(row: Any, due: Mapping[int, Shown], again: Mapping[int, int]) -> Line:
    enquiry, first, owner, offered, department = row
    return Line(enquiry, first, owner, offered, department, due.get(enquiry.deadline_id), again.get(enquiry.id, 0))


def _asked_again(ids: Sequence[int]) -> dict[int, int]:
    query = select(Enquiry.matter_of_id, func.count()).where(Enquiry.matter_of_id.in_(ids))
    rows: Any = db.session.execute(query.group_by(Enquiry.matter_of_id))
    return {row[0]: row[1] for row in rows}


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    query: Any = select(Enquiry.id).outerjoin(Deadline, Deadline.id == Enquiry.deadline_id)
    query = query.where(*_whose(filters.whose, actor, desk_of(actor)), *_state(filters.state))
    plain = ((Enquiry.kind, filters.kind), (Enquiry.channel, filters.channel))
    query = query.where(*(column == wanted for column, wanted in plain if wanted))
    if filters.department_id is not None:
        query = query.where(Enquiry.department_id == filters.department_id)
    if filters.since:
        query = query.where(Enquiry.day >= filters.since)
    if filters.until:
        query = query.where(Enquiry.day <= filters.until)
    if filters.again:
        query = query.where(Enquiry.matter_of_id.is_not(None))
    if filters.q:
        ids = matching("enquiry", filters.q)
        query = query.where(Enquiry.id.in_(ids) if ids is not None else false())
    found: Select[Any] = query
    return found


def _whose(whose: str, actor: Actor, desk: Desk) -> list[ColumnElement[bool]]:
    if whose in (ALL, DEPARTMENT) and whose in lists_of(actor):
        held = sorted(actor.departments(SEE_DEPARTMENT.name))
        return [] if whose == ALL else [Enquiry.department_id.in_(held)]
    if not desk.people:
        return [false()]
    if whose == OFFERED:
        return [Enquiry.offered_id.in_(desk.people)]
    if whose == PART:
        return [Enquiry.id.in_(select(EnquiryStep.enquiry_id).where(EnquiryStep.to_id.in_(desk.people)))]
    return [Enquiry.owner_id.in_(desk.people)]


def _state(state: str) -> list[ColumnElement[bool]]:
    if state == EVERY:
        return []
    if state == LATE:
        return [and_(Enquiry.state == OPEN, Deadline.due_on < clock.today())]
    return [Enquiry.state == state]
