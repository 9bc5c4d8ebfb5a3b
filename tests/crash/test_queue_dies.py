"""A server killed in the middle of a call: the visitor was called, or he was not, and the rota says the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.reception.queue import service
from app.reception.rota import service as rota
from tests import factories
from tests.crash.dying import KILLED, do_and_die
from tests.crash.test_whole_deeds import opened
from tests.reception import factories_queue as here

pytestmark = pytest.mark.crash

TRIES = 8
LEFT = (
    "SELECT number, state, staff_id, desk_id, calls, version FROM visits ORDER BY id",
    "SELECT visit_id, step, state, staff_id, ended_at IS NULL FROM visit_intervals ORDER BY id",
    "SELECT kind, staff_id, visit_id FROM turn_entries ORDER BY id",
    "SELECT action, subject FROM history ORDER BY id",
    "SELECT topic, revision FROM live_topics WHERE topic IN ('queue', 'rota') ORDER BY topic",
)


def test_a_call_that_dies_at_any_statement_was_made_whole_or_not_at_all(
    program: Flask, template: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "before"
    shutil.copytree(template, folder)
    with opened(program, folder) as app, app.app_context():
        su = in_the_middle()
        call = calling(app, su)
    before = left(program, folder)
    done = copy(folder, tmp_path / "done")
    with opened(program, done) as app:
        status, statements = do_and_die(app, 0, call)
    after = left(program, done)
    assert (status, after == before) == (0, False)
    assert statements > 20
    for number in sorted(Random("qiantai call").sample(range(1, statements + 1), TRIES)):
        broken = copy(folder, tmp_path / str(number))
        with opened(program, broken) as app:
            assert do_and_die(app, number, call)[0] == KILLED
        assert left(program, broken) == before, f"ended at statement {number} it left half of a call"
        with opened(program, broken) as app:
            assert do_and_die(app, 0, call)[0] == 0
        assert left(program, broken) == after


def in_the_middle() -> int:
    """A rep of the rota receives one visitor while another waits for a turn and a third for the desk."""
    here.open_office()
    su = factories.staff_id("su")
    rota.add_member(su, by=OPERATOR)
    rota.open_day(clock.today(), by=OPERATOR)
    rota.sign_in(su, by=OPERATOR)
    visit = here.come("王一", "sales")
    service.receive(visit.id, visit.version, by=factories.actor("su"))
    here.come("李二", "sales")
    here.come("张三", "payment")
    return su


def calling(app: Flask, staff_id: int) -> Callable[[], int]:
    """Finish and call the next: ends a turn, gives the next visitor a turn, and calls him."""

    def deed() -> int:
        with app.app_context():
            return 0 if service.call_next(staff_id, then="finish", by=factories.actor("su")) else 1

    return deed


def left(program: Flask, folder: Path) -> list[Any]:
    with opened(program, folder) as app, app.app_context():
        return [[tuple(row) for row in db.session.execute(text(query))] for query in LEFT]


def copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target
