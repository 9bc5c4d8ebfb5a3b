"""What was asked about once more: offered when something is registered, and counted for the report (R-152)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff
from app.reception.calls.models import Call
from app.reception.enquiries.feature import SEE_ALL, SEE_DEPARTMENT
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.policy import EnquiryPolicy
from app.reception.enquiries.queries.one import visible
from app.reception.enquiries.rules import OPEN, short

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier enquiry that may be about the same matter; `matter` only for who may know of it."""

    id: int
    number: str
    day: date
    kind: str
    state: str
    owner: str
    matter: str


@dataclass(frozen=True, slots=True)
class RepeatLine:
    """How often a department was asked, and asked again, in a period; calls are those of the call register."""

    department_id: int | None
    department: str | None
    asked: int
    again: int
    calls: int
    calls_again: int


def alike(phone: str | None, customer_id: int | None, actor: Actor) -> list[Alike]:
    """Earlier enquiries of this telephone or customer, what is open first, at most five (R-152)."""
    same = [Enquiry.phone == phone] if phone else []
    same += [Enquiry.customer_id == customer_id] if customer_id else []
    if not same:
        return []
    since = clock.today() - timedelta(days=policy.of(EnquiryPolicy).repeat_days)
    seen = visible(actor).label("seen")
    query: Any = select(Enquiry, Staff.name, seen).join(Staff, Staff.id == Enquiry.owner_id)
    query = query.where(or_(*same), Enquiry.day >= since, Enquiry.matter_of_id.is_(None))
    rows = db.session.execute(query.order_by(Enquiry.state != OPEN, Enquiry.id.desc()).limit(MOST_ALIKE))
    return [
        Alike(one.id, one.number, one.day, one.kind, one.state, owner, short(one.matter) if may_know else "")
        for one, owner, may_know in rows
    ]


def open_one(matter_id: int) -> Enquiry | None:
    """The enquiry about this matter that is still open: the first, or one after it. Locked until the commit."""
    family = or_(Enquiry.id == matter_id, Enquiry.matter_of_id == matter_id)
    query = select(Enquiry).where(family, Enquiry.state == OPEN).order_by(Enquiry.id.desc()).limit(1)
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def repeats(since: date, until: date, actor: Actor) -> list[RepeatLine]:
    """How often departments were asked again, by department, both days included (R-152): three queries."""
    names = _departments(actor)
    asked = _counted(_enquiries(since, until))
    calls = _counted(_calls(since, until))
    known: Sequence[tuple[int | None, str | None]] = [*names, (None, None)] if actor.may(SEE_ALL.name) else names
    found = [
        RepeatLine(one, name, *asked.get(one, (0, 0)), *calls.get(one, (0, 0)))
        for one, name in known
        if one in asked or one in calls
    ]
    return sorted(found, key=lambda line: (-line.again - line.calls_again, line.department or ""))


def _departments(actor: Actor) -> list[tuple[int, str]]:
    held: ColumnElement[bool] = false()
    if actor.may(SEE_DEPARTMENT.name):
        held = Department.id.in_(sorted(actor.departments(SEE_DEPARTMENT.name)))
    query = select(Department.id, Department.name).where(true() if actor.may(SEE_ALL.name) else held)
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Department.name, Department.id))]


def _counted(query: Any) -> dict[int | None, tuple[int, int]]:
    return {row[0]: (int(row[1]), int(row[2])) for row in db.session.execute(query)}


def _enquiries(since: date, until: date) -> Any:
    # Asked again while it was open, an enquiry counts for the department that had the matter: see `register`.
    counted = select(Enquiry.department_id, func.count(), func.count(Enquiry.matter_of_id))
    return counted.where(Enquiry.day >= since, Enquiry.day <= until).group_by(Enquiry.department_id)


def _calls(since: date, until: date) -> Any:
    return (
        select(Staff.department_id, func.count(), func.count(Call.matter_of_id))
        .select_from(Call)
        .outerjoin(Staff, Staff.id == Call.staff_id)
        .where(Call.day >= since, Call.day <= until)
        .group_by(Staff.department_id)
    )
