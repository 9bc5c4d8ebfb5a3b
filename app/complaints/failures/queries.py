"""Who may know of which failures, the list of them, and one with its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select, true

from app.complaints.cases import queries as cases
from app.complaints.cases.models import Complaint
from app.complaints.failures.feature import REPORT, TRACK
from app.complaints.failures.models import Failure, FailureNote
from app.complaints.failures.policy import FailurePolicy
from app.complaints.failures.rules import LASTING, Standing, moves
from app.complaints.naming import Named, customers_of, holder_of
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.queries_people import names_of
from app.office.deadlines.queries.shown import Shown as Deadline
from app.office.deadlines.queries.shown import shown
from app.office.policy import queries as policy
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.staff.queries import department_called
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import desk_of
from app.web.converters import id_in
from app.web.paging import Order, Page, page_of

KIND = "failure"
RUNNING, EVERY = "running_now", "every"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a state, those that last, or every one; a number or words."""

    state: str = RUNNING
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A failure as stored now, and what the actor may do with it."""

    failure: Failure
    moves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A failure for its page; `to_note` tells whether the reader was told and has not taken note yet."""

    seat: Seat
    names: Mapping[int | None, str]
    customer: Named | None
    complaint: str | None
    report: Deadline | None
    slip: Deadline | None
    to_note: bool


def subject_of(failure_id: int) -> str:
    """What everything about a failure hangs on: "failure:12"."""
    return f"{KIND}:{failure_id}"


def page_url(failure_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/failures/{failure_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Failure under which this actor may know of it (K-75, O-07).

    Whoever tracks failures knows of all. While one lasts every department is told: whoever may report failures knows
    of it. Of those that are over, others know of what they reported, had to see to or were told of, also for whom they
    stand in for, and of those of complaints that they may know of.
    """
    if actor.may(TRACK.name):
        return true()
    known = select(Complaint.id).where(Complaint.id == Failure.complaint_id, cases.visible(actor))
    own: list[ColumnElement[bool]] = [known.correlate(Failure).exists()]
    own += [Failure.state.in_(LASTING)] if actor.may(REPORT.name) else []
    if people := desk_of(actor).people:
        columns = (Failure.reported_by_id, Failure.signatory_id, Failure.manager_id)
        own += [column.in_(people) for column in columns]
        told = select(Task.id).where(Task.subject == literal(f"{KIND}:") + cast(Failure.id, String))
        own.append(told.where(Task.staff_id.in_(people)).exists())
    return or_(*own)


def seat(failure_id: int, actor: Actor) -> Seat:
    """How this actor stands to a failure, as stored now. Raises NoResultFound for what is not his business."""
    query = select(Failure).where(Failure.id == failure_id, visible(actor))
    one = db.session.scalars(query.execution_options(populate_existing=True)).one()
    people = desk_of(actor).people
    tracking = {one.signatory_id, one.manager_id, analyst_of(one)}
    tracks = actor.may(TRACK.name) or any(person in tracking for person in people)
    standing = Standing(one.reported_by_id in people, tracks)
    slip_owed = one.solved_first and one.slip_number is None
    begun = one.sent_customer_on is not None or one.sent_business_on is not None
    return Seat(one, moves(one.state, standing, slip_owed=slip_owed, sending=begun))


def for_page(failure_id: int, actor: Actor) -> Shown:
    """The failure for its page. Raises NoResultFound."""
    found = seat(failure_id, actor)
    one = found.failure
    subject = subject_of(failure_id)
    return Shown(
        seat=found,
        names=names_of((one.reported_by_id, one.signatory_id, one.manager_id)),
        customer=customers_of([one.customer_id], actor).get(one.customer_id or 0),
        complaint=_complaint(one.complaint_id, actor),
        report=shown(subject, rule="failures.report"),
        slip=shown(subject, rule="failures.slip"),
        to_note=waits_to_be_noted(failure_id, desk_of(actor).people),
    )


def notes(failure_id: int) -> Sequence[FailureNote]:
    """What was noted of a failure, the newest first."""
    query = select(FailureNote).where(FailureNote.failure_id == failure_id)
    return db.session.scalars(query.order_by(FailureNote.id.desc()).limit(200)).all()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Failure]:
    """One page of failures, the newest first."""
    return page_of(db.session(), _filtered(filters, actor), [Order(Failure.id, descending=True)], after=after)


def of_complaint(complaint_id: int) -> Sequence[Failure]:
    """The failures of a complaint, the newest first, for who may know of the complaint."""
    query = select(Failure).where(Failure.complaint_id == complaint_id)
    return db.session.scalars(query.order_by(Failure.id.desc()).limit(50)).all()


def lasting(actor: Actor) -> Select[Any]:
    """The query of the failures of which this actor may know that are not over."""
    return select(Failure.id).where(Failure.state.in_(LASTING), visible(actor))


def called(number: str, actor: Actor) -> Failure | None:
    """The failure of this number, for who may know of it."""
    query = select(Failure).where(Failure.number == number.strip().upper(), visible(actor))
    return db.session.scalars(query).one_or_none()


def analyst_of(one: Failure) -> int | None:
    """Who organises the report: the head of technical service, else the responsible manager (K-76)."""
    technical = department_called(policy.of(FailurePolicy).technical_department)
    return (head_of(organisation(), technical) if technical else None) or one.manager_id


def signatory_for(customer_id: int | None, reporter_home: int | None) -> int | None:
    """The sales signatory of a customer: who looks after him, else who holds the position that policy names (K-75)."""
    owner = db.session.scalar(select(Customer.owner_id).where(Customer.id == customer_id)) if customer_id else None
    return owner or holder_of(policy.of(FailurePolicy).signatory, reporter_home)


def waits_to_be_noted(failure_id: int, people: Sequence[int]) -> bool:
    """Whether one of these people was told of a failure and has not taken note."""
    mine = (Task.subject == subject_of(failure_id)) & (Task.kind == "failures.told") & (Task.state == "open")
    return (
        bool(people) and db.session.scalar(select(Task.id).where(mine, Task.staff_id.in_(people)).limit(1)) is not None
    )


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a failure; None for other subjects (O-12)."""
    found = id_in(subject, KIND)
    if found is None:
        return None
    return db.session.scalar(select(Failure.id).where(Failure.id == found, visible(actor))) is not None


def _complaint(complaint_id: int | None, actor: Actor) -> str | None:
    query = select(func.coalesce(Complaint.number, "–")).where(Complaint.id == complaint_id, cases.visible(actor))
    return db.session.scalar(query) if complaint_id else None


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    query = select(Failure).where(visible(actor))
    if filters.state == RUNNING:
        query = query.where(Failure.state.in_(LASTING))
    elif filters.state != EVERY:
        query = query.where(Failure.state == filters.state)
    if filters.text:
        words = (Failure.number, Failure.place, Failure.symptom)
        query = query.where(or_(*(one.icontains(filters.text, autoescape=True) for one in words)))
    return query
