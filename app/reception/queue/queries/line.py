"""The live line: everything that the page of reception and desks shows, in few queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.domain.names import phone_tail
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.counters.models import Desk, Purpose
from app.reception.counters.queries import Seat, seats
from app.reception.queue.models import Visit, VisitHelper, VisitInterval
from app.reception.queue.policy import QueuePolicy
from app.reception.queue.queries.visits import IS_HERE
from app.reception.queue.rules import CALLED, ENDED, HERE, HOLD, SERVING, WAITING, waited
from app.reception.queue.waits import Range, estimate

ORDER = (SERVING, CALLED, HOLD, WAITING)  # of those who have to do with one person
MOST_ENDED = 30
MEASURED = 300
MEASURED_DAYS = 28
LONGEST = timedelta(hours=8)  # whoever was forgotten at the closing of a day says nothing about receptions
Asked = aliased(Staff)


@dataclass(frozen=True, slots=True)
class Row:
    """A visitor in the line, as staff may see him; `minutes` is how long he waits, is received or is away.

    `since` begins the present state. `long` marks one who waits longer than the office wishes. `helpers` are the
    names of colleagues invited to join (R-16).
    """

    id: int
    version: int
    number: str
    day: date
    name: str
    phone: str | None
    tail: str
    party: int
    purpose_id: int
    purpose: str
    origin: str | None
    uses_rota: bool
    channel: str
    customer_id: int | None
    state: str
    since: datetime
    arrived: datetime
    place: datetime
    staff_id: int | None
    staff: str | None
    desk_id: int | None
    desk: str | None
    calls: int
    called_at: datetime | None
    minutes: int
    long: bool
    vip: bool
    complains: bool
    first_time: str
    asked_for: str | None
    outcome: str | None
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a day. `rows` are here now, in the order of the calls; `ended` the last who ended, newest first.

    `leftovers` came on earlier days and nobody has ended their visit. `counts` are the visits of the day by state.
    `waits` estimate by purpose how long somebody who comes now will wait; a purpose of which too little is known
    is not in it.
    """

    day: date
    rows: tuple[Row, ...]
    ended: tuple[Row, ...]
    leftovers: tuple[Row, ...]
    seats: tuple[Seat, ...]
    counts: Mapping[str, int]
    waits: Mapping[int, Range]

    def of(self, state: str) -> tuple[Row, ...]:
        """The rows in this state."""
        return tuple(row for row in self.rows if row.state == state)

    def of_staff(self, staff_id: int | None) -> tuple[Row, ...]:
        """Whom this person has called, receives, holds or is to receive; whoever stands before him first."""
        mine = [row for row in self.rows if staff_id is not None and row.staff_id == staff_id]
        return tuple(sorted(mine, key=_before_me))


def board_of(day: date) -> Line:
    """Everything that the live page shows of a day, in at most eight queries however many visitors there are."""
    rules = policy.of(QueuePolicy)
    here = _rows(_here(), rules, _helpers())
    ended = _visits().where(Visit.day == day, Visit.state.in_(ENDED)).order_by(Visit.id.desc()).limit(MOST_ENDED)
    rows = tuple(row for row in here if row.day == day)
    placed = tuple(seats())
    return Line(
        day=day,
        rows=rows,
        ended=tuple(_rows(ended, rules, {})),
        leftovers=tuple(row for row in here if row.day < day),
        seats=placed,
        counts=counts(day),
        waits=_waits(rows, placed) if rules.estimated_wait else {},
    )


def row(visit_id: int) -> Row:
    """One visitor as the line shows him. Raises NoResultFound."""
    found = db.session.execute(_visits().where(Visit.id == visit_id)).mappings().one()
    return _row(dict(found), policy.of(QueuePolicy), _helpers(visit_id), clock.now())


def mine(staff_id: int) -> tuple[Row, ...]:
    """Whom this person has called, receives, holds or is to receive today; whoever stands before him first."""
    query = _visits().where(Visit.staff_id == staff_id, Visit.day == clock.today(), Visit.state.in_(HERE))
    return tuple(sorted(_rows(query, policy.of(QueuePolicy), {}), key=_before_me))


def _before_me(row: Row) -> tuple[int, datetime, int]:
    return ORDER.index(row.state), row.place, row.id


def counts(day: date) -> dict[str, int]:
    """How many visits of the day are in which state."""
    query = select(Visit.state, func.count().label("number")).where(Visit.day == day).group_by(Visit.state)
    return {row.state: row.number for row in db.session.execute(query)}


