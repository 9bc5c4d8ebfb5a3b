"""Who may know of which complaints, and one of them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_, select, true

from app.complaints.cases.feature import HANDLE, SEE_ALL, SEE_DEPARTMENT
from app.complaints.cases.models import Complaint, ComplaintStage
from app.domain.actor import Actor
from app.extensions import db
from app.office.tasks.queries.desk import desk_of
from app.web.converters import id_typed

KIND = "complaint:"


def subject_of(complaint_id: int) -> str:
    """What history, deadlines, tasks and attachments call a complaint: "complaint:12"."""
    return f"{KIND}{complaint_id}"


def id_in(subject: str) -> int | None:
    """The complaint that a subject names; None for another thing."""
    return id_typed(subject.removeprefix(KIND)) if subject.startswith(KIND) else None


def page_of(complaint_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/{complaint_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Complaint under which this actor may know of it (O-07).

    His own and those of whom he stands in for: heard first, handled, or held at some stage. With the right to handle,
    those that are or were at a stage of his departments; with the right to see a department, also those that it took
    or is responsible for; or all.
    """
    if actor.may(SEE_ALL.name):
        return true()
    people = desk_of(actor).people
    mine = [Complaint.first_contact_id.in_(people), Complaint.handler_id.in_(people)]
    held: ColumnElement[bool] = ComplaintStage.staff_id.in_(people)
    if handled := sorted(actor.departments(HANDLE.name)):
        held = or_(held, ComplaintStage.department_id.in_(handled))
    if seen := sorted(actor.departments(SEE_DEPARTMENT.name)):
        mine += [Complaint.department_id.in_(seen), Complaint.responsible_department_id.in_(seen)]
    there = exists().where(ComplaintStage.complaint_id == Complaint.id, held).correlate(Complaint)
    return or_(*mine, there)


def complaint_of(complaint_id: int, actor: Actor) -> Complaint:
    """A complaint that this actor may know of, as stored now. Raises NoResultFound for any other."""
    query = select(Complaint).where(Complaint.id == complaint_id, visible(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
