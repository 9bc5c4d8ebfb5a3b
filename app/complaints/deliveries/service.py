"""Entering and correcting orders with their deliveries."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.deliveries import queries, rules
from app.complaints.deliveries.feature import CHANGED, ENTERED
from app.complaints.deliveries.models import DeliveryNote
from app.complaints.deliveries.rules import NewDelivery
from app.customers.files import queries as files
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.extensions import db
from app.office.history.service import changes, record
from app.unit_of_work import Work, unit_of_work
from app.web.feature import Action

NUMBERS = ("order_number", "material_number", "note_number")


def enter(new: NewDelivery, *, by: Actor) -> DeliveryNote:
    """Enter an order with its delivery (F-98). Raises Refused for what cannot be right, for a customer whom this
    actor does not know, and where this material stands on this note of this order already."""
    with unit_of_work(by=by) as work:
        rules.check(new, clock.today())
        if not _known(new.customer_id, by):
            raise Refused(Text("There is no such customer."), field="customer")
        values = plain(new)
        _refuse_second(work, values)
        made = DeliveryNote(**values, made_by=by.name, made_at=work.at)
        work.session.add(made)
        work.session.flush()
        _record(ENTERED, made)
    return made


def change(delivery_id: int, version: int, new: NewDelivery, reason: str, *, by: Actor) -> DeliveryNote:
    """Correct a delivery, with the reason; slips that were written by it keep what they say.

    Raises NoResultFound, Refused, and Conflict where somebody was quicker.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        before = queries.delivery(delivery_id, by).DeliveryNote
        rules.check(new, clock.today())
        values = {**plain(new), "customer_id": before.customer_id}
        _refuse_second(work, values, but=delivery_id)
        changed = changes({name: getattr(before, name) for name in rules.LABELS}, {k: values[k] for k in rules.LABELS})
        held = update(DeliveryNote).where(DeliveryNote.id == delivery_id, DeliveryNote.version == version)
        done = work.session.execute(held.values(**values, version=version + 1))
        if not done.rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody else has changed this meanwhile. Look at it again."))
        made = work.session.get_one(DeliveryNote, delivery_id, populate_existing=True)
        _record(CHANGED, made, reason=reason.strip(), changes=changed)
    return made


def plain(new: NewDelivery) -> dict[str, Any]:
    """What was typed as columns: numbers in capitals, empty words as nothing."""
    values = {**asdict(new), **{name: tidy(getattr(new, name)).upper() for name in NUMBERS}}
    return {**values, "unit": tidy(new.unit), "product": tidy(new.product or "") or None}


def _known(customer_id: int, by: Actor) -> bool:
    query = select(Customer.id).where(Customer.id == customer_id, files.visible(by))
    return db.session.scalar(query) is not None


def _refuse_second(work: Work, values: dict[str, Any], but: int = 0) -> None:
    same = (getattr(DeliveryNote, name) == values[name] for name in NUMBERS)
    if work.session.scalar(select(DeliveryNote.id).where(*same, DeliveryNote.id != but)) is not None:
        raise Refused(Text("This material stands on this delivery note of this order already."), field="note_number")


def _record(action: Action, one: DeliveryNote, *, reason: str | None = None, **more: Any) -> None:
    facts = {"order": one.order_number, "note": one.note_number, "delivered": one.delivered, **more}
    customer_id = None if reason else one.customer_id  # prices and reasons are nothing for readers of the file
    record(action, queries.subject_of(one.id), customer_id=customer_id, facts=facts, reason=reason)
