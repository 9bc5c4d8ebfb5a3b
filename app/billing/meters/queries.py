"""Looking at meters: where each hangs now and where it hung."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from app.billing.meters.models import Installation, Meter
from app.billing.meters.rules import KnownMeter
from app.domain.volume import Factor, Volume
from app.extensions import db
from app.office.batches.queries import published

AT_ONCE = 5000  # values in one IN list, well below what both databases take


@dataclass(frozen=True, slots=True)
class Installed:
    """A meter at an account with the readings in 0.001 m³ at both ends; `removed_on` is None while it hangs there."""

    installation_id: int
    account_id: int
    meter_id: int
    number: str
    digits: int
    factor: Factor
    installed_on: date | None
    initial_reading: Volume
    removed_on: date | None
    final_reading: Volume | None


def in_parts(values: Collection[Any]) -> Iterator[Sequence[Any]]:
    """Cut many values into lists that one question can hold."""
    whole = list(values)
    return (whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE))


def installation_of(account_id: int) -> Installed | None:
    """The meter that hangs at this account now; None where there is none."""
    return current_installations([account_id]).get(account_id)


def current_installations(account_ids: Collection[int]) -> dict[int, Installed]:
    """Account id -> the meter that hangs there now; accounts without one are left out."""
    found = (
        row
        for part in in_parts(account_ids)
        for row in db.session.execute(
            _installed().where(Installation.account_id.in_(part), Installation.removed_on.is_(None))
        )
    )
    return {row.account_id: Installed(*row) for row in found}


def installations_of(account_id: int) -> list[Installed]:
    """Every meter that hangs or hung at this account, the newest first."""
    query = _installed().where(Installation.account_id == account_id).order_by(Installation.id.desc())
    return [Installed(*row) for row in db.session.execute(query)]


def accounts_of_meter(number: str) -> Select[Any]:
    """Select the ids of the accounts at which the meter of this number hangs or hung."""
    return select(Installation.account_id).join(Meter, Meter.id == Installation.meter_id).where(Meter.number == number)


def meters_by_number(numbers: Collection[str]) -> dict[str, KnownMeter]:
    """Meter number -> what the office knows of it, for those it knows. Also of imports that are not applied."""
    hangs = and_(Installation.meter_id == Meter.id, Installation.removed_on.is_(None))
    earlier = aliased(Installation)
    last_removal = select(func.max(earlier.removed_on)).where(earlier.meter_id == Meter.id).scalar_subquery()
    query = select(
        Meter.id, Meter.number, Meter.digits, Installation.account_id, last_removal, published(Meter.batch_id)
    ).outerjoin(Installation, hangs)
    rows = (row for part in in_parts(numbers) for row in db.session.execute(query.where(Meter.number.in_(part))))
    return {row.number: KnownMeter(*row) for row in rows}


def ids_by_number(numbers: Collection[str]) -> dict[str, int]:
    """Meter number -> the meter's id, for those the office knows."""
    query = select(Meter.number, Meter.id)
    rows = (row for part in in_parts(numbers) for row in db.session.execute(query.where(Meter.number.in_(part))))
    return {row.number: row.id for row in rows}


def _installed() -> Select[Any]:
    columns: Sequence[Any] = (
        Installation.id,
        Installation.account_id,
        Meter.id,
        Meter.number,
        Meter.digits,
        Installation.factor,
        Installation.installed_on,
        Installation.initial_reading,
        Installation.removed_on,
        Installation.final_reading,
    )
    return select(*columns).join(Meter, Meter.id == Installation.meter_id)
