"""What matters of several departments answer to others."""

from __future__ import annotations

from flask import url_for

from app.complaints.disputes import queries
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.hooks import Hit, Notice


def closing_obstacles(complaint_id: int) -> list[Text]:
    """A complaint is not closed while departments disagree about it (hook `closing_obstacles`, K-78)."""
    return [
        Text("Matter %(number)s between departments is not settled.", number=number)
        for number in queries.open_of(complaint_id)
    ]


def notices(actor: Actor) -> list[Notice]:
    """Matters of this user's departments that are not settled (hook `today`)."""
    label, url = Text("Matters between departments that are not settled"), url_for("disputes.listing")
    return [Notice(label, queries.not_settled(actor), url, "yellow", order=55)]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The matter of this number (hook `search`)."""
    one = queries.called(query, actor)
    return [Hit(Text("Between departments"), one.number, one.matter, queries.page_url(one.id))] if one else []
