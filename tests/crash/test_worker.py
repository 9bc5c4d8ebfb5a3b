"""A worker killed in the middle of a run: the next one goes on by itself, to the same statements."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.billing.statements.service import run_month
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.jobs import service
from tests.bench.office import write_readings
from tests.billing.big_office import write_csv
from tests.billing.price_lists import LISTS
from tests.conftest import NOW, moved_to, settings_for
from tests.crash.dying import let_go

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
PERIOD, ACCOUNTS, PATIENCE = "2026-11", 1200, 60
STANDING = "SELECT state, (SELECT COUNT(*) FROM statements) FROM jobs WHERE kind = 'statements.run'"
DRAFTS = (
    "SELECT account_number, volume, amount, cumulative_from, "
    "(SELECT COUNT(*) FROM statement_lines l WHERE l.statement_id = s.id) FROM statements s ORDER BY 1"
)


@contextlib.contextmanager
def opened(program: Flask, folder: Path) -> Iterator[Flask]:
    with moved_to(program, settings_for(folder, SQLITE_DURABLE=True)) as app:
        yield app
        let_go(app)


@contextlib.contextmanager
def worker(folder: Path, now: datetime) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker on this data; killed at the end if it still lives."""
    environment = {**os.environ, "QIANTAI_DATA": str(folder), "FLASK_APP": "wsgi", "QIANTAI_NOW": now.isoformat()}
    command = [sys.executable, "-m", "flask", "jobs", "worker"]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def rows(folder: Path, query: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(f"file:{folder / 'qiantai.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def wait_for(folder: Path, reached: Callable[[str, int], bool]) -> tuple[str, int]:
    """Look at the run until it has come so far."""
    for _ in range(PATIENCE * 500):
        state, done = rows(folder, STANDING)[0]
        if reached(state, done):
            return state, done
        time.sleep(0.002)
    pytest.fail(f"the job stands at {state} {done}: " + (folder / "worker.log").read_text()[-2000:])


@pytest.fixture(scope="module")
def read_office(program: Flask, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose month is read, and whose run is asked for but not begun."""
    folder = tmp_path_factory.mktemp("worker") / "data"
    shutil.copytree(template, folder)
    write_csv(folder / "accounts.csv", ACCOUNTS)
    write_readings(folder / "readings.csv", ACCOUNTS)
    with opened(program, folder) as app:
        with app.app_context():
            for source in LISTS.values():
                enter_tariff(parse_tariff(source), by=OPERATOR)
        for command in (
            ["import-accounts", str(folder / "accounts.csv")],
            ["plan", PERIOD],
            ["import-readings", str(folder / "readings.csv"), "--period", PERIOD],
        ):
            result = app.test_cli_runner().invoke(args=["billing", *command])
            assert result.exit_code == 0, result.output
        with app.app_context():
            service.start_with(None)
            run_month(PERIOD, by=OPERATOR, language="en")
    return folder


def test_the_next_worker_goes_on_to_the_same_result(read_office: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    for folder in (whole, cut):
        shutil.copytree(read_office, folder)
    with worker(whole, NOW):
        wait_for(whole, lambda state, _done: state == "done")
    with worker(cut, NOW) as first:
        wait_for(cut, lambda state, done: state == "running" and done > 0)
        first.send_signal(signal.SIGKILL)
        first.wait()
    state, done = wait_for(cut, lambda *_now: True)
    assert state == "running", "killed too late to mean anything"
    assert 0 < done < ACCOUNTS
    with worker(cut, NOW + timedelta(minutes=2)):
        wait_for(cut, lambda state, _done: state == "done")
    assert rows(cut, DRAFTS) == rows(whole, DRAFTS)
    assert len(rows(cut, DRAFTS)) == ACCOUNTS
    assert rows(cut, "SELECT attempts FROM jobs WHERE kind = 'statements.run'") == [(2,)]
