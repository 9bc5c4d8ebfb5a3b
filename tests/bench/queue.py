"""How long the line of visitors takes with a full house and years of visits behind it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import insert, select, update

from app import clock
from app.columns import table_of
from app.domain.actor import OPERATOR
from app.extensions import db
from app.reception.queue import queries, service
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.rules import NewVisit
from app.unit_of_work import unit_of_work
from tests import factories
from tests.bench.month import ms
from tests.bench.office import fresh_office, say, share
from tests.bench.pages import measure_page
from tests.reception import factories_queue as here
from tests.reception.crowd import visitors

TODAY, HERE = 300, 40
PAST = 200_000
PER_DAY = 250
SLICE = 5_000
TIMES = 60


def bench_queue(count: int | None) -> None:
    """The live page, the door, a registration and a call, as an office of two years finds them."""
    past = count or PAST
    with fresh_office() as (app, _):
        with app.app_context():
            here.open_office()
            make_past(past)
            visitors(TODAY)
            all_but_the_last_have_gone(HERE)
            chen, fang = factories.actor("chen"), factories.actor("fang")
            purpose = here.purpose("payment")
            measured("queue: data of the live page", past, lambda _: queries.board_of(clock.today()))
            measured("queue: who is at the door", past, lambda n: queries.door(f"1390000{n:04d}", fang))
            new = [NewVisit(purpose, f"来客{n}", f"1370000{n:04d}") for n in range(TIMES)]
            measured("queue: register", past, lambda n: service.register(new[n], by=fang))
            desk = chen.staff_id or 0
            measured("queue: finish and call the next", past, lambda _: service.call_next(desk, then="finish", by=chen))
        for username, url in (("chen", "/reception/queue/"), ("fang", "/reception/queue/day"), ("fang", "/")):
            measure_page(factories.signed_in(app, username), url)


def all_but_the_last_have_gone(here_still: int) -> None:
    """Let the first visitors of today be finished already."""
    with unit_of_work(by=OPERATOR) as work:
        gone = sorted(work.session.scalars(select(Visit.id).where(Visit.day == clock.today())))[:-here_still]
        work.session.execute(update(Visit).where(Visit.id.in_(gone)).values(state="done", ended_at=work.at))
        open_ones = (VisitInterval.visit_id.in_(gone), VisitInterval.ended_at.is_(None))
        work.session.execute(update(VisitInterval).where(*open_ones).values(ended_at=work.at))


def make_past(number: int) -> None:
    """Store finished visits of earlier days, each of a waiting and a reception of some minutes."""
    purpose, chen = here.purpose("payment"), factories.staff_id("chen")
    for start in range(0, number, SLICE):
        with unit_of_work(by=OPERATOR) as work:
            rows = [visit(n, purpose, chen, clock.today()) for n in range(start, min(start + SLICE, number))]
            ids = range(start + 1, start + 1 + len(rows))
            work.session.execute(
                insert(table_of(Visit)), [{**row, "id": one} for one, row in zip(ids, rows, strict=True)]
            )  # fmt: skip
            laps = [lap for one, row in zip(ids, rows, strict=True) for lap in intervals(one, row)]
            work.session.execute(insert(table_of(VisitInterval)), laps)


def visit(n: int, purpose: int, staff_id: int, today: date) -> dict[str, object]:
    """The n-th visit before today."""
    at = clock.now() - timedelta(days=1 + n // PER_DAY, minutes=n % 60)
    ended = at + timedelta(minutes=5 + n % 20)
    return {
        "day": today - timedelta(days=1 + n // PER_DAY), "number": f"B{n % PER_DAY + 1:03d}", "purpose_id": purpose,
        "channel": "walk_in", "name": f"客{n % 9000}", "phone": f"1390000{n % 9000:04d}", "arrived_at": at, "place": at,
        "state": "done", "state_at": ended, "ended_at": ended, "staff_id": staff_id, "token": f"past{n}",
        "registered_by": "bench",
    }  # fmt: skip


def intervals(visit_id: int, row: dict[str, object]) -> list[dict[str, object]]:
    """Waiting, reception and end."""
    at, ended = row["arrived_at"], row["ended_at"]
    common = {"visit_id": visit_id, "purpose_id": row["purpose_id"], "place": at, "by_name": "bench"}
    return [
        {**common, "state": "waiting", "step": "register", "began_at": at, "ended_at": at},
        {**common, "state": "serving", "step": "receive", "began_at": at, "ended_at": ended},
        {**common, "state": "done", "step": "finish", "began_at": ended, "ended_at": None},
    ]


def measured(what: str, past: int, deed: Callable[[int], object]) -> None:
    """Do it sixty times and print how long it takes."""
    times = []
    for n in range(TIMES):
        began = time.perf_counter()
        deed(n)
        times.append(time.perf_counter() - began)
        db.session.rollback()
    say(what, visitors=TODAY, here=HERE, past=past, p50_ms=ms(share(times, 50)), p95_ms=ms(share(times, 95)))
