"""What the pages of others ask of approvals."""

from __future__ import annotations

from flask import url_for

from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.approvals import queries_lists as lists
from app.web.hooks import Hit, Notice

LABELS = {
    "name": N_("Name"),
    "department": N_("Department"),
    "amount_from_fen": N_("From this amount"),
    "amount_to_fen": N_("Below this amount"),
    "active": N_("In use"),
    "steps": N_("Steps"),
}


def notices(actor: Actor) -> list[Notice]:
    """How many requests wait for this user, and how many of his own were put back (hook `today`)."""
    found = []
    if waiting := lists.waiting_count(actor):
        label = Text("Requests that wait for my decision")
        found.append(Notice(label, lists.capped(waiting), url_for("approvals.waiting"), "yellow", order=20))
    if asked := lists.asked_count(actor):
        label = Text("My requests with a question to answer")
        found.append(Notice(label, lists.capped(asked), url_for("approvals.mine", state="asked"), "yellow", order=21))
    return found


def hits(actor: Actor, query: str) -> list[Hit]:
    """The request of this number (hook `search`)."""
    return [
        Hit(Text("Request for approval"), one.title, one.number, url_for("approvals.show", approval_id=one.id))
        for one in lists.numbered(actor, query)
    ]


def fact_labels() -> dict[str, Text]:
    """How the fields of a row of the matrix are called in history (hook `fact_labels`)."""
    return {f"approval_chain.{key}": Text(label) for key, label in LABELS.items()}
