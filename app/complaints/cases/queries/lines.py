"""Complaints as lines: what a list, an inbox or the page of a customer shows of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries.one import visible
from app.complaints.circulation.models import RouteStage
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.office.staff.models import Department, Staff
from app.web.paging import Order

OPEN, CLOSED, CANCELLED = "open", "closed", "cancelled"
# The day that presses: of the whole or of the stage, whichever comes first; what has none comes last.
SOONER = and_(Complaint.stage_due_on.is_not(None), func.coalesce(Complaint.stage_due_on < Complaint.due_on, true()))
URGENCY = case((SOONER, Complaint.stage_due_on), else_=func.coalesce(Complaint.due_on, literal_column("'9999-12-31'")))
MOST_URGENT_FIRST = (Order(URGENCY), Order(Complaint.id))
NEWEST_FIRST = (Order(Complaint.id, descending=True),)


@dataclass(frozen=True, slots=True)
class Line:
    """A complaint of a list: what it is, where it stands and by when, with the names for who may know them."""

    id: int
    number: str | None
    matter: str
    state: str
    severity: str
    kind: str
    heard_at: datetime
    due_on: date | None
    stage_due_on: date | None
    paused: bool
    closed_on: date | None
    quantity_unknown: bool
    customer_id: int | None
    contact_name: str | None
    holder_id: int | None
    department_id: int | None
    stage: str | None
    holder: str | None
    department: str | None
    handler: str | None
    customer: str | None
    today: date

    @property
    def late(self) -> bool:
        """Whether the whole is late; what is paused or over is not."""
        return self._runs and self.due_on is not None and self.due_on < self.today

    @property
    def stage_late(self) -> bool:
        """Whether the stage where it is is late."""
        return self._runs and self.stage_due_on is not None and self.stage_due_on < self.today

    @property
    def _runs(self) -> bool:
        return self.state == OPEN and not self.paused


COLUMNS = (
    Complaint.id, Complaint.number, Complaint.matter, Complaint.state, Complaint.severity, Complaint.kind,
    Complaint.heard_at, Complaint.due_on, Complaint.stage_due_on, Complaint.paused, Complaint.closed_on,
    Complaint.quantity_unknown, Complaint.customer_id, Complaint.contact_name, Complaint.holder_id,
    Complaint.holder_department_id,
)  # fmt: skip


def selected(actor: Actor) -> Select[Any]:
    """The lines that this actor may know of: rows for `line`."""
    holder, handler, stage = aliased(Staff), aliased(Staff), aliased(RouteStage)
    query: Any = select(*COLUMNS, stage.name, holder.name, Department.name, handler.name, Customer.name)
    query = query.outerjoin(ComplaintStage, ComplaintStage.id == Complaint.stage_id)
    query = query.outerjoin(stage, stage.id == ComplaintStage.stage_id)
    query = query.outerjoin(holder, holder.id == Complaint.holder_id)
    query = query.outerjoin(Department, Department.id == Complaint.holder_department_id)
    query = query.outerjoin(handler, handler.id == Complaint.handler_id)
    query = query.outerjoin(Customer, and_(Customer.id == Complaint.customer_id, customer_visible(actor)))
    found: Select[Any] = query.where(visible(actor))
    return found


def line(row: Any) -> Line:
    """A row of `selected` as a line, seen today."""
    return Line(*(*row, clock.today()))


def is_late() -> ColumnElement[bool]:
    """The condition on Complaint that its whole or its stage is late today."""
    today = clock.today()
    over = or_(Complaint.due_on < today, Complaint.stage_due_on < today)
    return and_(Complaint.state == OPEN, Complaint.paused.is_(False), over)
