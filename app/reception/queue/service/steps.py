"""The heart of the queue: one step of one visit, by a conditional update, with its interval and its history."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app import clock
from app.columns import table_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.office.history.service import record
from app.office.numbering.models import Counter
from app.office.staff.models import Staff
from app.reception.counters.models import Desk
from app.reception.queue import kinds, queries
from app.reception.queue.feature import MANAGE, REGISTER, SERVE
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.rules import CALLED, ENDED, SERVING, STEPS, Interval, StillServing, next_state, standing
from app.reception.queue.service import turns
from app.reception.queue.service.deeds import DEEDS
from app.unit_of_work import current_work

SCOPE = "visits"  # the count of the day's visitors
LAPS = table_of(VisitInterval)
SHOWN = ("staff_id", "desk_id", "purpose_id", "place", "calls", "called_at")


def today() -> date:
    """The office's day at the moment of the unit."""
    return clock.local(current_work().at).date()


def take(visit_id: int, version: int | None) -> Visit:
    """The visit as the screen showed it; the rota's day is held first, so that no two units wait for each other.

    Raises Conflict, naming who did what, where somebody was quicker; NoResultFound for what is not there.
    """
    turns.hold()
    query = select(Visit).where(Visit.id == visit_id).execution_options(populate_existing=True)
    visit = db.session.scalars(query).one()
    if version is not None and visit.version != version:
        raise overtaken(visit)
    return visit


def move(
    visit: Visit, key: str, *, by: Actor, reason: str | None = None, more: dict[str, Any] | None = None, **changed: Any
) -> Interval:
    """Take a step: end the interval that lasts, begin the next at the same moment, show it on the visit.

    `changed` are the words that the step changes (staff_id, desk_id, purpose_id, place, calls, called_at), `more`
    those of the visit alone. A clock that went back begins nothing before its time. Raises Conflict.
    """
    work = current_work()
    earlier = queries.steps_of(visit.id)
    state = next_state(key, visit.state, [one.state for one in earlier])
    at = max(work.at, earlier[-1].began_at)
    values = {name: getattr(visit, name) for name in SHOWN} | changed
    made = Interval(state=state, step=key, began_at=at, reason=reason, by_id=by.staff_id, **values)
    show(visit, {**asdict(standing([*earlier, made])), **(more or {})})
    work.session.execute(update(LAPS).where(LAPS.c.id == earlier[-1].id).values(ended_at=at))
    made = replace(made, id=begin(visit.id, made))
    tell(visit, key, reason, before=earlier[-1].staff_id)
    if state in ENDED and key != "close":
        kinds.tell("visit_ended", visit, by)
    return made


def begin(visit_id: int, interval: Interval) -> int:
    """Store an interval that begins in this unit; return its id."""
    work = current_work()
    row = {**asdict(interval), "visit_id": visit_id, "by_name": work.by.name}
    del row["id"]
    made: int = work.session.execute(insert(LAPS).values(row).returning(LAPS.c.id)).scalar_one()
    return made


def show(visit: Visit, values: dict[str, Any]) -> None:
    """Write what the visit shows, if it still is as it was read. Raises Conflict."""
    held = update(Visit).where(Visit.id == visit.id, Visit.state == visit.state, Visit.version == visit.version)
    values = {**values, "version": visit.version + 1}
    query = held.values(**values).execution_options(synchronize_session=False)
    if not current_work().session.execute(query).rowcount:  # type: ignore[attr-defined]
        raise overtaken(visit)
    for name, value in values.items():
        set_committed_value(visit, name, value)


def tell(visit: Visit, key: str, reason: str | None, *, before: int | None) -> None:
    """Record the step in history and touch what shows it: the line, and the desks of whom it concerns."""
    facts = {"number": visit.number, "staff": _name(visit.staff_id), "calls": visit.calls}
    record(DEEDS[key], f"visit:{visit.id}", customer_id=visit.customer_id, facts=facts, reason=reason)
    touch(visit, before)


def _name(staff_id: int | None) -> str:
    by = current_work().by
    if staff_id is None or staff_id == by.staff_id:
        return by.name if staff_id else ""
    return db.session.scalar(select(Staff.name).where(Staff.id == staff_id)) or ""


def touch(visit: Visit, *others: int | None) -> None:
    """Touch the line, and the desks of whoever has the visitor and of these others."""
    work = current_work()
    work.touch("queue")
    work.touch("board")
    for staff_id in {visit.staff_id, *others} - {None}:
        work.touch(f"desk:{staff_id}")


def overtaken(visit: Visit) -> Conflict:
    """What to say to whoever comes second: who did what, and where."""
    query = (
        select(VisitInterval, Desk.name)
        .outerjoin(Desk, Desk.id == VisitInterval.desk_id)
        .where(VisitInterval.visit_id == visit.id)
        .order_by(VisitInterval.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    last, desk = db.session.execute(query).one()
    if last.undone_at is not None:
        return Conflict(Text("%(number)s: %(by)s has undone a step.", number=visit.number, by=last.undone_by))
    words = {"number": visit.number, "step": Text(STEPS[last.step].done), "by": last.by_name}
    if last.state == CALLED and desk:
        return Conflict(Text("%(number)s – %(step)s by %(by)s to %(desk)s already.", **words, desk=desk))
    return Conflict(Text("%(number)s – %(step)s by %(by)s already.", **words))


def hold_line() -> None:
    """Let nobody else register or call the next before this unit ends: a strict order is serial.

    Without this, desks that call at once would all wait for the same visitor, and all but one in vain.
    """
    line = select(Counter.value).where(Counter.scope == SCOPE, Counter.period == today().isoformat())
    current_work().session.execute(line.with_for_update())


def hold_person(staff_id: int) -> None:
    """Let nobody else give this person a visitor before this unit ends; a double click waits here."""
    query = select(Staff.id).where(Staff.id == staff_id).with_for_update(key_share=True)
    current_work().session.execute(query).one()


def check_free(staff_id: int, *, but: int | None = None) -> None:
    """Refuse a second visitor to whoever still receives or has called one (R-15). Raises StillServing."""
    busy = queries.active_of(staff_id)
    if busy is not None and busy.id != but:
        raise StillServing(busy.id, busy.number, busy.name)


def check_own(visit: Visit, by: Actor) -> None:
    """Refuse to act on a visitor whom somebody else has called or receives (R-15), but to who manages the line."""
    others = visit.staff_id is not None and visit.staff_id != by.staff_id
    if visit.state in (CALLED, SERVING) and others and not by.may(MANAGE.name):
        raise Refused(Text("Somebody else receives this visitor."))


def check_desk(by: Actor) -> None:
    """Refuse whoever may neither register nor receive visitors."""
    if not by.may(SERVE.name) and not by.may(REGISTER.name):
        raise Refused(Text("You may not do this."))


def needed(reason: str | None, field: str = "reason") -> str:
    """The reason as typed; refused where there is none."""
    if not reason or not reason.strip():
        raise Refused(Text("Please say why."), field=field)
    return reason.strip()
