"""By what a customer is found whose file was made one with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from app.customers.files.models import Customer
from app.extensions import db
from app.search.tokens import tokens_of


def tokens(ids: Sequence[int]) -> dict[int, set[str]]:
    """The names and telephones of files that were made one with any of these (hook `customer_tokens`)."""
    query = select(Customer.merged_into_id, Customer.name, Customer.phone).where(Customer.merged_into_id.in_(ids))
    found: dict[int, set[str]] = defaultdict(set)
    for survivor_id, name, phone in db.session.execute(query.order_by(Customer.id)):
        found[survivor_id or 0] |= tokens_of(name=name, phones=[phone or ""])
    return found
