"""Visits and calls for tests of the registers; put into the tables as the deeds of the door would leave them."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.reception.calls.models import Call
from app.reception.calls.rules import NewCall
from app.reception.calls.service import register_call
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit, VisitInterval
from app.unit_of_work import unit_of_work
from tests import factories

TODAY = date(2026, 11, 20)


def a_purpose(name: str = "购房咨询", prefix: str = "A") -> int:
    """The id of a purpose of this name."""
    found = db.session.scalar(select(Purpose.id).where(Purpose.name == name))
    if found is not None:
        return found
    with unit_of_work(by=OPERATOR) as work:
        made = Purpose(name=name, prefix=prefix)
        work.session.add(made)
        work.session.flush()
        return made.id


def a_visit(
    number: str = "A001", *, day: date = TODAY, state: str = "done", staff: str | None = "su", **more: Any
) -> int:
    """The id of a visit of a day, arrived at nine."""
    purpose_id = a_purpose()
    with unit_of_work(by=factories.actor("fang")) as work:
        arrived = clock.at_office(datetime(day.year, day.month, day.day, 9, 0))
        ended = arrived + timedelta(minutes=30) if state == "done" else None
        values = {"name": "王小明", "phone": "13800000001", "needs": "看两居室", "channel": "walk_in", **more}
        visit = Visit(day=day, number=number, purpose_id=purpose_id, state=state, arrived_at=arrived, place=arrived)
        visit.state_at, visit.ended_at, visit.token = arrived, ended, secrets.token_hex(8)
        visit.staff_id = factories.staff_id(staff) if staff else None
        visit.registered_by, visit.registered_by_id = work.by.name, work.by.staff_id
        for name, value in values.items():
            setattr(visit, name, value)
        work.session.add(visit)
        work.session.flush()
        for kind, since, until in _laps(state, arrived, ended):
            lap = VisitInterval(visit_id=visit.id, state=kind, step="register", began_at=since, ended_at=until)
            lap.purpose_id, lap.by_name, lap.place = purpose_id, work.by.name, arrived
            work.session.add(lap)
        return visit.id


def _laps(state: str, arrived: datetime, ended: datetime | None) -> list[tuple[str, datetime, datetime | None]]:
    """Ten minutes of waiting before a reception that has ended; else the state since the arrival."""
    if ended is None:
        return [(state, arrived, None)]
    called = arrived + timedelta(minutes=10)
    return [("waiting", arrived, called), ("serving", called, ended), (state, ended, None)]


def a_call(by: str = "fang", **more: Any) -> Call:
    """A call that this person has registered."""
    values = {"name": "李建国", "phone": "13900000002", "matter": "问开盘时间", **more}
    return register_call(NewCall(purpose_id=a_purpose(), **values), by=factories.actor(by))
