"""What papers tell pages that do not know them: lines of the first page, labels of history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for

from app.customers.files.masking import covered
from app.customers.papers import queries
from app.customers.papers.feature import KEEP
from app.customers.papers.rules import CHECKERS
from app.domain.actor import Actor
from app.domain.text import N_, Text
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
