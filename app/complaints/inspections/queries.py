"""Looks at joint inspections: who may know of which, lists, one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.complaints.cases.feature import SEE_ALL
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible as case_visible
from app.complaints.inspections import rules
from app.complaints.inspections.deadlines import REPORT
from app.complaints.inspections.feature import CALL
from app.complaints.inspections.models import Inspection, InspectionMember
from app.complaints.naming import the_office
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.queries_seen import visible as may_know
from app.office.deadlines.models import Deadline
from app.office.positions.queries import position
from app.office.positions.rules import top
from app.office.staff.models import Department, Staff
from app.office.tasks.queries.desk import desk_of
from app.web.converters import id_in as id_of
from app.web.paging import Order, Page, page_of

KIND = "inspection:"
NEWEST_FIRST = (Order(Inspection.id, descending=True),)
LATE = "late"


@dataclass(frozen=True, slots=True)
class Seen:
    """An inspection with the names that belong to it; complaint and customer for whoever may know of them."""

    inspection: Inspection
    case_id: int | None
    complaint: str | None
    customer: str | None
    caller: str | None
    quality: str | None
    making: str | None


def subject_of(inspection_id: int) -> str:
    """What history, deadlines, tasks and attachments call an inspection: "inspection:12"."""
    return f"{KIND}{inspection_id}"


def page_url(inspection_id: int) -> str:
    """Where an inspection is looked at; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/inspections/{inspection_id}"


def id_in(subject: str) -> int | None:
    """The inspection that a subject names; None for another thing."""
    return id_of(subject, "inspection")


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Inspection under which this actor may know of it (O-07).

    His own and those to which he is appointed, those of complaints that he may know of, and with the right to call
    them those that his departments called or were told of; or all.
    """
    if actor.may(SEE_ALL.name):
        return true()
    people = desk_of(actor).people
    gone = select(InspectionMember.inspection_id).where(InspectionMember.staff_id.in_(people))
    mine = [Inspection.called_by_id.in_(people), Inspection.id.in_(gone)]
    if own := sorted(actor.departments(CALL.name)):
        mine += [one.in_(own) for one in (Inspection.department_id, Inspection.quality_id, Inspection.making_id)]
    case = select(Complaint.id).where(Complaint.id == Inspection.complaint_id, case_visible(actor))
    return or_(*mine, case.correlate(Inspection).exists())


def inspection(inspection_id: int, actor: Actor) -> Inspection:
    """One inspection as stored now. Raises NoResultFound for what is not there or not his business."""
    query = select(Inspection).where(Inspection.id == inspection_id, visible(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def seen(inspection_id: int, actor: Actor) -> Seen:
    """One inspection with its names, also for whoever is asked to appoint who goes. Raises NoResultFound."""
    asked = Inspection.approval_id.in_(select(Approval.id).where(may_know(actor)))
    query = _seen(actor).where(Inspection.id == inspection_id, or_(visible(actor), asked))
    return Seen(*db.session.execute(query.execution_options(populate_existing=True)).one())


def listing(state: str | None, text: str, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of the inspections that this actor may know of, the newest first, as rows of the fields of `Seen`."""
    query = _seen(actor).where(visible(actor))
    if state == LATE:
        query = query.where(_is_late())
    elif state:
        query = query.where(Inspection.state == state)
    if text:
        query = query.where(or_(Inspection.number == text.upper(), Inspection.place.icontains(text, autoescape=True)))
    return page_of(db.session(), query, NEWEST_FIRST, after=after)


def of_complaint(complaint_id: int, actor: Actor) -> Sequence[Any]:
    """The inspections of a complaint that the actor may know of, the newest first, as rows of `Seen`."""
    query = _seen(actor).where(Inspection.complaint_id == complaint_id).order_by(Inspection.id.desc())
    return db.session.execute(query).all()


def open_of(complaint_id: int) -> Sequence[Inspection]:
    """The inspections of a complaint that are not over."""
    query = select(Inspection).where(Inspection.complaint_id == complaint_id, Inspection.state.in_(rules.OPEN))
    return db.session.scalars(query.order_by(Inspection.id)).all()


def members_of(inspection_id: int) -> list[tuple[int, str]]:
    """Who was appointed to go: id and name."""
    query = select(Staff.id, Staff.name).join(InspectionMember, InspectionMember.staff_id == Staff.id)
    rows = db.session.execute(query.where(InspectionMember.inspection_id == inspection_id).order_by(Staff.id))
    return [(row.id, row.name) for row in rows]


def works_on(one: Inspection, actor: Actor) -> bool:
    """Whether this actor, who may know of an inspection, may go on with it: he may call them, or he was appointed."""
    people = desk_of(actor).people
    return actor.may(CALL.name) or any(member in people for member, _ in members_of(one.id))


def leaders() -> tuple[int, ...]:
    """Who decides on the reports: the general manager, else the highest of the office (K-13)."""
    found, post = the_office(), position("general_manager")
    holders = found.holders.get((post.id, None), ()) if post else ()
    return holders or top(found)


def decides(actor: Actor) -> bool:
    """Whether this actor decides on reports, for himself or for a leader who is away."""
    people = desk_of(actor).people
    return any(leader in people for leader in leaders())


def late(actor: Actor) -> Select[Any]:
    """The query of the inspections that this actor may know of whose report is late."""
    return select(Inspection.id).where(_is_late(), visible(actor))


def reported(actor: Actor) -> Select[Any]:
    """The query of the inspections that this actor may know of whose report waits for the general manager."""
    return select(Inspection.id).where(Inspection.state == rules.REPORTED, visible(actor))


def complaint_number(complaint_id: int | None) -> str | None:
    """The number of a complaint; before it has one, that of its row."""
    if complaint_id is None:
        return None
    return db.session.scalar(select(Complaint.number).where(Complaint.id == complaint_id)) or f"#{complaint_id}"


def _is_late() -> ColumnElement[bool]:
    late = select(Deadline.id).where(
        Deadline.subject == (KIND + func.cast(Inspection.id, db.String)), Deadline.rule == REPORT,
        Deadline.stopped_on.is_(None), Deadline.due_on < clock.today(),
    )  # fmt: skip
    return and_(Inspection.state == rules.INSPECTED, late.exists())


def _seen(actor: Actor) -> Select[Any]:
    quality, making = aliased(Department), aliased(Department)
    known = and_(Customer.id == Inspection.customer_id, customer_visible(actor))
    of_case = and_(Complaint.id == Inspection.complaint_id, case_visible(actor))
    names = (Customer.name, Staff.name, quality.name, making.name)
    query: Any = select(Inspection, Complaint.id, Complaint.number, *names).select_from(Inspection)
    query = query.outerjoin(Complaint, of_case).outerjoin(Customer, known)
    query = query.outerjoin(Staff, Staff.id == Inspection.called_by_id)
    query = query.outerjoin(quality, quality.id == Inspection.quality_id)
    found: Select[Any] = query.outerjoin(making, making.id == Inspection.making_id)
    return found
