"""Making, changing and keeping appointments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select, update

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import Deed, changes, record, record_many
from app.office.numbering.service import next_number
from app.reception.appointments import feature, queries, rules
from app.reception.appointments.models import Appointment
from app.reception.appointments.rules import ANNOUNCED, ARRIVED, CANCELLED, EXPECTED, MISSED, NewAppointment
from app.reception.queue.models import Visit
from app.reception.queue.rules import phone_of, phone_said
from app.reception.queue.service import register
from app.search.index import put
from app.search.tokens import tokens_of
from app.unit_of_work import Work, current_work, unit_of_work

SCOPE = "appointments"
CHANGEABLE = (
    "kind", "day", "at", "purpose_id", "customer_id", "name", "phone", "party", "staff_id", "announced_by_id", "note",
)  # fmt: skip


def make(new: NewAppointment, *, by: Actor) -> Appointment:
    """Make an appointment, or announce the friend of an old customer (R-62); it gets a number.

    Raises Refused for what cannot be kept and where the same person is expected that day already.
    """
    with unit_of_work(by=by) as work:
        new = _read(new, by)
        rules.check(new, clock.today())
        _check_once(work, new)
        month = f"{clock.today():%y%m}"
        made = Appointment(number=rules.number_of(month, next_number(SCOPE, month)), call_id=new.call_id)
        for name in CHANGEABLE:
            setattr(made, name, getattr(new, name))
        made.state, made.version = EXPECTED, 1
        made.made_at, made.made_by, made.made_by_id = work.at, by.name, by.staff_id
        work.session.add(made)
        work.session.flush()
        _index(made)
        record(feature.ANNOUNCED if made.kind == ANNOUNCED else feature.MADE, **_entry(made))
    return made


def change(appointment_id: int, version: int, new: NewAppointment, *, by: Actor) -> None:
    """Change an appointment that is still expected. Raises Refused, Conflict."""
    with unit_of_work(by=by) as work:
        new = _read(new, by)
        rules.check(new, clock.today())
        _check_once(work, new, but=appointment_id)
        before = work.session.scalars(select(Appointment).where(Appointment.id == appointment_id)).one()
        wanted = {name: getattr(new, name) for name in CHANGEABLE}
        changed = changes({name: getattr(before, name) for name in CHANGEABLE}, wanted)
        one = _move(work, appointment_id, version, (EXPECTED,), wanted)
        _index(one)
        record(feature.CHANGED, **_entry(one, changes=changed))


def cancel(appointment_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Call an appointment off, with the reason. Raises Refused, Conflict."""
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        values = {"state": CANCELLED, "state_why": reason.strip()}
        one = _move(work, appointment_id, version, (EXPECTED, MISSED), values)
        record(feature.CANCELLED, **_entry(one), reason=reason.strip())


def check_in(appointment_id: int, version: int, *, again: bool = False, by: Actor) -> Visit:
    """Let an expected visitor into the line, at the place that the office gives to appointments (R-62).

    `again` confirms that the same person is registered a second time today. Raises AlreadyHere, Refused, Conflict.
    """
    with unit_of_work(by=by) as work:
        one = work.session.scalars(select(Appointment).where(Appointment.id == appointment_id)).one()
        if (one.state, one.version, one.day) != (EXPECTED, version, clock.today()):
            raise _overtaken()
        return register(replace(queries.as_visit(one), again=again), by=by)


def arrived(appointment_id: int, visit: Visit, *, by: Actor) -> None:
    """Note that an expected visitor stands in the line (hook visit_registered). Raises Conflict where he did before."""
    with unit_of_work(by=by) as work:
        one = work.session.scalars(select(Appointment).where(Appointment.id == appointment_id)).one()
        values = {"state": ARRIVED, "visit_id": visit.id}
        one = _move(work, appointment_id, one.version, (EXPECTED,), values)
        record(feature.ARRIVED, **_entry(one, visit=visit.number))


