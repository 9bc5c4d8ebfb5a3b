"""What deliveries tell others: the search box, history, and what hangs on a delivery."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app.complaints.deliveries import queries, rules
from app.complaints.deliveries.feature import KEEP
from app.complaints.deliveries.models import DeliveryNote
from app.customers.files.models import Customer
from app.customers.files.queries import customer_of_thing
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Hit


def hits(actor: Actor, query: str) -> list[Hit]:
    """The deliveries of this order or note (hook `search`)."""
    return [
        Hit(
            Text("Order and delivery"),
            f"{row.DeliveryNote.order_number} {row.DeliveryNote.material_number}",
            row.Customer.name,
            url_for("deliveries.show", delivery_id=row.DeliveryNote.id),
        )
        for row in queries.found(query, actor)
    ]


def customer_of_subject(subject: str) -> int | None:
    """To whom this was delivered; None for other subjects."""
    return customer_of_thing(subject, "delivery", DeliveryNote)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see the scans of an order and its note; None for other subjects (O-12)."""
    delivery_id = id_in(subject, "delivery")
    if delivery_id is None:
        return None
    query = select(DeliveryNote.id).join(Customer, Customer.id == DeliveryNote.customer_id)
    return db.session.scalar(query.where(DeliveryNote.id == delivery_id, queries.visible(actor))) is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang a scan on a delivery; None for other subjects (O-12)."""
    return None if id_in(subject, "delivery") is None else actor.may(KEEP.name)


def fact_labels() -> dict[str, Text]:
    """How the fields of a delivery are called in history."""
    return {f"delivery.{key}": Text(label) for key, label in rules.LABELS.items()}
