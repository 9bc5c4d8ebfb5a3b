"""The list of deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from app import clock
from app.columns import table_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.calendar.policy import OfficeHours
from app.office.deadlines.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.deadlines.kinds import DeadlineRule, rule_of, rules
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.desk import visible
from app.office.deadlines.queries.shown import Shown, shown_rows
from app.office.deadlines.words import what
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff
from app.office.tasks.queries.desk import Desk
from app.web.paging import Order, Page, page_of

OPEN, LATE, WEEK, PAUSED, STOPPED = "open", "late", "week", "paused", "stopped"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: the state, the rule, whose, of which department, about which customer."""

    state: str = OPEN
    rule: str | None = None
    staff_id: int | None = None
    department_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline of a list: as it is shown, what is to be done, by which rule, where, and whose it is."""

    shown: Shown
    what: Text
    rule: DeadlineRule
    url: str
    person: str | None
    department: str | None


def listing(filters: Filters, actor: Actor, desk: Desk, *, after: str | None = None) -> Page[Line]:
    """One page of deadlines, the nearest due day first; of those that are stopped, the latest first."""
    query = _with_names().where(visible(actor, desk), *_conditions(filters))
    order = [Order(Deadline.stopped_on, True), Order(Deadline.id, True)] if filters.state == STOPPED else _BY_DAY
    page = page_of(db.session(), query, order, after=after)
    return Page(lines(page.rows), page.after)


def of_customer(customer_id: int, actor: Actor, desk: Desk, *, most: int = 50) -> list[Line]:
    """The deadlines about a customer that this actor may know of, what runs before what is stopped."""
    query = _with_names().where(visible(actor, desk), Deadline.customer_id == customer_id)
    order = (Deadline.stopped_on.is_not(None), Deadline.due_on, Deadline.id)
    return lines(db.session.execute(query.order_by(*order).limit(most)).all())


def family_of(deadline_id: int, actor: Actor, desk: Desk) -> Sequence[Row[Any]]:
    """The rows of a deadline, of the whole of which it is a stage, and of its own stages, by due day.

    `seen` tells which of them this actor may know of.
    """
    whole = select(Deadline.parent_id).where(Deadline.id == deadline_id).scalar_subquery()
    family = or_(Deadline.id == deadline_id, Deadline.parent_id == deadline_id, Deadline.id == whole)
    query = _with_names().add_columns(case((visible(actor, desk), 1), else_=0).label("seen")).where(family)
    return db.session.execute(query.order_by(Deadline.due_on, Deadline.id)).all()


def late_by_customer(ids: Sequence[int]) -> dict[int, int]:
    """Of these customers, how many deadlines each has that are late."""
    counted = select(Deadline.customer_id, func.count()).where(Deadline.customer_id.in_(ids), is_state(LATE))
    rows = db.session.execute(counted.group_by(Deadline.customer_id).order_by(Deadline.customer_id))
    return {int(row[0]): int(row[1]) for row in rows if row[0] is not None}


def rule_choices() -> list[tuple[str, str]]:
    """The rules as choices of a form."""
    return [(rule.key, rule.label.msgid) for rule in rules().values()]


def people_choices(actor: Actor) -> list[tuple[int, str]]:
    """Whose deadlines this actor may look at one by one, by name: his departments' people, or everybody."""
    query = select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id)
    if not actor.may(SEE_ALL.name):
        query = query.where(Staff.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return [(row.id, row.name) for row in db.session.execute(query)]


def department_choices(actor: Actor) -> list[tuple[int, str]]:
    """The departments whose deadlines this actor may see, by name."""
    query = select(Department.id, Department.name).where(Department.active).order_by(Department.name, Department.id)
    if not actor.may(SEE_ALL.name):
        query = query.where(Department.id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return [(row.id, row.name) for row in db.session.execute(query)]


def is_state(state: str) -> ColumnElement[bool]:
    """The condition that a deadline is open, late, due this week, standing still or stopped."""
    today, running = clock.today(), Deadline.stopped_on.is_(None)
    conditions: dict[str, ColumnElement[bool]] = {
        OPEN: running,
        LATE: running & Deadline.paused.is_(False) & (Deadline.due_on < first_in_time()),
        WEEK: running & Deadline.due_on.between(today, today + timedelta(days=6 - today.weekday())),
        PAUSED: running & Deadline.paused,
        STOPPED: Deadline.stopped_on.is_not(None),
    }
    return conditions[state]


def first_in_time() -> date:
    """The first due day that is not missed yet: today, tomorrow once office hours are over."""
    now = clock.local(clock.now())
    return now.date() + timedelta(days=1) if now.time() > policy.of(OfficeHours).closes else now.date()


_BY_DAY = [Order(Deadline.due_on), Order(Deadline.id)]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    wanted = [
        (Deadline.rule, filters.rule),
        (Deadline.staff_id, filters.staff_id),
        (Deadline.department_id, filters.department_id),
        (Deadline.customer_id, filters.customer_id),
    ]
    return [is_state(filters.state), *(column == value for column, value in wanted if value is not None)]


def _with_names() -> Select[Any]:
    """A deadline with the names of its person and its department."""
    columns = [*table_of(Deadline).columns, Staff.name.label("person"), Department.name.label("department")]
    query: Select[Any] = select(*columns).outerjoin(Staff, Staff.id == Deadline.staff_id)
    return query.outerjoin(Department, Department.id == Deadline.department_id)


def lines(
    rows: Sequence[Any], declared: Mapping[str, DeadlineRule] | None = None, days: Calendar | None = None
) -> list[Line]:
    """Rows as lines of a list, in their order; with the rules and the calendar where the caller has them."""
    declared = rules() if declared is None else declared
    given = {key: rule_of(key, declared) for key in {row.rule for row in rows}}
    pairs = zip(rows, shown_rows(rows, days), strict=True)
    return [
        Line(one, what(given[row.rule], row.facts), given[row.rule], row.url, row.person, row.department)
        for row, one in pairs
    ]
