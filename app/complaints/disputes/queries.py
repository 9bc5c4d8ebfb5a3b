"""Who may know of which matters of several departments, the list, and one with its opinions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from app.complaints.cases import queries as cases
from app.complaints.cases.models import Complaint
from app.complaints.disputes.feature import ARBITRATE, BRING
from app.complaints.disputes.models import Dispute, DisputeDepartment, DisputeOpinion
from app.complaints.disputes.rules import BEFORE_OFFICE, DONE, Standing, moves
from app.complaints.naming import departments_of, home_of
from app.domain.actor import Actor
from app.extensions import db
from app.kept import once
from app.office.approvals.models import ApprovalSeat
from app.office.approvals.queries import Standing as Request
from app.office.approvals.queries import standing as request_about
from app.office.deadlines.queries.shown import Shown as Deadline
from app.office.deadlines.queries.shown import shown
from app.office.tasks.queries.desk import desk_of
from app.web.converters import id_in
from app.web.paging import Order, Page, page_of

KIND = "dispute"
MATTER = "office.arbitration"
NOT_SETTLED, EVERY = "not_settled", "every"


@dataclass(frozen=True, slots=True)
class Seat:
    """A matter as stored now, and what the actor may do with it and for which departments.

    `request` is what the office is asked, while it is before it.
    """

    dispute: Dispute
    concerned: Sequence[int]
    standing: Standing
    moves: frozenset[str]
    request: Request | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A matter for its page."""

    seat: Seat
    departments: Mapping[int, str]
    opinions: Sequence[DisputeOpinion]
    complaint: str | None
    deadline: Deadline | None


def subject_of(dispute_id: int) -> str:
    """What everything about such a matter hangs on: "dispute:12"."""
    return f"{KIND}:{dispute_id}"


def page_url(dispute_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/disputes/{dispute_id}"


def own_departments(actor: Actor) -> frozenset[int]:
    """For which departments somebody speaks: his own, those of whom he stands in for, those where he may bring them."""
    people = desk_of(actor).people
    homes = once(f"departments of {people}", lambda: [home_of(one) for one in people])
    return frozenset({*(one for one in homes if one is not None), *actor.departments(BRING.name)})


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Dispute under which this actor may know of it: the departments concerned and the arbiter."""
    if actor.may(ARBITRATE.name):
        return true()
    own = select(DisputeDepartment.dispute_id).where(
        DisputeDepartment.department_id.in_(sorted(own_departments(actor)))
    )
    people = desk_of(actor).people
    asked = select(ApprovalSeat.approval_id).where(
        or_(ApprovalSeat.staff_id.in_(people), ApprovalSeat.acting_id.in_(people))
    )
    return or_(Dispute.id.in_(own), Dispute.approval_id.in_(asked))


def seat(dispute_id: int, actor: Actor) -> Seat:
    """How this actor stands to a matter, as stored now. Raises NoResultFound for what is not his business."""
    query = select(Dispute).where(Dispute.id == dispute_id, visible(actor))
    one = db.session.scalars(query.execution_options(populate_existing=True)).one()
    concerned = concerned_in(dispute_id)
    request = request_of(dispute_id) if one.state == BEFORE_OFFICE else None
    mine = own_departments(actor)
    speaks_for = frozenset(mine & set(concerned))
    standing = Standing(speaks_for, one.lead_department_id in mine, _arbitrates(one, request, actor))
    return Seat(one, concerned, standing, moves(one.state, standing), request)


def for_page(dispute_id: int, actor: Actor) -> Shown:
    """The matter for its page. Raises NoResultFound."""
    found = seat(dispute_id, actor)
    one = found.dispute
    deadline = shown(subject_of(dispute_id), rule="disputes.done")
    said = opinions(dispute_id)
    return Shown(found, departments_of(found.concerned), said, _complaint(one.complaint_id, actor), deadline)


def request_of(dispute_id: int) -> Request | None:
    """How the latest request to the office stands; None where there never was one (A-35)."""
    return request_about(subject_of(dispute_id), matter=MATTER)


def concerned_in(dispute_id: int) -> Sequence[int]:
    """The departments that a matter concerns, the leading one first."""
    query = select(DisputeDepartment.department_id).where(DisputeDepartment.dispute_id == dispute_id)
    return db.session.scalars(query.order_by(DisputeDepartment.id)).all()


def opinions(dispute_id: int) -> Sequence[DisputeOpinion]:
    """What was said, in its order."""
    query = select(DisputeOpinion).where(DisputeOpinion.dispute_id == dispute_id)
    return db.session.scalars(query.order_by(DisputeOpinion.id)).all()


def listing(state: str, actor: Actor, *, after: str | None = None) -> Page[Dispute]:
    """One page of matters in a state, those not settled, or all; the newest first."""
    query = select(Dispute).where(visible(actor))
    if state == NOT_SETTLED:
        query = query.where(Dispute.state != DONE)
    elif state != EVERY:
        query = query.where(Dispute.state == state)
    return page_of(db.session(), query, [Order(Dispute.id, descending=True)], after=after)


def of_complaint(complaint_id: int, actor: Actor) -> Sequence[Dispute]:
    """The matters of a complaint of which this actor may know, the newest first."""
    query = select(Dispute).where(Dispute.complaint_id == complaint_id, visible(actor))
    return db.session.scalars(query.order_by(Dispute.id.desc()).limit(50)).all()


def open_of(complaint_id: int) -> Sequence[str]:
    """The numbers of the matters of a complaint that are not settled."""
    query = select(Dispute.number).where(Dispute.complaint_id == complaint_id, Dispute.state != DONE)
    return db.session.scalars(query.order_by(Dispute.id)).all()


def not_settled(actor: Actor) -> Select[Any]:
    """The query of the matters of which this actor may know that are not settled."""
    return select(Dispute.id).where(Dispute.state != DONE, visible(actor))


def called(number: str, actor: Actor) -> Dispute | None:
    """The matter of this number, for who may know of it."""
    query = select(Dispute).where(Dispute.number == number.strip().upper(), visible(actor))
    return db.session.scalars(query).one_or_none()


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on such a matter; None for other subjects (O-12)."""
    found = id_in(subject, KIND)
    if found is None:
        return None
    return db.session.scalar(select(Dispute.id).where(Dispute.id == found, visible(actor))) is not None


def _arbitrates(one: Dispute, request: Request | None, actor: Actor) -> bool:
    """Whoever is asked; where the submitter himself holds the seat nobody is, and whoever has the right does it."""
    if request is not None and request.asks(actor.staff_id):
        return True
    waits = one.state == BEFORE_OFFICE and (request is None or request.state != "approved")
    return actor.may(ARBITRATE.name) and not waits


def _complaint(complaint_id: int | None, actor: Actor) -> str | None:
    query: Any = select(func.coalesce(Complaint.number, "–")).where(Complaint.id == complaint_id, cases.visible(actor))
    found: str | None = db.session.scalar(query) if complaint_id else None
    return found
