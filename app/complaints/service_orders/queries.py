"""The looks at repair requests and service orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true

from app import clock
from app.complaints.cases import queries as cases
from app.complaints.cases.models import Complaint
from app.complaints.naming import Named, customers_of, departments_of
from app.complaints.service_orders import rules
from app.complaints.service_orders.feature import DO, KEEP, SEE
from app.complaints.service_orders.models import ServiceOrder
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.queries_people import names_of
from app.office.deadlines.queries.shown import Shown as Deadline
from app.office.deadlines.queries.shown import shown
from app.office.tasks.queries.desk import desk_of
from app.web.converters import id_in
from app.web.paging import Order, Page, page_of

KIND = "service_order"
PLACE = "/complaints/service-orders"
OPEN, LATE, EVERY = "open", "late", "every"
LONG_AGO = date(1, 1, 1)
BY_DAY = (Order(func.coalesce(ServiceOrder.due_on, LONG_AGO)), Order(ServiceOrder.id))
NEWEST_FIRST = (Order(ServiceOrder.id, descending=True),)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a state, the open, the late or every one; one's own; number, name or place."""

    state: str = OPEN
    mine: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A request as stored now, and what the actor may do with it."""

    order: ServiceOrder
    moves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A request for its page."""

    seat: Seat
    staff: str | None
    department: str | None
    customer: Named | None
    complaint: str | None
    deadline: Deadline | None
    late: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What the rows of a list are shown with: names of people, departments, customers."""

    staff: Mapping[int | None, str]
    departments: Mapping[int, str]
    customers: Mapping[int, Named]


def subject_of(order_id: int) -> str:
    """What everything about an order hangs on: "service_order:12"."""
    return f"{KIND}:{order_id}"


def page_url(order_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"{PLACE}/{order_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on ServiceOrder under which this actor may know of it: whoever may see them answers customers."""
    return true() if actor.may(SEE.name) else false()


def seat(order_id: int, actor: Actor) -> Seat:
    """How this actor stands to a request, as stored now. Raises NoResultFound for what is not his business."""
    query = select(ServiceOrder).where(ServiceOrder.id == order_id, visible(actor))
    one = db.session.scalars(query.execution_options(populate_existing=True)).one()
    standing = rules.Standing(keeps=actor.may(KEEP.name), does=_is_his(one, actor))
    return Seat(one, rules.moves(one.state, one.part, one.warranty, standing))


def for_page(order_id: int, actor: Actor) -> Shown:
    """The request for its page. Raises NoResultFound."""
    found = seat(order_id, actor)
    one = found.order
    return Shown(
        seat=found,
        staff=names_of([one.staff_id]).get(one.staff_id),
        department=departments_of([one.department_id]).get(one.department_id or 0),
        customer=customers_of([one.customer_id], actor).get(one.customer_id or 0),
        complaint=_complaint(one.complaint_id, actor),
        deadline=shown(subject_of(order_id)),
        late=late(one),
    )


def late(one: ServiceOrder) -> bool:
    """Whether the promised day was missed (C-125)."""
    done_on = clock.local(one.done_at).date() if one.done_at else None
    return rules.is_late(one.state, one.due_on, done_on, clock.today())


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[ServiceOrder]:
    """One page: what is open by its day, what has none yet first; everything else the newest first."""
    order = BY_DAY if filters.state in (OPEN, LATE, rules.ORDERED) else NEWEST_FIRST
    return page_of(db.session(), _filtered(filters, actor), order, after=after)


def of_customer(customer_id: int, actor: Actor) -> Sequence[ServiceOrder]:
    """The newest requests of a customer."""
    query = select(ServiceOrder).where(ServiceOrder.customer_id == customer_id, visible(actor))
    return db.session.scalars(query.order_by(ServiceOrder.id.desc()).limit(50)).all()


