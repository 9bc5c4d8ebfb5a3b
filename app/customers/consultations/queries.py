"""The looks at consultations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import aliased

from app.customers.consultations.feature import KEEP, SEE
from app.customers.consultations.models import Consultation, ConsultationStage
from app.customers.consultations.rules import Step
from app.customers.files.models import Customer
from app.customers.files.queries import answering, customer_of_thing, file_visible, may_change
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.web.converters import id_in
from app.web.paging import Order, Page, page_of

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; None for everything. `text` finds the customer."""

    text: str = ""
    stage: str | None = None
    adviser_id: int | None = None
    since: date | None = None
    until: date | None = None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Consultation joined with Customer: it belongs to the file (C-17, C-18)."""
    return and_(file_visible(actor)) if actor.may(SEE.name) else false()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Consultations, newest first, as rows of Consultation, Customer, adviser, designer."""
    query = _seen(actor)
    if filters.text:
        ids = answering(filters.text, actor)
        query = query.where(Customer.id.in_(ids) if ids is not None else false())
    if filters.stage:
        query = query.where(Consultation.stage == filters.stage)
    if filters.adviser_id:
        query = query.where(Consultation.adviser_id == filters.adviser_id)
    if filters.since:
        query = query.where(Consultation.opened_on >= filters.since)
    if filters.until:
        query = query.where(Consultation.opened_on <= filters.until)
    return page_of(db.session(), query, [Order(Consultation.id, descending=True)], after=after)


def consultation(consultation_id: int, actor: Actor) -> Any:
    """One as a row of Consultation, Customer, adviser, designer. Raises NoResultFound."""
    query = _seen(actor).where(Consultation.id == consultation_id)
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The consultations of a customer, newest first."""
    query = _seen(actor).where(Consultation.customer_id == customer_id)
    return db.session.execute(query.order_by(Consultation.id.desc()).limit(MOST_SHOWN)).all()


def stages(consultation_id: int) -> Sequence[ConsultationStage]:
    """The ledger of one consultation, in its order."""
    query = select(ConsultationStage).where(ConsultationStage.consultation_id == consultation_id)
    return db.session.scalars(query.order_by(ConsultationStage.id)).all()


def steps(consultation_id: int) -> list[Step]:
    """The ledger as the rules read it."""
    return [Step(one.id, one.stage, one.on_day, one.takes_back_id) for one in stages(consultation_id)]


def customer_of_subject(subject: str) -> int | None:
    """Whose consultation this is; None for other subjects."""
    return customer_of_thing(subject, "consultation", Consultation)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a consultation; None for other subjects (O-12)."""
    found = id_in(subject, "consultation")
    if found is None:
        return None
    return db.session.execute(_seen(actor).where(Consultation.id == found)).first() is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on a consultation: leave to read is no leave to change (O-12)."""
    customer_id = customer_of_subject(subject)
    return None if customer_id is None else actor.may(KEEP.name) and may_change(actor, customer_id)


def _seen(actor: Actor) -> Select[Any]:
    adviser, designer = aliased(Staff), aliased(Staff)
    return (
        select(Consultation, Customer)
        .add_columns(adviser.name.label("adviser"), designer.name.label("designer"))
        .join(Customer, Customer.id == Consultation.customer_id)
        .outerjoin(adviser, adviser.id == Consultation.adviser_id)
        .outerjoin(designer, designer.id == Consultation.designer_id)
        .where(visible(actor))
    )
