"""Who is in the rota, in which standing order, and who has duty when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, update

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.office.history.service import record
from app.office.staff import queries as staff
from app.reception.rota import queries
from app.reception.rota.feature import MEMBER, PLANNED
from app.reception.rota.kinds import tell_reps_changed
from app.reception.rota.models import Duty, RotaMember
from app.reception.rota.rules import lines as words
from app.reception.rota.service.ledger import hold, today, write
from app.reception.rota.words import SHIFTS
from app.unit_of_work import current_work, unit_of_work

ADDED, REMOVED, UP, DOWN = N_("is in the rota"), N_("is no longer in the rota"), N_("moved up"), N_("moved down")


def add_member(staff_id: int, *, by: Actor) -> None:
    """Put somebody at the end of the list of those who take turns. Raises Refused, NoResultFound."""
    with unit_of_work(by=by) as work:
        person = staff.person(staff_id)
        if staff_id in queries.members():
            raise Refused(Text("%(name)s is in the rota already.", name=person.name), field="staff")
        if not person.active:
            raise Refused(Text("%(name)s does not work here any more.", name=person.name), field="staff")
        place = (work.session.scalar(select(func.max(RotaMember.place))) or 0) + 1
        work.session.merge(RotaMember(staff_id=staff_id, place=place, active=True))
        _tell(person.name, ADDED)


def remove_member(staff_id: int, *, by: Actor) -> None:
    """Take somebody out of the rota from the next day on; his lines stay. Raises NoResultFound."""
    with unit_of_work(by=by) as work:
        person = staff.person(staff_id)
        work.session.execute(update(RotaMember).where(RotaMember.staff_id == staff_id).values(active=False))
        _tell(person.name, REMOVED)


def move_member(staff_id: int, steps: int, *, by: Actor) -> None:
    """Move somebody in the standing order: -1 up, 1 down. It counts for new days, never for the line of today."""
    with unit_of_work(by=by) as work:
        order = list(queries.members())
        if staff_id not in order:
            raise Refused(Text("This person is not in the rota."))
        at = order.index(staff_id)
        to = min(max(at + steps, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        for place, one in enumerate(order, 1):
            work.session.execute(update(RotaMember).where(RotaMember.staff_id == one).values(place=place))
        _tell(staff.person(staff_id).name, UP if steps < 0 else DOWN)


def plan_duty(staff_id: int, day: date, shift: str | None, *, by: Actor) -> None:
    """Plan somebody's shift of a day (排班), or plan nothing (None) (R-01, F-01). Raises Refused."""
    if shift is not None and shift not in SHIFTS:
        raise Refused(Text("Please choose one of the list."), field="shift")
    with unit_of_work(by=by) as work:
        person = staff.person(staff_id)
        found = work.session.scalars(select(Duty).where(Duty.day == day, Duty.staff_id == staff_id)).one_or_none()
        if (found.shift if found else None) == shift:
            return
        if found is not None and shift is None:
            work.session.delete(found)
        else:
            duty = found or Duty(day=day, staff_id=staff_id)
            duty.shift, duty.made_at, duty.made_by = shift or "", work.at, by.name
            work.session.add(duty)
        work.session.flush()
        facts = {"person": person.name, "day": day, "shift_msgid": SHIFTS[shift] if shift else N_("nothing planned")}
        record(PLANNED, f"rota_member:{staff_id}", facts=facts)


def forget_leaver(staff_id: int, _left_on: date, *, by: Actor) -> None:
    """Take a person who leaves the office out of the rota, out of the line of today too (hook `staff_left`)."""
    if not queries.was_member(staff_id):
        return
    with unit_of_work(by=by):
        remove_member(staff_id, by=by)
        day = today()
        state = queries.state(day) if hold(day) else None
        if state is not None and staff_id in state.order:
            write(day, words.LEAVE, staff_id)
            tell_reps_changed(by=by)


def _tell(name: str, what: str) -> None:
    record(MEMBER, "rota", facts={"person": name, "what_msgid": what})
    current_work().touch("rota")