def around(rows: Sequence[ServiceOrder], actor: Actor) -> Around:
    """The names that a list of requests shows: three queries."""
    return Around(
        names_of(one.staff_id for one in rows),
        departments_of(one.department_id for one in rows),
        customers_of((one.customer_id for one in rows), actor),
    )


def to_decide() -> Select[Any]:
    """The query of the requests that wait to be decided."""
    return select(ServiceOrder.id).where(ServiceOrder.state == rules.ASKED)


def own(actor: Actor) -> Select[Any]:
    """The query of the accepted orders that this actor, or somebody for whom he stands in, has to do."""
    mine = ServiceOrder.staff_id.in_(desk_of(actor).people)
    return select(ServiceOrder.id).where(ServiceOrder.state == rules.ORDERED, mine)


def past_its_day() -> ColumnElement[bool]:
    """The condition on an accepted ServiceOrder that the promised day was missed (C-125)."""
    return ServiceOrder.due_on < clock.today()


def called(number: str, actor: Actor) -> ServiceOrder | None:
    """The request of this number, for who may know of it."""
    query = select(ServiceOrder).where(ServiceOrder.number == number.strip().upper(), visible(actor))
    return db.session.scalars(query).one_or_none()


def late_by_customer(ids: Sequence[int]) -> dict[int, int]:
    """How many accepted orders of these customers are past the promised day, by customer."""
    running = select(ServiceOrder.customer_id, func.count()).where(ServiceOrder.customer_id.in_(ids))
    running = running.where(ServiceOrder.state == rules.ORDERED, ServiceOrder.due_on < clock.today())
    rows: Any = db.session.execute(running.group_by(ServiceOrder.customer_id))
    return {row[0]: row[1] for row in rows}


def open_of(customer_ids: Sequence[int], staff_id: int | None = None) -> dict[int, int]:
    """How many requests of these customers are open, by customer; with a person only those that are his to do."""
    query = select(ServiceOrder.customer_id, func.count()).where(ServiceOrder.customer_id.in_(customer_ids))
    query = query.where(ServiceOrder.state.in_(rules.OPEN))
    if staff_id is not None:
        query = query.where(ServiceOrder.staff_id == staff_id)
    rows: Any = db.session.execute(query.group_by(ServiceOrder.customer_id))
    return {row[0]: row[1] for row in rows}


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an order; None for other subjects (O-12)."""
    found = id_in(subject, KIND)
    if found is None:
        return None
    return db.session.scalar(select(ServiceOrder.id).where(ServiceOrder.id == found, visible(actor))) is not None


def _is_his(one: ServiceOrder, actor: Actor) -> bool:
    if not actor.may(DO.name):
        return False
    if one.staff_id is not None:
        return one.staff_id in desk_of(actor).people
    return one.department_id in actor.departments(DO.name)


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    query = select(ServiceOrder).where(visible(actor))
    if filters.state == OPEN:
        query = query.where(ServiceOrder.state.in_(rules.OPEN))
    elif filters.state == LATE:
        query = query.where(ServiceOrder.state == rules.ORDERED, ServiceOrder.due_on < clock.today())
    elif filters.state != EVERY:
        query = query.where(ServiceOrder.state == filters.state)
    if filters.mine:
        his = sorted(actor.departments(DO.name)) if actor.may(DO.name) else []
        team = ServiceOrder.staff_id.is_(None) & ServiceOrder.department_id.in_(his)
        query = query.where(or_(ServiceOrder.staff_id.in_(desk_of(actor).people), team))
    if filters.text:
        words = (ServiceOrder.number, ServiceOrder.contact_name, ServiceOrder.place, ServiceOrder.contact_phone)
        query = query.where(or_(*(one.icontains(filters.text, autoescape=True) for one in words)))
    return query


def _complaint(complaint_id: int | None, actor: Actor) -> str | None:
    query = select(func.coalesce(Complaint.number, "–")).where(Complaint.id == complaint_id, cases.visible(actor))
    return db.session.scalar(query) if complaint_id else None
