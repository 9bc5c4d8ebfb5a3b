"""What papers tell others: lines of the first page, labels of history, and who may see what hangs on a paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, and_, select

from app.customers.files.masking import covered
from app.customers.files.models import Customer
from app.customers.files.queries import customer_of_thing, file_editable, file_visible
from app.customers.papers import queries
from app.customers.papers.feature import KEEP
from app.customers.papers.models import Paper
from app.customers.papers.rules import CHECKERS, RECEIVED
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Notice

LABELS = {
    "paper.number": N_("Number of the paper"),
    "paper.issuer": N_("Issuing authority"),
    "paper.issued_on": N_("Date of issue"),
    "paper.expires_on": N_("Expires on"),
    "paper.note": N_("Note"),
    "invoicing.title": N_("Title of the invoice"),
    "invoicing.tax_number": N_("Taxpayer number"),
    "invoicing.bank": N_("Bank"),
    "invoicing.account": N_("Bank account"),
    "invoicing.address": N_("Address"),
    "invoicing.phone": N_("Telephone"),
    "paper_kind.name": N_("Name"),
    "paper_kind.expires": N_("Has an end"),
    "paper_kind.checked_by": N_("Verified by"),
    "paper_kind.active": N_("In use"),
}
COVERED = ("paper.number", "invoicing.tax_number", "invoicing.account")


def notices(actor: Actor) -> list[Notice]:
    """What waits for the verification by this actor, and what ends in the files he looks after (hook `today`)."""
    found = []
    if queries.checkers(actor) and (waiting := queries.count_waiting(actor)):
        label = Text("Papers of customers to be verified")
        found.append(Notice(label, str(waiting), _list(queries.WAITING), "yellow", order=24))
    if actor.may(KEEP.name):
        expired, expiring = queries.count_ending(actor)
        for count, state, label, colour in (
            (expired, queries.EXPIRED, Text("Papers of customers that have expired"), "red"),
            (expiring, queries.EXPIRING, Text("Papers of customers that expire soon"), "yellow"),
        ):
            found += [Notice(label, str(count), _list(state), colour, order=45)] if count else []
    return found


def fact_labels() -> dict[str, Text]:
    """How the fields of a paper are called in history (hook `fact_labels`)."""
    return {key: Text(label) for key, label in LABELS.items()}


def fact_values() -> dict[str, Callable[[Any], Text | str]]:
    """Numbers stay covered in history too: they are shown on the page, where the showing is recorded (O-07)."""
    checker = {"paper_kind.checked_by": lambda value: Text(CHECKERS.get(value, value))}
    return {**{key: lambda value: covered(value, "code") for key in COVERED}, **checker}


def _list(state: str) -> str:
    return url_for("papers.listing", state=state)


def customer_of_subject(subject: str) -> int | None:
    """Whose paper this is; None for other subjects."""
    return customer_of_thing(subject, "paper", Paper)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a paper, such as its scan; None for other subjects (O-12)."""
    return _is_paper(subject, file_visible(actor))


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang scans on a paper or take them off: not any more once it is verified (C-55)."""
    return _is_paper(subject, and_(file_editable(actor), Paper.state == RECEIVED))


def _is_paper(subject: str, condition: ColumnElement[bool]) -> bool | None:
    paper_id = id_in(subject, "paper")
    if paper_id is None:
        return None
    query = select(Paper.id).join(Customer, Customer.id == Paper.customer_id)
    return db.session.scalar(query.where(Paper.id == paper_id, condition)) is not None
