"""Eight processes at one line of visitors: each visitor is called once and in order, and nobody meets a lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR, Actor
from app.extensions import db
from app.reception.queue import queries, service
from app.reception.queue.models import Visit
from app.reception.queue.rules import HERE, NewVisit, StillServing
from app.reception.rota import queries as rota_queries
from app.reception.rota import service as rota
from app.reception.rota.rules import next_person, replay
from tests.processes import at_once
from tests.reception import factories_queue as here
from tests.reception.crowd import called, people, visitors

pytestmark = pytest.mark.crash
PROCESSES = 8
CLICKS = 5
EACH = 6


@pytest.fixture
def crowd() -> int:
    """How many wait in the hall."""
    return 400


def test_eight_desks_call_a_crowd_each_once_and_in_order(app: Flask, crowd: int) -> None:
    with app.app_context():
        staff = people(PROCESSES)
        visitors(crowd)
        warm(staff[0])
        waiting = list(db.session.scalars(select(Visit.id).order_by(Visit.place, Visit.id)))

    def desk(one: Actor) -> Callable[[], list[int]]:
        def work() -> list[int]:
            mine: list[int] = []
            with app.app_context():
                while (visit := service.call_next(one.staff_id or 0, then="finish", by=one)) is not None:
                    mine.append(visit.id)
                    breathe()
            return mine

        return work

    answers = at_once(app, *map(desk, staff))
    assert sorted(one for mine in answers for one in mine) == waiting
    assert all(mine == sorted(mine) and mine for mine in answers)
    with app.app_context():
        assert called() == waiting
        assert queries.counts(clock.today()) == {"done": crowd}


def test_fifty_clicks_of_one_person_make_one_call(app: Flask) -> None:
    with app.app_context():
        [one] = people(1)
        visitors(20)
        warm(one)

    def clicks() -> list[bool]:
        done = []
        with app.app_context():
            for _ in range(CLICKS):
                try:
                    done.append(service.call_next(one.staff_id or 0, by=one) is not None)
                except StillServing:
                    done.append(False)
        return done

    answers = at_once(app, *[clicks] * 10)
    assert sorted(click for clicked in answers for click in clicked) == [False] * 49 + [True]
    with app.app_context():
        assert len(called()) == 1


def test_the_order_of_the_rota_is_exact_whoever_registers_and_finishes_at_once(app: Flask) -> None:
    with app.app_context():
        staff = people(PROCESSES)
        sales = here.purpose("sales")
        for one in staff:
            rota.add_member(one.staff_id or 0, by=OPERATOR)
        rota.open_day(clock.today(), by=OPERATOR)
        for one in staff:
            rota.sign_in(one.staff_id or 0, by=OPERATOR)

    def rep(one: Actor) -> Callable[[], int]:
        def work() -> int:
            numbers = count(1)
            with app.app_context():
                for _ in range(EACH):
                    service.register(NewVisit(purpose_id=sales, name=f"{one.name}的{next(numbers)}"), by=one)
                    breathe()
                    while served(one):
                        breathe()
            return 200

        return work

    assert at_once(app, *map(rep, staff)) == [200] * PROCESSES
    with app.app_context():
        while any(served(one) for one in staff):
            pass
        assert queries.counts(clock.today()) == {"done": PROCESSES * EACH}
        numbers = set(db.session.scalars(select(Visit.number)))
        assert numbers == {f"A{n:03d}" for n in range(1, PROCESSES * EACH + 1)}
        check_order()


def warm(one: Actor) -> None:
    """Call and take it back, so that the processes need not put every statement into words again: that takes long."""
    for _ in range(2):
        service.call_next(one.staff_id or 0, then="finish", by=one)
    for visit_id in reversed(called()):
        service.undo(visit_id, None, by=one)
        if queries.row(visit_id).state != "waiting":
            service.undo(visit_id, None, by=one)


def breathe() -> None:
    """No clerk clicks again within a hundredth of a second: SQLite's lock has no queue, and whoever gives it back and
    takes it at once is always before those who look for it."""
    time.sleep(0.01)


def served(one: Actor) -> bool:
    """Receive whoever was given to this rep, and see him out."""
    for row in queries.mine(one.staff_id or 0):
        if row.state in HERE:
            visit = service.receive(row.id, row.version, by=one)
            service.finish(visit.id, visit.version, by=one)
            return True
    return False


def check_order() -> None:
    """Every turn went to whom the rules name, looking at the lines before it alone."""
    lines = [rota_queries.line_of(one) for one in rota_queries.entries(clock.today())]
    rules = rota_queries.settings(clock.today())
    turns = [one for one in lines if one.kind == "turn"]
    assert len(turns) == PROCESSES * EACH
    for turn in turns:
        before = [one for one in lines if one.id < turn.id and (one.interval != turn.interval or one.kind != "pass")]
        assert next_person(replay(before, rules), rules).staff_id == turn.staff
