"""How long the nightly pass over open deadlines takes, a change of the calendar, and urging them all at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import func, insert, select

from app import clock
from app.columns import table_of
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.calendar.queries import whole_calendar
from app.office.calendar.service import seed, set_day
from app.office.deadlines.models import Deadline, DeadlinePause, DeadlineStep
from app.office.deadlines.moves import calendar_moves
from app.office.deadlines.own import OWN
from app.office.deadlines.service.asking import ask_once_a_night
from app.office.deadlines.service.firing import fire_steps
from app.office.deadlines.words import subject_of
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.bench.month import ms, saving_clerk
from tests.bench.office import fresh_office, say, share
from tests.bench.pages import measure_page

EMPTY_DAY = date(2026, 11, 26)
PAGES = (
    ("bai", "/"),
    ("bai", "/tasks/"),
    ("bai", "/tasks/?whose=department"),
    ("gao", "/office/deadlines/"),
    ("gao", "/office/deadlines/?state=late"),
    ("gao", "/office/deadlines/5000"),
    ("gao", "/office/approvals"),
    ("gao", "/office/petitions/"),
    ("gao", "/office/conduct/"),
    ("gao", "/office/absences"),
    ("gao", "/rulebook/"),
    ("gao", "/documents/"),
)
FIRST = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def bench_deadlines(count: int | None) -> None:
    """Open deadlines of nine people, with their tasks; every twentieth stands still."""
    number = count or 10_000
    with fresh_office() as (app, folder):
        with app.app_context():
            seed(by=OPERATOR)
            factories.make_posts()
            make(number)
            move_to("2026-11-20 02:00")
            ask_once_a_night()
        move_to("2026-11-21 02:00")
        timed(app, folder, "nightly pass", number, ask_once_a_night)
        timed(app, folder, "list of what a new holiday moves", number, compare)
        timed(app, folder, "new holiday", number, lambda: set_day(EMPTY_DAY, working=False, name="停业", by=OPERATOR))
        for username, url in PAGES:
            measure_page(factories.signed_in(app, username), url)
        move_to("2026-12-21 10:00")
        timed(app, folder, "steps after a month of standstill", number, fire_steps)
        with app.app_context():
            say("steps fired", steps=db.session.scalar(select(func.count()).select_from(DeadlineStep)))


def make(number: int) -> None:
    """Store them with their tasks and pauses, still to be worked out."""
    people = [factories.staff_id(name) for name in ("fang", "chen", "ma", "su", "kong", "bai", "xu", "gao", "wu")]
    ids, marks = range(1, number + 1), {"late": False, "paused": False, "certain": True, "round": 1, "version": 1}
    days = dict.fromkeys(("started_on", "due_on", "warn_on"), EMPTY_DAY)
    common = {"rule": OWN, "facts": {"what": "x"}, "url": "", "unit": "working", "made_by": "x", **marks, **days}
    task = {"kind": "deadlines.due", "facts": {"what": "x"}, "url": "", "state": "open", "given_by": "x", "version": 1}
    with unit_of_work(by=OPERATOR) as work:
        rows = [
            {
                **common,
                "id": n,
                "subject": subject_of(n),
                "staff_id": people[n % len(people)],
                "term": 5 + n % 10,
                "arrived_at": FIRST - timedelta(days=n % 5),
            }
            for n in ids
        ]
        work.session.execute(insert(table_of(Deadline)), rows)
        tasks = [{**task, "subject": row["subject"], "staff_id": row["staff_id"], "made_at": FIRST} for row in rows]
        work.session.execute(insert(table_of(Task)), tasks)
        still = {"began_on": date(2026, 11, 20), "cause": "x", "began_by": "x"}
        work.session.execute(insert(table_of(DeadlinePause)), [{**still, "deadline_id": n} for n in ids[::20]])


def compare() -> None:
    """List what a new holiday would move."""
    days = whole_calendar()
    found = calendar_moves(days, replace(days, holidays=days.holidays | {EMPTY_DAY}))
    say("would move", deadlines=len(found))


def move_to(text: str) -> None:
    """Let it be this moment."""
    clock.set_up(ZoneInfo("Asia/Shanghai"), datetime.fromisoformat(text))


def timed(app: Flask, folder: Path, what: str, number: int, deed: Callable[[], object]) -> None:
    """Do something while a clerk saves every 30 ms, and say how long both took."""
    with saving_clerk(folder) as waits, app.app_context():
        started = time.monotonic()
        deed()
        seconds = time.monotonic() - started
    clerk = {"clerk_p95_ms": ms(share(waits, 95)), "clerk_max_ms": ms(max(waits))}
    say(what, deadlines=number, seconds=round(seconds, 2), **clerk)
