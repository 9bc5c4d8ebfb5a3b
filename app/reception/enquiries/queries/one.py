"""Who may know of which enquiries, and one of them with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import aliased

from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.queries.shown import Shown as Deadline
from app.office.deadlines.queries.shown import shown_of
from app.office.staff.models import Department, Staff
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import Desk, desk_of
from app.reception.enquiries.feature import SEE_ALL, SEE_DEPARTMENT
from app.reception.enquiries.models import Enquiry, EnquiryStep, WorkSlip
from app.reception.enquiries.rules import Standing, moves
from app.reception.enquiries.tasks import WEIGHTY

KIND = "enquiry"


@dataclass(frozen=True, slots=True)
class Seat:
    """How an actor stands to an enquiry: what he may do with it, and for whom where he stands in for somebody."""

    enquiry: Enquiry
    moves: frozenset[str]
    on_behalf_of: int | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it is shown, with the names of whom it came from and went to."""

    step: EnquiryStep
    sender: str | None
    addressee: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An enquiry on its own page.

    `customer` is the customer's number and name for who may see him, `matter_of` the earlier enquiry and `again` those
    after it about the same matter, as number and id; `to_note` tells whether the report of it waits for this reader.
    """

    seat: Seat
    first: str
    owner: str
    offered: str | None
    department: str | None
    customer: tuple[str, str] | None
    deadline: Deadline | None
    steps: Sequence[StepLine]
    slips: Sequence[WorkSlip]
    matter_of: tuple[str, int] | None
    again: Sequence[tuple[str, int]]
    to_note: bool


def subject_of(enquiry_id: int) -> str:
    """What everything about an enquiry hangs on: "enquiry:12"."""
    return f"{KIND}:{enquiry_id}"


def page_of(enquiry_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/reception/enquiries/{enquiry_id}"


def visible(actor: Actor, desk: Desk | None = None) -> ColumnElement[bool]:
    """The condition on Enquiry under which this actor may know of it (R-146, O-07).

    His own, those he was asked first, was asked to take over or took part in, also for whom he stands in for; with
    the right those of his departments, or all.
    """
    if actor.may(SEE_ALL.name):
        return true()
    people = (desk or desk_of(actor)).people
    if not people:
        return false()
    took_part = select(EnquiryStep.enquiry_id).where(EnquiryStep.to_id.in_(people))
    own: ColumnElement[bool] = or_(Enquiry.id.in_(took_part), Enquiry.owner_id.in_(people))
    if actor.may(SEE_DEPARTMENT.name):
        own = or_(own, Enquiry.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return own


def seat(enquiry_id: int, actor: Actor) -> Seat:
    """How this actor stands to an enquiry, as stored now. Raises NoResultFound for what is not his business."""
    desk = desk_of(actor)
    query = select(Enquiry).where(Enquiry.id == enquiry_id, visible(actor, desk))
    enquiry = db.session.scalars(query.execution_options(populate_existing=True)).one()
    own = moves(enquiry.state, _standing(enquiry, desk.people[:1]), weighty=enquiry.weighty)
    whole = moves(enquiry.state, _standing(enquiry, desk.people), weighty=enquiry.weighty)
    return Seat(enquiry, whole, _stood_in_for(enquiry, desk) if whole - own else None)


def shown(enquiry_id: int, actor: Actor) -> Shown:
    """The enquiry for its page. Raises NoResultFound."""
    found = seat(enquiry_id, actor)
    one = found.enquiry
    first, owner, offered, department = _names(one)
    deadline = shown_of([one.deadline_id]).get(one.deadline_id) if one.deadline_id else None
    return Shown(
        seat=found,
        first=first,
        owner=owner,
        offered=offered,
        department=department,
        customer=_customer(one.customer_id, actor),
        deadline=deadline,
        steps=_steps(enquiry_id),
        slips=slips_of(enquiry_id),
        matter_of=_earlier(one),
        again=_later(one),
        to_note=_waits_to_be_noted(enquiry_id, actor),
    )


def slips_of(enquiry_id: int) -> list[WorkSlip]:
    """The work-contact slips of an enquiry, oldest first (F-40)."""
    return list(db.session.scalars(select(WorkSlip).where(WorkSlip.enquiry_id == enquiry_id).order_by(WorkSlip.id)))


def called(number: str, actor: Actor) -> Enquiry | None:
    """The enquiry of this number, for who may know of it."""
    return db.session.scalars(select(Enquiry).where(Enquiry.number == number, visible(actor))).one_or_none()


def weighty_waits(enquiry_id: int, people: Sequence[int]) -> ColumnElement[bool]:
    """The condition that a report of this enquiry waits for one of these people."""
    mine = (Task.subject == subject_of(enquiry_id)) & (Task.kind == WEIGHTY.key) & (Task.state == "open")
    return mine & Task.staff_id.in_(people)


def _standing(one: Enquiry, people: Sequence[int]) -> Standing:
    return Standing(one.first_id in people, one.owner_id in people, one.offered_id in people)


def _stood_in_for(one: Enquiry, desk: Desk) -> int | None:
    concerned = (one.offered_id, one.owner_id, one.first_id)
    return next((person for person in concerned if person in desk.stood_in_for), None)


def _names(one: Enquiry) -> Any:
    first, owner, offered = (aliased(Staff) for _ in range(3))
    query: Any = select(first.name, owner.name, offered.name, Department.name).select_from(Enquiry)
    query = query.join(first, first.id == Enquiry.first_id).join(owner, owner.id == Enquiry.owner_id)
    query = query.outerjoin(offered, offered.id == Enquiry.offered_id)
    query = query.outerjoin(Department, Department.id == Enquiry.department_id)
    return db.session.execute(query.where(Enquiry.id == one.id)).one()


def _customer(customer_id: int | None, actor: Actor) -> tuple[str, str] | None:
    if customer_id is None:
        return None
    query = select(Customer.number, Customer.name).where(Customer.id == customer_id, customer_visible(actor))
    row = db.session.execute(query).one_or_none()
    return (row.number, row.name) if row else None


def _steps(enquiry_id: int) -> list[StepLine]:
    sender, addressee = aliased(Staff), aliased(Staff)
    query: Any = (
        select(EnquiryStep, sender.name, addressee.name)
        .outerjoin(sender, sender.id == EnquiryStep.from_id)
        .outerjoin(addressee, addressee.id == EnquiryStep.to_id)
        .where(EnquiryStep.enquiry_id == enquiry_id)
    )
    return [StepLine(*row) for row in db.session.execute(query.order_by(EnquiryStep.id))]


def _earlier(one: Enquiry) -> tuple[str, int] | None:
    if one.matter_of_id is None:
        return None
    row = db.session.execute(select(Enquiry.number, Enquiry.id).where(Enquiry.id == one.matter_of_id)).one()
    return (row.number, row.id)


def _later(one: Enquiry) -> list[tuple[str, int]]:
    root = one.matter_of_id or one.id
    query = select(Enquiry.number, Enquiry.id).where(Enquiry.matter_of_id == root, Enquiry.id != one.id)
    return [(row.number, row.id) for row in db.session.execute(query.order_by(Enquiry.id).limit(50))]


def _waits_to_be_noted(enquiry_id: int, actor: Actor) -> bool:
    people = desk_of(actor).people
    waits = select(func.count()).select_from(Task).where(weighty_waits(enquiry_id, people))
    return bool(people) and bool(db.session.scalar(waits))
