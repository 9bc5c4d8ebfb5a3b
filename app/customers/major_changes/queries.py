"""The looks at major changes. Whoever asks has looked first whether he may read the file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.customers.major_changes.models import MajorChange
from app.extensions import db

MOST_SHOWN = 200


def of(customer_id: int, *, withdrawn: bool = False) -> Sequence[MajorChange]:
    """The major changes of a customer, the latest first; those that were withdrawn only where they are wanted."""
    query = select(MajorChange).where(MajorChange.customer_id == customer_id)
    if not withdrawn:
        query = query.where(MajorChange.withdrawn_why.is_(None))
    newest = query.order_by(MajorChange.happened_on.desc(), MajorChange.id.desc())
    return db.session.scalars(newest.limit(MOST_SHOWN)).all()


def one(change_id: int) -> MajorChange:
    """One major change. Raises NoResultFound."""
    query = select(MajorChange).where(MajorChange.id == change_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
