"""Hanging meters up and taking them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.billing.meters import queries
from app.billing.meters.feature import METER_INSTALLED, METER_REMOVED
from app.billing.meters.models import Installation, Meter
from app.billing.meters.queries import in_parts
from app.billing.meters.rules import NewMeter, check_free, check_new, check_removal
from app.columns import table_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.domain.volume import Volume
from app.office.history.service import record
from app.unit_of_work import Work, current_work, unit_of_work


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meter hangs: the account's id, its number and its customer's id, for the history."""

    account_id: int
    number: str
    customer_id: int


def install_meter(place: Place, meter: NewMeter, *, by: Actor) -> int:
    """Hang a meter up at an account that has none; return the installation's id (G-01).

    Raises Refused for a meter that cannot exist, that hangs elsewhere, or where the account has one already.
    """
    check_new(meter)
    with unit_of_work(by=by) as work:
        if queries.installation_of(place.account_id):
            raise Refused(Text("A meter hangs here already. Take it down first."), field="meter")
        known = queries.meters_by_number([meter.number]).get(meter.number)
        check_free(meter, known)
        meter_id = known.meter_id if known else _new_meter(work, meter)
        installation = Installation(
            meter_id=meter_id,
            account_id=place.account_id,
            installed_on=meter.installed_on,
            initial_reading=meter.initial_reading,
            factor=meter.factor,
        )
        work.session.add(installation)
        _flush(work)
        facts = {"meter": meter.number, "account": place.number, "reading_m3": meter.initial_reading}
        record(METER_INSTALLED, f"account:{place.account_id}", customer_id=place.customer_id, facts=facts)
        return installation.id


def remove_meter(place: Place, *, on: date, final_reading: Volume, by: Actor) -> None:
    """Take down the meter that hangs at an account; what it shows then, in 0.001 m³, stays with it.

    Does nothing where none hangs. Raises Refused for a reading that the meter cannot show.
    """
    with unit_of_work(by=by) as work:
        hanging = queries.installation_of(place.account_id)
        if hanging is None:
            return
        check_removal(on, final_reading, hanging.installed_on, hanging.digits)
        work.session.execute(
            update(Installation)
            .where(Installation.id == hanging.installation_id)
            .values(removed_on=on, final_reading=final_reading)
        )
        facts = {"meter": hanging.number, "account": place.number, "reading_m3": final_reading}
        record(METER_REMOVED, f"account:{place.account_id}", customer_id=place.customer_id, facts=facts)


def install_many(meters: Sequence[tuple[int, NewMeter, int | None]], *, batch_id: int) -> None:
    """Hang up a meter at the account of each id, all checked before: one slice of an import.

    Each comes with the id of the meter where the office knows it already.
    """
    session = current_work().session
    unknown = [meter for _, meter, known in meters if known is None]
    if unknown:
        rows = [{"number": meter.number, "digits": meter.digits, "batch_id": batch_id} for meter in unknown]
        session.execute(insert(table_of(Meter)), rows)
    ids = queries.ids_by_number([meter.number for meter in unknown])
    hung = [
        {
            "meter_id": known or ids[meter.number],
            "account_id": account_id,
            "installed_on": meter.installed_on,
            "initial_reading": meter.initial_reading,
            "factor": meter.factor,
        }
        for account_id, meter, known in meters
    ]
    session.execute(insert(table_of(Installation)), hung)


def remove_many(account_ids: Sequence[int], *, batch_id: int) -> None:
    """Forget the installations at these accounts and the meters that this import brought: an import is taken back."""
    session = current_work().session
    for part in in_parts(account_ids):
        here = select(Installation.meter_id).where(Installation.account_id.in_(part))
        meter_ids = session.scalars(here).all()
        session.execute(delete(Installation).where(Installation.account_id.in_(part)))
        session.execute(delete(Meter).where(Meter.id.in_(meter_ids), Meter.batch_id == batch_id))


def _new_meter(work: Work, meter: NewMeter) -> int:
    made = Meter(number=meter.number, digits=meter.digits)
    work.session.add(made)
    _flush(work)
    return made.id


def _flush(work: Work) -> None:
    try:
        work.session.flush()
    except IntegrityError:
        raise Conflict(Text("Somebody has just hung up this meter. Look at the page again."), field="meter") from None
