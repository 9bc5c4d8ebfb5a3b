"""The list of deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from app import clock
from app.columns import table_of
from app.domain.actor import Actor
from app.domain.deadlines import is_late
from app.domain.text import Text
from app.extensions import db
from app.office.deadlines.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.deadlines.kinds import DeadlineRule, rule_of, rules
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.desk import visible
from app.office.deadlines.queries.facts import working_days
from app.office.deadlines.queries.shown import Shown, shown_rows
from app.office.deadlines.words import what
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
    return Page(_lines(page.rows), page.after)


def of_customer(customer_id: int, actor: Actor, desk: Desk, *, most: int = 50) -> list[Line]:
    """The deadlines about a customer that this actor may know of, what runs before what is stopped."""
    query = _with_names().where(visible(actor, desk), Deadline.customer_id == customer_id)
    order = (Deadline.stopped_on.is_not(None), Deadline.due_on, Deadline.id)
    return _lines(db.session.execute(query.order_by(*order).limit(most)).all())


def stages_of(deadline_id: int) -> list[Line]:
    """The stages of a deadline, by due day."""
    query = _with_names().where(Deadline.parent_id == deadline_id)
    return _lines(db.session.execute(query.order_by(Deadline.due_on, Deadline.id)).all())


def line_of(deadline_id: int, condition: ColumnElement[bool] | None = None) -> Line | None:
    """One deadline as a line, if it meets the condition."""
    query = _with_names().where(Deadline.id == deadline_id, true() if condition is None else condition)
    return next(iter(_lines(db.session.execute(query).all())), None)


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
    over = is_late(now, now.date(), working_days(now.date()))
    return now.date() + timedelta(days=1) if over else now.date()


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


def _lines(rows: Sequence[Any]) -> list[Line]:
    declared = rules()
    given = {key: rule_of(key, declared) for key in {row.rule for row in rows}}
    pairs = zip(rows, shown_rows(rows), strict=True)
    return [
        Line(one, what(given[row.rule], row.facts), given[row.rule], row.url, row.person, row.department)
        for row, one in pairs
    ]
