"""What retention tells others: the first page, the marks beside names, and who may change what is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.customers.retention import queries, rules
from app.customers.retention.feature import ERASE, SEE
from app.customers.retention.models import Erasure
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Flag, Notice

MARKS = {
    rules.ASKED: Flag(Text("Erasure asked for"), "yellow"),
    rules.DONE: Flag(Text("Personal data erased"), "secondary"),
}


def notices(actor: Actor) -> list[Notice]:
    """Requests to erase that wait for this user's decision (hook `today`)."""
    count = queries.waiting(actor) if actor.may(ERASE.name) else 0
    url = url_for("retention.listing", state=rules.ASKED)
    return [Notice(Text("Erasures to be decided"), str(count), url, "yellow", 62)] if count else []


def flags(customer_ids: Sequence[int], actor: Actor) -> dict[int, list[Flag]]:
    """The marks of customers who are erased; that somebody asks for it is told to those who see erasures."""
    states = queries.states_of(customer_ids)
    return {one: [MARKS[state]] for one, state in states.items() if state == rules.DONE or actor.may(SEE.name)}


def check_customer(_draft: Mapping[str, Any], *, but: int | None, **_how: Any) -> None:
    """Refuse to fill a file again whose personal data was erased (hook `check_customer`)."""
    if but is not None and queries.erased_since([but]):
        raise Refused(Text("The personal data of this customer was erased. Open a new file for him."))


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a request to erase; None for other subjects (O-12)."""
    found = id_in(subject, "erasure")
    if found is None:
        return None
    query = select(Erasure.id).join(Customer, Customer.id == Erasure.customer_id)
    found = db.session.scalar(query.where(Erasure.id == found, file_visible(actor)))
    return found is not None and actor.may(SEE.name)
