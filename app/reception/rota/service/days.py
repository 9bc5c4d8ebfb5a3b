"""Opening and closing the rota of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.absence.queries import away_on
from app.office.history.service import record
from app.reception.rota import queries
from app.reception.rota.feature import CLOSED, OPENED
from app.reception.rota.kinds import receiving_now, tell_reps_changed
from app.reception.rota.models import Duty, RotaDay
from app.reception.rota.rules import State, carried_credits, order_of_day
from app.reception.rota.rules import lines as words
from app.reception.rota.service.ledger import hold, today, undo, write
from app.unit_of_work import current_work, unit_of_work

FULL, OFF = "full", "off"


def open_day(day: date, *, by: Actor) -> None:
    """Open the rota of today (R-01, R-02): everybody on duty in the order that the office rules, nobody signed in yet.

    A rota of an earlier day that nobody closed is closed. One that was closed today goes on as it was. Whoever receives
    a visitor already is busy. Raises Refused for another day than today, one that is open, and where nobody is in the
    rota.
    """
    with unit_of_work(by=by) as work:
        _check_day(day)
        _close_earlier(day, by)
        row = queries.rota_day(day)
        if row is None:
            _begin(day, by)
        elif row.closed_at is None:
            raise Refused(Text("The rota of today is open already."))
        else:
            _go_on(day)
        _busy_from_before(day)
        record(OPENED, f"rota:{day}", facts={"day": day})
        work.touch("rota")
        tell_reps_changed(by=by)


def close_day(day: date, *, by: Actor) -> None:
    """Close the rota of a day: everybody has left, nothing is deleted. Raises Refused where it is not open."""
    with unit_of_work(by=by) as work:
        if not hold(day):
            raise Refused(Text("No rota is open on %(day)s. Open it first.", day=day))
        write(day, words.CLOSE)
        closed = update(RotaDay).where(RotaDay.day == day).values(closed_at=work.at, version=RotaDay.version + 1)
        work.session.execute(closed)
        record(CLOSED, f"rota:{day}", facts={"day": day})


def _check_day(day: date) -> None:
    if day != today():
        raise Refused(Text("Only the rota of today can be opened."))


def _close_earlier(day: date, by: Actor) -> None:
    """A rota of yesterday goes on for nobody."""
    left_open = select(RotaDay.day).where(RotaDay.day < day, RotaDay.closed_at.is_(None)).order_by(RotaDay.day)
    for earlier in current_work().session.scalars(left_open).all():
        close_day(earlier, by=by)


def _begin(day: date, by: Actor) -> None:
    members = queries.members()
    if not members:
        raise Refused(Text("Nobody is in the rota yet. Put people into it on the page of the plan."))
    work = current_work()
    work.session.add(RotaDay(day=day, opened_at=work.at, opened_by=by.name))
    try:
        work.session.flush()
    except IntegrityError as error:
        raise Conflict(Text("The rota of today is open already.")) from error
    rules, last = queries.settings(day), _last_state(day)
    received = queries.received_since(day.replace(day=1), day)
    order = order_of_day(rules.new_day, members, last.line, received)
    credits = carried_credits(last.waiting_credits, members, rules.carry_credits)
    shifts = {str(one): shift for one, shift in shifts_of(day, members).items()}
    write(day, words.OPEN, facts={"order": list(order), "credits": list(credits), "shifts": shifts})


def _go_on(day: date) -> None:
    """Undo the closing: everybody is as before, signed in or not."""
    session = current_work().session
    session.execute(update(RotaDay).where(RotaDay.day == day).values(closed_at=None, version=RotaDay.version + 1))
    hold(day)
    known = queries.entries(day)
    undo([one for one in queries.standing(known) if one.kind == words.CLOSE], known)


def _busy_from_before(day: date) -> None:
    """Whoever began a reception while no rota was open is not given another visitor (R-15)."""
    people = (queries.state(day) or State()).people
    for one in receiving_now(day):
        if one.staff_id in people and one.visit_id not in people[one.staff_id].visits:
            values = {"visit_id": one.visit_id, "interval_id": one.interval_id, "reason": words.OLD}
            write(day, words.OUTSIDE, one.staff_id, facts={"basis": "outside", "front": False}, **values)


def shifts_of(day: date, members: Sequence[int]) -> dict[int, str]:
    """The shift of everybody on a day: as planned; whoever is away is off; without any plan everybody has duty."""
    query = select(Duty.staff_id, Duty.shift).where(Duty.day == day)
    planned = {row.staff_id: row.shift for row in current_work().session.execute(query)}
    away = away_on(day)
    return {one: OFF if one in away else planned.get(one, OFF if planned else FULL) for one in members}


def _last_state(day: date) -> State:
    last = queries.last_day_before(day)
    return (queries.state(last) if last else None) or State()
