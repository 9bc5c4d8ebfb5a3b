"""The looks at orders and deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from app.complaints.deliveries.feature import SEE
from app.complaints.deliveries.models import DeliveryNote
from app.complaints.deliveries.policy import DeliveryPolicy
from app.complaints.deliveries.rules import whose_ratio
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.money import Rate
from app.extensions import db
from app.office.batches.queries import published
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: words of order, material, note, product or customer; the sales person."""

    text: str = ""
    staff_id: int | None = None


def subject_of(delivery_id: int) -> str:
    """What history and attachments call an order with its delivery."""
    return f"delivery:{delivery_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on DeliveryNote and Customer under which this actor may see it: the right, and the customer's
    card or file (O-07)."""
    if not actor.may(SEE.name):
        return false()
    return and_(published(DeliveryNote.batch_id), customer_visible(actor))


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The deliveries that this actor may see, the newest first, as rows of DeliveryNote, Customer and `staff`."""
    query = _seen(actor)
    if filters.staff_id:
        query = query.where(DeliveryNote.staff_id == filters.staff_id)
    if filters.text:
        query = query.where(_says(filters.text))
    return page_of(db.session(), query, [Order(DeliveryNote.id, descending=True)], after=after)


def delivery(delivery_id: int, actor: Actor) -> Any:
    """One delivery, as a row of DeliveryNote, Customer and `staff`. Raises NoResultFound."""
    query = _seen(actor).where(DeliveryNote.id == delivery_id).execution_options(populate_existing=True)
    return db.session.execute(query).one()


def of_order(order_number: str, actor: Actor, *, customer_id: int | None = None) -> Sequence[Any]:
    """The deliveries of an order, the newest first, for whoever takes a complaint and types its number (K-06, K-10)."""
    query = _seen(actor).where(DeliveryNote.order_number == order_number.strip().upper())
    if customer_id:
        query = query.where(DeliveryNote.customer_id == customer_id)
    return db.session.execute(query.order_by(DeliveryNote.id.desc()).limit(MOST_FOUND)).all()


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The deliveries of this order or of this delivery note, for the search box."""
    plain = text.strip().upper()
    query = _seen(actor).where(or_(DeliveryNote.order_number == plain, DeliveryNote.note_number == plain))
    return db.session.execute(query.order_by(DeliveryNote.id.desc()).limit(MOST_FOUND)).all()


def note_of(order_number: str | None, material_number: str | None, customer_id: int | None) -> DeliveryNote | None:
    """The newest delivery of this material under this order to this customer; None where the office knows of none."""
    if not order_number or not material_number or not customer_id:
        return None
    query = select(DeliveryNote).where(
        DeliveryNote.order_number == order_number.strip().upper(),
        DeliveryNote.material_number == material_number.strip().upper(),
        DeliveryNote.customer_id == customer_id,
        published(DeliveryNote.batch_id),
    )
    return db.session.scalars(query.order_by(DeliveryNote.shipped_on.desc(), DeliveryNote.id.desc()).limit(1)).first()


def note_by_id(delivery_id: int | None) -> DeliveryNote | None:
    """A delivery as stored now, whatever its import; None for none."""
    return db.session.get(DeliveryNote, delivery_id, populate_existing=True) if delivery_id else None


def ratio_of(note: DeliveryNote | None) -> tuple[Rate, str]:
    """The excess ratio for goods of a delivery, and whose it is: the customer's on his order, else the office's
    (K-36, M-13)."""
    noted = note.excess_ratio if note else None
    return whose_ratio(noted, policy.of(DeliveryPolicy).excess_ratio)


def _says(text: str) -> ColumnElement[bool]:
    words = (DeliveryNote.order_number, DeliveryNote.material_number, DeliveryNote.note_number, DeliveryNote.product)
    return or_(*(one.icontains(text, autoescape=True) for one in (*words, Customer.name, Customer.number)))


def _seen(actor: Actor) -> Select[Any]:
    staff = aliased(Staff)
    return (
        select(DeliveryNote, Customer)
        .add_columns(staff.name.label("staff"))
        .join(Customer, Customer.id == DeliveryNote.customer_id)
        .outerjoin(staff, staff.id == DeliveryNote.staff_id)
        .where(visible(actor))
    )
