"""Looks at filings: the lists, one of them, the reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app import clock
from app.customers.files.catalogue import classes_with_filing
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable, file_visible
from app.customers.filing import rules
from app.customers.filing.models import Filing, FilingReminder
from app.domain.actor import Actor
from app.domain.text import N_
from app.extensions import db
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page
from app.web.paging import page_of as page_of_rows

OVERDUE, ALL = "overdue", "all"
SHOWN = {OVERDUE: N_("Overdue"), rules.OPEN: N_("Open"), rules.FILED: N_("Registered"), ALL: N_("All")}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: overdue, open, filed or all; kind, department, person; `mine` is one's own."""

    shown: str = OVERDUE
    kind: str | None = None
    department: int | None = None
    staff: int | None = None


def subject_of(filing_id: int) -> str:
    """How history, deadlines and tasks name a filing."""
    return f"filing:{filing_id}"


def page_of(filing_id: int) -> str:
    """The address of the page of a filing."""
    return f"/customers/filing/{filing_id}"


def overdue() -> ColumnElement[bool]:
    """The condition on Filing and its Customer under which it is late now; households never are."""
    return (Filing.state == rules.OPEN) & (Filing.due_on < clock.today()) & classes_with_filing()


def filing(filing_id: int, actor: Actor) -> Filing:
    """The filing, for whoever may see the customer's file. Raises NoResultFound."""
    return _filing(filing_id, file_visible(actor))


def filing_to_change(filing_id: int, actor: Actor) -> Filing:
    """The filing, for whoever may change the file: leave to read is no leave to register. Raises NoResultFound."""
    return _filing(filing_id, file_editable(actor))


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Filings of customers whose files this actor may see: what is open by due day, others newest first.

    Rows of Filing, customer number and name, owner, department, reminders.
    """
    waiting = filters.shown in (OVERDUE, rules.OPEN)
    order = [Order(Filing.due_on), Order(Filing.id)] if waiting else [Order(Filing.id, descending=True)]
    return page_of_rows(db.session(), _filtered(_rows(actor), filters), order, after=after)


def of_customer(customer_id: int, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The filings of one customer, newest first, as rows of the list."""
    query = _rows(actor).where(Filing.customer_id == customer_id)
    return page_of_rows(db.session(), query, [Order(Filing.id, descending=True)], after=after)


def one(filing_id: int, actor: Actor) -> Any:
    """One filing as a row of the list. Raises NoResultFound."""
    return db.session.execute(_rows(actor).where(Filing.id == filing_id)).one()


def reminders(filing_id: int) -> Sequence[FilingReminder]:
    """The reminders of a filing, in order."""
    query = select(FilingReminder).where(FilingReminder.filing_id == filing_id)
    return db.session.scalars(query.order_by(FilingReminder.ordinal)).all()


def overdue_count(actor: Actor, *, mine: bool) -> int:
    """How many filings are overdue: one's own, or those of all files that one may see."""
    query = select(func.count()).select_from(Filing).join(Customer, Customer.id == Filing.customer_id)
    query = query.where(overdue(), file_visible(actor))
    return db.session.scalar(query.where(Filing.staff_id == actor.staff_id) if mine else query) or 0


def _filing(filing_id: int, condition: ColumnElement[bool]) -> Filing:
    query = select(Filing).join(Customer, Customer.id == Filing.customer_id)
    found = query.where(Filing.id == filing_id, condition)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def _rows(actor: Actor) -> Select[Any]:
    counted = select(func.count()).where(FilingReminder.filing_id == Filing.id).scalar_subquery()
    return (
        select(Filing, Customer.number.label("customer"), Customer.name.label("name"), Staff.name.label("owner"))
        .add_columns(Department.name.label("department"), counted.label("reminders"))
        .join(Customer, Customer.id == Filing.customer_id)
        .outerjoin(Staff, Staff.id == Filing.staff_id)
        .outerjoin(Department, Department.id == Filing.department_id)
        .where(file_visible(actor))
    )


def _filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    if filters.shown == OVERDUE:
        query = query.where(overdue())
    elif filters.shown != ALL:
        query = query.where(Filing.state == filters.shown)
    equal = {Filing.kind: filters.kind, Filing.department_id: filters.department, Filing.staff_id: filters.staff}
    return query.where(*(column == value for column, value in equal.items() if value is not None))
