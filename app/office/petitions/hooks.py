"""What petitions answer to pages that do not know them."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.petitions import queries
from app.web.hooks import Hit


def hits(actor: Actor, query: str) -> list[Hit]:
    """The petition of this number, as its QR code says it (hook `search`)."""
    found = queries.called(query.strip().upper(), actor)
    if found is None:
        return []
    petition = found.petition
    return [Hit(Text("Petition"), f"{petition.number} {petition.subject}", found.author, queries.page_of(petition.id))]
