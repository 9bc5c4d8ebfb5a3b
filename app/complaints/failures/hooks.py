"""What failures answer to pages that do not know them."""

from __future__ import annotations

from flask import url_for

from app.complaints.failures import queries
from app.complaints.failures.rules import short
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.hooks import Hit, Notice


def notices(actor: Actor) -> list[Notice]:
    """The major failures that are not over (hook `today`)."""
    url = url_for("failures.listing")
    return [Notice(Text("Major failures that are not over"), queries.lasting(actor), url, "red", order=5)]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The failure of this number (hook `search`)."""
    one = queries.called(query, actor)
    title = f"{one.number} {one.place}" if one else ""
    return [Hit(Text("Major failure"), title, short(one.symptom), queries.page_url(one.id))] if one else []
