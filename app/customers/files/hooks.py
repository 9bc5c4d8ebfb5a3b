"""What the files of customers answer to the search box and to the journal."""

from __future__ import annotations

from flask import url_for

from app.customers.files.models import Customer
from app.customers.files.queries import found
from app.customers.files.rules import LABELS
from app.domain.actor import Actor
from app.domain.names import phone_tail
from app.domain.text import Text
from app.search.rank import rank
from app.web.hooks import Hit

MOST_HITS = 8


def hits(actor: Actor, query: str) -> list[Hit]:
    """The customers that answer the search box, the closest first, only those that this user may see."""
    rows = sorted(
        found(query, actor),
        key=lambda row: rank(query, name=row[0].name, phones=[row[0].phone or ""], numbers=[row[0].number]),
    )
    return [_hit(customer, owner) for customer, owner, *_ in rows[:MOST_HITS]]


def fact_labels() -> dict[str, Text]:
    """How the fields of a file are called in history."""
    return {f"customer.{key}": Text(label) for key, label in LABELS.items()}


def _hit(customer: Customer, owner: str | None) -> Hit:
    details = [customer.number, f"…{phone_tail(customer.phone)}" if customer.phone else "", owner or ""]
    url = url_for("customers.show", customer_id=customer.id)
    return Hit(Text("Customer"), customer.name, " · ".join(filter(None, details)), url)
