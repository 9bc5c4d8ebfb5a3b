"""The daily call list (每日邀约/签约/缴款名单): whom to call, by whom, and what came of it (R-93)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.reception.queue.rules import phone_said
from app.reception.register import rules
from app.reception.register.feature import CALLED, DROPPED, MINUTES, PLANNED
from app.reception.register.models import PlannedCall
from app.reception.register.tasks import PLANNED_CALL
from app.unit_of_work import current_work, unit_of_work

MOVED_ON = Text("Somebody was quicker: this line is no longer as you saw it. Look at it again.")


@dataclass(frozen=True, slots=True)
class NewPlanned:
    """A line of the call list to be written; `aim` is invite, sign or pay."""

    day: date
    staff_id: int
    aim: str
    name: str
    phone: str | None = None
    customer_id: int | None = None
    note: str | None = None


def plan_call(new: NewPlanned, *, by: Actor) -> PlannedCall:
    """Put somebody on the call list of a day (R-93); whoever is to call gets a task that is due that day.

    Raises Refused for a day that is over, nobody to call, and who stands on that day's list already.
    """
    name, phone = tidy(new.name), phone_said(new.phone)
    rules.check_planned(new.day, clock.today(), new.aim, name)
    with unit_of_work(by=by) as work:
        _check_people(new, by)
        _refuse_second(new, name, phone)
        made = PlannedCall(day=new.day, staff_id=new.staff_id, aim=new.aim, customer_id=new.customer_id, name=name)
        made.phone, made.note, made.made_at, made.made_by = phone, new.note, work.at, by.name
        work.session.add(made)
        work.session.flush()
        facts: dict[str, Any] = {"name": name, "aim": Text(rules.AIMS[new.aim])}
        url = f"/reception/register/call-list?day={new.day}&staff={new.staff_id}"
        to = Party(staff_id=new.staff_id)
        open_task(
            PLANNED_CALL, subject_of(made.id), facts=facts, url=url, to=to, due_on=new.day,
            customer_id=new.customer_id, by=by,
        )  # fmt: skip
        record(PLANNED, subject_of(made.id), customer_id=made.customer_id, facts={"name": name, "day": new.day})
    return made


def finish(planned_id: int, version: int, result: str, *, by: Actor) -> None:
    """Note what came of a planned call, which does its task (R-93). Raises Refused, Conflict, NoResultFound."""
    _end(planned_id, version, rules.DONE, result, by)


def drop(planned_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Drop a planned call with the reason (R-93). Raises Refused, Conflict, NoResultFound."""
    _end(planned_id, version, rules.DROPPED, reason, by)


def subject_of(planned_id: int) -> str:
    """What hangs on a line of the call list: "planned_call:12"."""
    return f"planned_call:{planned_id}"


def _end(planned_id: int, version: int, state: str, words: str, by: Actor) -> None:
    if not words.strip():
        raise Refused(Text("What came of it? Write a word."), field="result")
    with unit_of_work(by=by) as work:
        one = work.session.scalars(select(PlannedCall).where(PlannedCall.id == planned_id)).one()
        if one.staff_id != by.staff_id and not by.may(MINUTES.name):
            raise Refused(Text("Only whoever is to call, or plans the calls, notes what came of it."))
        seen = (PlannedCall.id == planned_id, PlannedCall.version == version, PlannedCall.state == rules.OPEN)
        values = {"state": state, "result": words.strip(), "done_at": work.at, "version": version + 1}
        if not work.session.execute(update(PlannedCall).where(*seen).values(values)).rowcount:  # type: ignore[attr-defined]
            raise Conflict(MOVED_ON)
        done = state == rules.DONE
        close_tasks(subject_of(planned_id), outcome="done" if done else "cancelled", kind=PLANNED_CALL, by=by)
        facts = {"name": one.name, "result": words.strip()} if done else {"name": one.name}
        action, reason = (CALLED, None) if done else (DROPPED, words.strip())
        record(action, subject_of(planned_id), customer_id=one.customer_id, facts=facts, reason=reason)


def _check_people(new: NewPlanned, by: Actor) -> None:
    """Raise NoResultFound for a customer of whom the planner may not know, Refused for nobody who works here."""
    session = current_work().session
    if new.customer_id is not None:
        session.scalars(select(Customer.id).where(Customer.id == new.customer_id, customer_visible(by))).one()
    if session.scalar(select(Staff.id).where(Staff.id == new.staff_id, Staff.active)) is None:
        raise Refused(Text("Please choose one of the list."), field="staff_id")


def _refuse_second(new: NewPlanned, name: str, phone: str | None) -> None:
    same = PlannedCall.customer_id == new.customer_id if new.customer_id else PlannedCall.name == name
    listed = select(PlannedCall.id).where(PlannedCall.day == new.day, PlannedCall.aim == new.aim, same)
    if phone and not new.customer_id:
        listed = listed.where(PlannedCall.phone == phone)
    if current_work().session.scalar(listed.where(PlannedCall.state != rules.DROPPED).limit(1)) is not None:
        raise Refused(Text("%(name)s stands on the call list of this day already.", name=name), field="name")
