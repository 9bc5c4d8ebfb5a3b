"""Looking at agreed readings (G-03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.readings.models import Appointment, PlanItem
from app.domain.actor import Actor
from app.extensions import db

MOST_A_DAY = 500


def appointments_on(day: date, actor: Actor) -> Sequence[Any]:
    """The appointments of a day with their account, in the order of the clock."""
    begin = clock.at_office(datetime.combine(day, time()))
    query = (
        select(Appointment, GasAccount)
        .join(PlanItem, PlanItem.id == Appointment.plan_item_id)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .where(Appointment.at >= begin, Appointment.at < begin + timedelta(days=1), visible(actor))
    )
    return db.session.execute(query.order_by(Appointment.at, Appointment.id).limit(MOST_A_DAY)).all()


def appointments_of(item_id: int) -> Sequence[Appointment]:
    """The appointments of an account of a plan, the newest first."""
    query = select(Appointment).where(Appointment.plan_item_id == item_id)
    return db.session.scalars(query.order_by(Appointment.id.desc())).all()


def appointment(appointment_id: int, actor: Actor) -> Appointment:
    """One appointment. Raises NoResultFound where there is none or the actor may not know of it."""
    query = (
        select(Appointment)
        .join(PlanItem, PlanItem.id == Appointment.plan_item_id)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .where(Appointment.id == appointment_id, visible(actor))
    )
    return db.session.scalars(query).one()