def not_come_after_all(visit: Visit, *, by: Actor) -> None:
    """A visit was registered by mistake and cancelled: whoever had the appointment is expected again."""
    with unit_of_work(by=by) as work:
        mine = select(Appointment).where(Appointment.visit_id == visit.id, Appointment.state == ARRIVED)
        for one in work.session.scalars(mine).all():
            moved = _move(work, one.id, one.version, (ARRIVED,), {"state": EXPECTED, "visit_id": None})
            record(feature.REOPENED, **_entry(moved))


def come_after_all(visit: Visit, *, by: Actor) -> None:
    """A visit that was cancelled goes on: whoever is still expected by its appointment has come."""
    with unit_of_work(by=by) as work:
        waits = select(Appointment.id).where(Appointment.id == visit.appointment_id, Appointment.state == EXPECTED)
        for appointment_id in work.session.scalars(waits).all():
            arrived(appointment_id, visit, by=by)


def miss(ids: list[int], *, by: Actor) -> int:
    """Write down that these did not come on their day; return how many. Those who came meanwhile stay."""
    with unit_of_work(by=by) as work:
        open_yet = (Appointment.id.in_(ids), Appointment.state == EXPECTED, Appointment.day < clock.today())
        over = list(work.session.scalars(select(Appointment).where(*open_yet)))
        values = {"state": MISSED, "version": Appointment.version + 1}
        done = update(Appointment).where(*open_yet).values(values)
        work.session.execute(done.execution_options(synchronize_session=False))
        deeds = [
            Deed(f"appointment:{one.id}", one.customer_id, {"number": one.number, "name": one.name}) for one in over
        ]
        record_many(feature.MISSED, deeds)
    return len(over)


def _read(new: NewAppointment, by: Actor) -> NewAppointment:
    """The visitor with his words tidied, and with the customer's own name and number where nothing else was said."""
    name, phone = tidy(new.name), phone_said(new.phone)
    if new.customer_id is not None:
        known = select(Customer).where(Customer.id == new.customer_id, customer_visible(by))
        customer = current_work().session.scalars(known).one_or_none()
        if customer is None:
            raise Refused(Text("This customer is not known."), field="customer")
        name, phone = name or customer.name, phone or phone_of(customer.phone or "")
    if not name:
        raise Refused(Text("Please fill this in."), field="name")
    return replace(new, name=name, phone=phone, note=(new.note or "").strip() or None)


def _check_once(work: Work, new: NewAppointment, but: int = 0) -> None:
    same = [Appointment.phone == new.phone] if new.phone else []
    same += [Appointment.customer_id == new.customer_id] if new.customer_id else []
    if not same:
        return
    query = select(Appointment.number).where(Appointment.day == new.day, Appointment.state == EXPECTED, or_(*same))
    number = work.session.scalars(query.where(Appointment.id != but).limit(1)).first()
    if number is not None:
        raise Refused(Text("This person is expected that day already: %(number)s.", number=number), field="day")


def _move(work: Work, appointment_id: int, version: int, known: tuple[str, ...], values: dict[str, Any]) -> Appointment:
    seen = (Appointment.id == appointment_id, Appointment.version == version, Appointment.state.in_(known))
    done = update(Appointment).where(*seen).values(**values, version=version + 1)
    if not work.session.execute(done.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
        raise _overtaken()
    return work.session.get_one(Appointment, appointment_id, populate_existing=True)


def _overtaken() -> Conflict:
    return Conflict(Text("This appointment is no longer as you saw it. Look at it again."))


def _entry(one: Appointment, **more: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"number": one.number, "name": one.name, "day": one.day, **more}
    return {"subject": f"appointment:{one.id}", "customer_id": one.customer_id, "facts": facts}


def _index(one: Appointment) -> None:
    put("appointment", [(one.id, tokens_of(name=one.name, phones=[one.phone or ""], numbers=[one.number]))])
