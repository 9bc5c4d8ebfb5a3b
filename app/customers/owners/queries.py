"""Who looks after whom."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.customers.owners.models import Spell


def looked_after_by(staff_id: int | None) -> Select[int]:
    """The ids of the customers that this member of staff looks after now beside their owners, as a subquery (C-22)."""
    query = select(Spell.customer_id).where(Spell.staff_id == staff_id, Spell.part == "second")
    return query.where(Spell.until_at.is_(None))
