"""A crowd for the races: people at desks, and visitors as rows, for registering is not what is raced."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select

from app import clock
from app.columns import table_of
from app.domain.actor import OPERATOR, Actor, ActorKind
from app.extensions import db
from app.office.numbering.service import take_numbers
from app.office.staff.models import Staff
from app.reception.counters.models import Desk, Sitting
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.service.steps import SCOPE
from app.unit_of_work import unit_of_work
from tests.reception import factories_queue as here

RIGHTS = {one: frozenset({1}) for one in ("reception.queue.serve", "reception.queue.register", "reception.rota.keep")}


def people(number: int) -> list[Actor]:
    """So many people who may receive visitors, each at a desk."""
    here.open_office()
    with unit_of_work(by=OPERATOR) as work:
        staff = [Staff(name=f"员工{n}") for n in range(number)]
        desks = [Desk(name=f"台{n}") for n in range(number)]
        work.session.add_all([*staff, *desks])
        work.session.flush()
        for one, desk in zip(staff, desks, strict=True):
            work.session.add(Sitting(desk_id=desk.id, staff_id=one.id, began_at=work.at))
        return [Actor(ActorKind.PERSON, one.name, one.id, RIGHTS) for one in staff]


def visitors(number: int, key: str = "payment") -> None:
    """So many who wait, a second apart."""
    purpose, day = here.purpose(key), clock.today()
    with unit_of_work(by=OPERATOR) as work:
        for scope in (SCOPE, f"{SCOPE}.B"):
            take_numbers(scope, number, day.isoformat())
        came = [work.at - timedelta(seconds=number - n) for n in range(number)]
        common = {"day": day, "purpose_id": purpose, "channel": "walk_in", "state": "waiting", "registered_by": "test"}
        work.session.execute(
            insert(table_of(Visit)),
            [
                {**common, "number": f"B{n:03d}", "name": f"客{n}", "token": f"t{n}", "arrived_at": at, "place": at,
                 "state_at": at}
                for n, at in enumerate(came, 1)
            ],
        )  # fmt: skip
        ids = work.session.execute(select(Visit.id, Visit.place).where(Visit.day == day).order_by(Visit.id)).all()
        lap = {"state": "waiting", "step": "register", "purpose_id": purpose, "by_name": "test"}
        rows = [{**lap, "visit_id": one.id, "began_at": one.place, "place": one.place} for one in ids]
        work.session.execute(insert(table_of(VisitInterval)), rows)


def called() -> list[int]:
    """The visits in the order in which they were called, as often as they were."""
    query = select(VisitInterval.visit_id).where(VisitInterval.step == "call", VisitInterval.undone_at.is_(None))
    return list(db.session.scalars(query.order_by(VisitInterval.id)))
