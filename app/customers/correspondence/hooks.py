"""What correspondence tells others: the search box, the first page, history, and what hangs on an exchange."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app.customers.correspondence import queries, rules
from app.customers.correspondence.feature import KEEP
from app.customers.correspondence.models import Letter
from app.customers.files.models import Customer
from app.customers.files.queries import customer_of_thing, file_editable, file_visible
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Hit, Notice


def hits(actor: Actor, query: str) -> list[Hit]:
    """The exchange of this number (hook `search`)."""
    return [
        Hit(Text("Correspondence"), f"{one.number} {customer.name}", rules.short(one.reason), queries.page_url(one.id))
        for one, customer, *_ in queries.found(query, actor)
    ]


def notices(actor: Actor) -> list[Notice]:
    """Answers that this user still owes to customers (hook `today`)."""
    number = queries.count_open(actor) if actor.staff_id else 0
    if not number:
        return []
    url = url_for("correspondence.listing", state=rules.OPEN, staff=actor.staff_id)
    return [Notice(Text("Answers that I owe to customers"), str(number), url, "yellow", order=45)]


def customer_of_subject(subject: str) -> int | None:
    """Whose letter this is; None for other subjects."""
    return customer_of_thing(subject, "letter", Letter)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an exchange; None for other subjects (O-12)."""
    letter_id = _letter_of(subject)
    if letter_id is None:
        return None
    query = select(Letter.id).join(Customer, Customer.id == Letter.customer_id)
    return db.session.scalar(query.where(Letter.id == letter_id, file_visible(actor))) is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on an exchange: leave to read is no leave to change (O-12)."""
    letter_id = _letter_of(subject)
    if letter_id is None:
        return None
    query = select(Letter.id).join(Customer, Customer.id == Letter.customer_id)
    mine = query.where(Letter.id == letter_id, file_editable(actor))
    return actor.may(KEEP.name) and db.session.scalar(mine) is not None


def fact_labels() -> dict[str, Text]:
    """How the fields of an exchange are called in history."""
    return {f"letter.{key.removesuffix('_id')}": Text(label) for key, label in rules.LABELS.items()}


def _letter_of(subject: str) -> int | None:
    return id_in(subject, "letter")
