"""What contracts tell others: the search box, the first page, history, and what hangs on a contract."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app.customers.contracts import queries, rules
from app.customers.contracts.feature import KEEP
from app.customers.contracts.models import Contract
from app.customers.files.models import Customer
from app.customers.files.queries import customer_of_thing, file_editable
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Hit, Notice


def hits(actor: Actor, query: str) -> list[Hit]:
    """The contract of this number or of this stationery (hook `search`)."""
    return [
        Hit(Text("Contract"), f"{one.number} {one.title}", customer.name, queries.page_url(one.id))
        for one, customer, _ in queries.found(query, actor)
    ]


def notices(actor: Actor) -> list[Notice]:
    """Contracts of this user that end soon or have run out (hook `today`)."""
    number = queries.count_ending(actor) if actor.staff_id else 0
    if not number:
        return []
    url = url_for("contracts.listing", standing=rules.ENDING, staff=actor.staff_id)
    return [Notice(Text("My contracts that end soon or have run out"), str(number), url, "yellow", order=60)]


def customer_of_subject(subject: str) -> int | None:
    """Whose contract this is; None for other subjects."""
    return customer_of_thing(subject, "contract", Contract)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a contract, such as its scan; None for other subjects (O-12)."""
    contract_id = _contract_of(subject)
    if contract_id is None:
        return None
    query = select(Contract.id).join(Customer, Customer.id == Contract.customer_id)
    return db.session.scalar(query.where(Contract.id == contract_id, queries.visible(actor))) is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on a contract: leave to read is no leave to change (O-12)."""
    contract_id = _contract_of(subject)
    if contract_id is None:
        return None
    query = select(Contract.id).join(Customer, Customer.id == Contract.customer_id)
    mine = query.where(Contract.id == contract_id, file_editable(actor))
    return actor.may(KEEP.name) and db.session.scalar(mine) is not None


def fact_labels() -> dict[str, Text]:
    """How the fields of a contract are called in history."""
    renamed = {"amount": "amount_fen", "staff_id": "staff"}
    return {f"contract.{renamed.get(key, key)}": Text(label) for key, label in rules.LABELS.items()}


def _contract_of(subject: str) -> int | None:
    return id_in(subject, "contract")
