"""What the files of customers answer to the search box and to the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import url_for
from sqlalchemy import select

from app.customers.files.catalogue import category_words
from app.customers.files.masking import MAY_BE_COVERED, covered_change
from app.customers.files.models import Customer
from app.customers.files.queries import found
from app.customers.files.rules import KINDS, LABELS
from app.domain.actor import Actor
from app.domain.names import phone_tail
from app.domain.text import Text
from app.extensions import db
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


def fact_values() -> dict[str, Callable[[Any], Text | str]]:
    """How the values of a file's fields are shown in history: private ones covered, others in words."""
    return showers(covered_change)


def fact_values_of(customer_id: int) -> dict[str, Callable[[Any], Text | str]]:
    """The same in the history of one customer: what his page shows in full is not covered there either."""
    kind = db.session.scalar(select(Customer.kind).where(Customer.id == customer_id))
    return showers(partial(covered_change, kind=kind)) if kind else fact_values()


def showers(show: Callable[[str, Any], str]) -> dict[str, Callable[[Any], Text | str]]:
    """The same with `show(field, value)` for the fields that may be covered."""
    found: dict[str, Callable[[Any], Text | str]] = {
        f"customer.{field}": partial(show, field) for field in MAY_BE_COVERED
    }
    found["customer.kind"] = lambda value: Text(KINDS.get(value, value))
    found["customer.category"] = lambda value: category_words().get(value, value)
    return found


def _hit(customer: Customer, owner: str | None) -> Hit:
    details = [customer.number, f"…{phone_tail(customer.phone)}" if customer.phone else "", owner or ""]
    url = url_for("customers.show", customer_id=customer.id)
    return Hit(Text("Customer"), customer.name, " · ".join(filter(None, details)), url)