def ahead_of(visit: Visit) -> int:
    """How many are called before this one: those who wait for the same person, else unassigned for the same purpose."""
    earlier = (Visit.place < visit.place) | ((Visit.place == visit.place) & (Visit.id < visit.id))
    query = select(func.count()).where(Visit.day == visit.day, Visit.state == WAITING, earlier)
    if visit.staff_id is not None:
        return db.session.scalar(query.where(Visit.staff_id == visit.staff_id)) or 0
    return db.session.scalar(query.where(Visit.staff_id.is_(None), Visit.purpose_id == visit.purpose_id)) or 0


def wait_of(visit: Visit) -> Range | None:
    """How long this visitor will still wait; None where the office shows no waits or knows too little."""
    if not policy.of(QueuePolicy).estimated_wait:
        return None
    times = measured().get(visit.purpose_id, ())
    return estimate(ahead_of(visit), _people(seats()), times)


def measured() -> dict[int, list[int]]:
    """The last receptions of four weeks by purpose, minutes each; visits that were interrupted count as one."""
    since = clock.now() - timedelta(days=MEASURED_DAYS)
    query = (
        select(VisitInterval.visit_id, VisitInterval.purpose_id, VisitInterval.began_at, VisitInterval.ended_at)
        .where(VisitInterval.state == SERVING, VisitInterval.began_at >= since)
        .where(VisitInterval.ended_at.is_not(None), VisitInterval.undone_at.is_(None))
        .order_by(VisitInterval.began_at.desc())
        .limit(MEASURED)
    )
    whole: dict[tuple[int, int], timedelta] = {}
    for visit_id, purpose_id, began, ended in db.session.execute(query):
        key = (purpose_id, visit_id)
        whole[key] = whole.get(key, timedelta(0)) + waited(began, ended or began)
    found: dict[int, list[int]] = {}
    for (purpose_id, _), time in whole.items():
        if time <= LONGEST:
            found.setdefault(purpose_id, []).append(round(time.total_seconds() / 60))
    return found


def _waits(rows: Sequence[Row], placed: Sequence[Seat]) -> dict[int, Range]:
    waiting: dict[int, int] = {}
    for one in rows:
        if one.state == WAITING:
            waiting[one.purpose_id] = waiting.get(one.purpose_id, 0) + 1
    people = _people(placed)
    guessed = {one: estimate(waiting.get(one, 0), people, times) for one, times in measured().items()}
    return {one: found for one, found in guessed.items() if found is not None}


def _people(placed: Sequence[Seat]) -> int:
    return sum(1 for seat in placed if seat.staff_id is not None)


def _here() -> Select[Any]:
    return _visits().where(IS_HERE).order_by(Visit.place, Visit.id)


def _visits() -> Select[Any]:
    """The words of Row that are stored: columns, for rows of hundreds of visitors are made faster than objects."""
    one = Visit
    plain = (one.id, one.version, one.number, one.day, one.name, one.phone, one.party, one.purpose_id, one.channel)
    states = (one.state, one.state_at.label("since"), one.arrived_at.label("arrived"), one.place)
    marks = (one.calls, one.called_at, one.vip, one.complains, one.first_time, one.outcome)
    names = (Staff.name.label("staff"), Desk.name.label("desk"), Asked.name.label("asked_for"))
    purpose = (Purpose.name.label("purpose"), Purpose.origin, Purpose.uses_rota)
    columns: tuple[Any, ...] = (*plain, *states, *marks, *names, *purpose, one.customer_id, one.staff_id, one.desk_id)
    return (
        select(*columns)
        .select_from(Visit)
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .outerjoin(Desk, Desk.id == Visit.desk_id)
        .outerjoin(Asked, Asked.id == Visit.asked_for_id)
    )


def _helpers(visit_id: int | None = None) -> dict[int, tuple[str, ...]]:
    query = select(VisitHelper.visit_id, Staff.name).join(Staff, Staff.id == VisitHelper.staff_id)
    query = query.join(Visit, Visit.id == VisitHelper.visit_id).order_by(VisitHelper.id)
    chosen = Visit.id == visit_id if visit_id else IS_HERE
    found: dict[int, tuple[str, ...]] = {}
    for one, name in db.session.execute(query.where(chosen)):
        found[one] = (*found.get(one, ()), name)
    return found


def _rows(query: Select[Any], rules: QueuePolicy, helpers: Mapping[int, tuple[str, ...]]) -> list[Row]:
    now = clock.now()
    return [_row(dict(found), rules, helpers, now) for found in db.session.execute(query).mappings()]


def _row(
    found: dict[str, Any], rules: QueuePolicy, helpers: Mapping[int, tuple[str, ...]], now: datetime
) -> Row:  # fmt: skip
    waits = found["state"] == WAITING
    minutes = int(waited(found["arrived"] if waits else found["since"], now).total_seconds() // 60)
    return Row(
        **found,
        tail=phone_tail(found["phone"] or ""),
        minutes=minutes,
        long=waits and minutes >= rules.warn_after,
        helpers=helpers.get(found["id"], ()),
    )
