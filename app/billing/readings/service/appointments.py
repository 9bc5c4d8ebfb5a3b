"""Agreeing when a meter is read, and what became of it (G-03)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from app.billing.readings.feature import APPOINTED, APPOINTMENT_KEPT, APPOINTMENT_MISSED
from app.billing.readings.models import Appointment
from app.billing.readings.queries.appointments import appointment
from app.billing.readings.queries.items import line
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.unit_of_work import unit_of_work

ENDED = {"kept": APPOINTMENT_KEPT, "missed": APPOINTMENT_MISSED}


def make_appointment(item_id: int, *, at: datetime, note: str | None, by: Actor) -> Appointment:
    """Agree on a moment at which the meter of an account of a plan is read (G-03)."""
    with unit_of_work(by=by) as work:
        agreed_for = line(item_id, by)
        made = Appointment(plan_item_id=item_id, at=at, note=note, made_by=by.name)
        work.session.add(made)
        work.session.flush()
        account = agreed_for.account
        facts = {"account": account.number, "at": at}
        record(APPOINTED, f"account:{account.id}", customer_id=account.customer_id, facts=facts)
        return made


def end_appointment(appointment_id: int, *, outcome: str, note: str | None, by: Actor) -> None:
    """Say whether an appointment was kept or missed (G-03). Raises Conflict where somebody said so before."""
    if outcome not in ENDED:
        raise Refused(Text("Please choose one of the list."), field="outcome")
    with unit_of_work(by=by) as work:
        agreed = appointment(appointment_id, by)
        still_open = update(Appointment).where(Appointment.id == appointment_id, Appointment.outcome.is_(None))
        said = {"outcome": outcome, "outcome_note": note, "outcome_at": work.at}
        changed = work.session.execute(still_open.values(said).execution_options(synchronize_session=False))
        if not changed.rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody was quicker: the appointment is closed already."))
        account = line(agreed.plan_item_id, by).account
        facts = {"account": account.number}
        record(ENDED[outcome], f"account:{account.id}", customer_id=account.customer_id, facts=facts, reason=note)
