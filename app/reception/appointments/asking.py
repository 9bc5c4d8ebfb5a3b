"""From what was typed to an appointment, and from a call or a file to what is typed already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.customers.files import queries as files
from app.domain.actor import Actor
from app.office.staff.queries import colleagues
from app.reception.appointments.forms import AppointmentFields, FilterForm
from app.reception.appointments.queries import Filters
from app.reception.appointments.rules import NewAppointment
from app.reception.calls import queries as calls
from app.reception.calls.feature import SEE as SEE_CALLS
from app.reception.counters.queries import purpose_choices
from app.reception.queue.at_door import customer_meant
from app.web.converters import id_typed


def ready(form: AppointmentFields, *, keep: int | None = None) -> AppointmentFields:
    """The form with the office's purposes and people; the usual purpose is chosen already."""
    form.purpose_id.choices = purpose_choices(keep=keep)
    form.staff_id.choices = colleagues()
    if form.purpose_id.data is None and form.purpose_id.choices and not form.is_submitted():
        form.purpose_id.data = form.purpose_id.choices[0][0]
    return form


def appointment_of(form: AppointmentFields, actor: Actor, *, call_id: int | None = None) -> NewAppointment:
    """What was typed, with the customers whom it means. Raises Refused beside the field."""
    return NewAppointment(
        day=form.day.data,
        purpose_id=form.purpose_id.data,
        kind=form.kind.data,
        at=form.moment(),
        name=form.name.data or "",
        phone=form.phone.data,
        customer_id=customer_meant(form.customer.data, actor, "customer"),
        party=form.party.data,
        staff_id=form.staff_id.data,
        announced_by_id=customer_meant(form.announced_by.data, actor, "announced_by"),
        call_id=call_id,
        note=form.note.data,
    )


def prefilled(args: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What a call or a customer's page knows already. Raises NoResultFound for what the actor may not know of."""
    found: dict[str, Any] = {name: args.get(name) for name in ("name", "phone") if args.get(name)}
    if customer_id := id_typed(args.get("customer_id")):
        known = files.seen(customer_id, actor).customer
        found |= {"customer": known.number, "name": known.name, "phone": known.phone, "staff_id": known.owner_id}
    if call_id := call_of(args.get("call_id"), actor):
        seen = calls.call(call_id, actor)
        one = seen.call
        found |= {"name": one.name, "phone": one.phone, "purpose_id": one.purpose_id, "note": one.matter[:500]}
        found |= {"day": one.invited_for, "staff_id": one.staff_id, "customer": seen.customer, "call_id": call_id}
    return found


def call_of(typed: Any, actor: Actor) -> int | None:
    """The call from which an appointment comes, if this actor may see calls. Raises NoResultFound for none."""
    call_id = id_typed(typed) if actor.may(SEE_CALLS.name) else None
    return calls.call(call_id, actor).call.id if call_id else None


def filters_of(form: FilterForm) -> Filters:
    """What the list is narrowed to."""
    form.staff.choices = colleagues()
    if not form.validate():
        return Filters()
    return Filters(form.day.data, form.state.data, form.staff.data, form.q.data or "")
