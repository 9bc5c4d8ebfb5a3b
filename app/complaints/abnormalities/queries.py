"""The looks at abnormality slips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from app import clock
from app.complaints.abnormalities import rules
from app.complaints.abnormalities.feature import KEEP
from app.complaints.abnormalities.models import AbnormalitySlip
from app.complaints.cases.feature import SEE_ALL
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible as complaint_visible
from app.complaints.lateness.people import answers_for
from app.customers.files.models import Customer
from app.customers.files.queries import answering
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Department
from app.office.tasks.queries.desk import desk_of
from app.web.paging import Order, Page, page_of

KIND = "abnormality"
MOST_OF_CASE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; `state` is one of them, "late" or "every", `text` finds the customer."""

    state: str = rules.OPEN
    department_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A slip as one reader may see it, with names for who may know them.

    `answers` is whether he answers for the unit, `keeps` whether he confirms the effect; `complaint` its complaint for
    who may see it.
    """

    slip: AbnormalitySlip
    department: str
    customer: str | None
    complaint: Complaint | None
    answers: bool
    keeps: bool


def subject_of(slip_id: int) -> str:
    """What history, deadlines, tasks and attachments call a slip: "abnormality:3"."""
    return f"{KIND}:{slip_id}"


def page_url(slip_id: int) -> str:
    """The address of a slip."""
    return f"/complaints/abnormalities/{slip_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on AbnormalitySlip under which this actor may know of it (O-07).

    Those he opened, those of the units for which he answers or keeps slips, those of complaints that he may know of,
    or all.
    """
    if actor.may(SEE_ALL.name):
        return AbnormalitySlip.id > 0
    own = [AbnormalitySlip.made_by_id.in_(desk_of(actor).people)]
    units = sorted(answers_for(actor) | actor.departments(KEEP.name))
    cases = select(Complaint.id).where(Complaint.id == AbnormalitySlip.complaint_id, complaint_visible(actor))
    return or_(*own, AbnormalitySlip.department_id.in_(units), cases.correlate(AbnormalitySlip).exists())


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Slips by their day while they wait, else the newest first: rows of slip, department, customer."""
    query = _named(actor).where(*_conditions(filters, actor))
    waits = filters.state in (rules.OPEN, rules.LATE)
    order = [Order(func.coalesce(AbnormalitySlip.due_on, clock.today()))] if waits else []
    return page_of(db.session(), query, [*order, Order(AbnormalitySlip.id, descending=not waits)], after=after)


def of_complaint(complaint_id: int, actor: Actor) -> Sequence[Any]:
    """The slips that came of a complaint, the newest first."""
    query = _named(actor).where(AbnormalitySlip.complaint_id == complaint_id)
    return db.session.execute(query.order_by(AbnormalitySlip.id.desc()).limit(MOST_OF_CASE)).all()


def slip(slip_id: int, actor: Actor) -> Seen:
    """One slip. Raises NoResultFound for what this actor may not know of."""
    query: Any = _named(actor).add_columns(Complaint).where(AbnormalitySlip.id == slip_id)
    seen = and_(Complaint.id == AbnormalitySlip.complaint_id, complaint_visible(actor))
    found = query.outerjoin(Complaint, seen).execution_options(populate_existing=True)
    one, department, customer, complaint = db.session.execute(found).one()
    return Seen(one, department, customer, complaint, may_answer(one, actor), may_confirm(one, actor))


def may_answer(one: AbnormalitySlip, actor: Actor) -> bool:
    """Whether this actor answers for the unit of a slip."""
    mine = answers_for(actor) | actor.departments(KEEP.name)
    return actor.has_every_right or one.department_id in mine


def may_confirm(one: AbnormalitySlip, actor: Actor) -> bool:
    """Whether this actor says that the measure helped: who opened the slip, or who sees every complaint."""
    if not actor.may(KEEP.name):
        return False
    return actor.has_every_right or actor.may(SEE_ALL.name) or one.made_by_id in desk_of(actor).people


def waiting(actor: Actor, *, state: str) -> Select[Any]:
    """The query of the slips that wait for an answer of this actor's units, or for him to see the effect."""
    units = AbnormalitySlip.department_id.in_(sorted(answers_for(actor)))
    whose = units if state == rules.OPEN else AbnormalitySlip.made_by_id.in_(desk_of(actor).people)
    return select(AbnormalitySlip.id).where(AbnormalitySlip.state == state, whose)


def found(number: str, actor: Actor) -> Sequence[AbnormalitySlip]:
    """The slip of this number, for the search box."""
    query = select(AbnormalitySlip).where(AbnormalitySlip.number == number.strip().upper(), visible(actor))
    return db.session.scalars(query).all()


def _named(actor: Actor) -> Select[Any]:
    query: Any = select(AbnormalitySlip, Department.name.label("department"), Customer.name.label("customer"))
    query = query.join(Department, Department.id == AbnormalitySlip.department_id)
    query = query.outerjoin(Customer, and_(Customer.id == AbnormalitySlip.customer_id, customer_visible(actor)))
    named: Select[Any] = query.where(visible(actor))
    return named


def _conditions(filters: Filters, actor: Actor) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.state == rules.LATE:
        wanted += [AbnormalitySlip.state == rules.OPEN, AbnormalitySlip.due_on < clock.today()]
    elif filters.state != rules.EVERY:
        wanted.append(AbnormalitySlip.state == filters.state)
    if filters.department_id is not None:
        wanted.append(AbnormalitySlip.department_id == filters.department_id)
    if filters.text:
        ids = answering(filters.text, actor)
        wanted.append(and_(Customer.id.in_(ids)) if ids is not None else false())
    return wanted
