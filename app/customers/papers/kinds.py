"""What stands above is told when the papers of customers change: the hook `papers_changed(customer_ids, *, by)`.

It is called inside the unit of work in which a paper is verified, rejected, replaced, or its renewal proved, and in
which invoicing data is verified or rejected.
"""

from __future__ import annotations

from collections.abc import Collection

from app.domain.actor import Actor
from app.web import registry


def papers_changed(customer_ids: Collection[int], *, by: Actor) -> None:
    """Tell of customers whose papers are worth something else now."""
    for tell in registry.hooked("papers_changed"):
        tell(customer_ids, by=by)
