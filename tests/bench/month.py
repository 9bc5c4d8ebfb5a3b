"""How long a gas month takes, and how long a clerk's own save waits meanwhile."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from app.domain.actor import OPERATOR
from app.office.numbering.service import next_number
from app.unit_of_work import unit_of_work
from tests.bench.office import fresh_office, say, share, write_readings
from tests.billing.big_office import write_csv
from tests.conftest import settings_for

PERIOD = "2026-11"


def bench_month(accounts: int | None) -> None:
    """Import, plan, read, run and post; while run and posting go on a clerk saves every 30 ms."""
    count = accounts or 10_000
    with fresh_office() as (app, folder):
        write_csv(folder / "accounts.csv", count)
        write_readings(folder / "readings.csv", count)
        timed(app, "import accounts", count, "import-accounts", str(folder / "accounts.csv"))
        timed(app, "plan", count, "plan", PERIOD)
        timed(app, "import readings", count, "import-readings", str(folder / "readings.csv"), "--period", PERIOD)
        for name, command in (("run", ["run", PERIOD]), ("post", ["post", PERIOD])):
            with saving_clerk(folder) as waits:
                timed(app, name, count, *command)
            figures = {"p50_ms": ms(share(waits, 50)), "p95_ms": ms(share(waits, 95)), "max_ms": ms(max(waits))}
            say(f"clerk's save during {name}", saves=len(waits), **figures)


def timed(app: Flask, what: str, accounts: int, *command: str) -> None:
    """Run a command and say how long it took."""
    started = time.monotonic()
    result = app.test_cli_runner().invoke(args=["billing", *command])
    seconds = time.monotonic() - started
    if result.exit_code:
        raise SystemExit(f"{what}: {result.output} {result.exception!r}")
    say(what, accounts=accounts, seconds=round(seconds, 2))


def ms(seconds: float) -> float:
    """Milliseconds with one decimal."""
    return round(seconds * 1000, 1)


@contextmanager
def saving_clerk(folder: Path) -> Iterator[list[float]]:
    """A process of its own that saves something small again and again; the list fills when it has ended."""
    context = multiprocessing.get_context("spawn")
    stop, pipe = context.Event(), context.Queue()
    clerk = context.Process(target=_save, args=(folder, stop, pipe))
    clerk.start()
    pipe.get()  # it has started and saved once
    waits: list[float] = []
    yield waits
    stop.set()
    waits.extend(pipe.get())
    clerk.join()


def _save(folder: Path, stop: Event, pipe: Any) -> None:
    app = create_app(settings_for(folder, SQLITE_DURABLE=True))
    waits: list[float] = []
    with app.app_context():
        while not stop.is_set():
            started = time.monotonic()
            with unit_of_work(by=OPERATOR):
                next_number("bench")
            waits.append(time.monotonic() - started)
            if len(waits) == 1:
                pipe.put("ready")
            time.sleep(0.03)
    pipe.put(waits)
