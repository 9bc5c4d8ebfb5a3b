"""By which accounts and meters customers are compared, to find those who are one (C-07)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, select

from app.billing.accounts.models import GasAccount
from app.billing.meters.models import Installation, Meter
from app.extensions import db


def duplicate_keys(ids: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
    """By which accounts, meters that hang there now and telephones of accounts these customers are compared (C-07)."""
    query = select(GasAccount.id, GasAccount.customer_id, GasAccount.number, GasAccount.phone, Meter.number)
    query = query.outerjoin(
        Installation, and_(Installation.account_id == GasAccount.id, Installation.removed_on.is_(None))
    )
    query = query.outerjoin(Meter, Meter.id == Installation.meter_id).where(GasAccount.customer_id.in_(ids))
    for account_id, customer_id, number, phone, meter in db.session.execute(query.order_by(GasAccount.id)):
        yield from keys_of(account_id, customer_id, number, meter, phone)


def keys_of(
    account_id: int, customer_id: int, number: str, meter: str | None, phone: str | None
) -> Iterator[tuple[int, str, str, str]]:
    """What one account adds to the keys of its customer: customer, kind, value, source."""
    for kind, value in (("meter", number), ("meter", meter), ("phone", phone)):
        if value:
            yield customer_id, kind, value, f"account:{account_id}"
