"""A worker killed with kill -9 while it imports or posts: the next one goes on by itself to the same end."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.billing.receivables.queries import check_sums
from app.billing.statements import queries as statements
from app.billing.statements.service import post
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.jobs import service as jobs
from app.office.batches.kinds import kind_of
from app.office.batches.service import ask_to_apply, upload
from tests.bench.office import write_readings
from tests.billing.big_office import accounts, write_csv
from tests.billing.office_sheets import PAYMENT_HEADER
from tests.billing.price_lists import LISTS
from tests.conftest import NOW
from tests.crash.test_worker import opened, rows, worker

pytestmark = pytest.mark.crash

PERIOD, ACCOUNTS, PATIENCE = "2026-11", 1500, 60
EVERYWHERE = (
    "SELECT action, COUNT(*), COUNT(DISTINCT subject) FROM history GROUP BY action ORDER BY 1",
    "SELECT scope, period, value FROM counters ORDER BY 1, 2",
    # What is looked over every night is asked for by the worker, not by what is tested here.
    "SELECT kind, state, done, total, result FROM jobs WHERE kind LIKE 'imports.%' OR kind LIKE 'statements.%' "
    "ORDER BY id",
)
IMPORTED = (
    "SELECT a.number, a.name, a.address, c.number, c.name, m.number, i.initial_reading, b.state, b.done "
    "FROM gas_accounts a JOIN customers c ON c.id = a.customer_id JOIN installations i ON i.account_id = a.id "
    "JOIN meters m ON m.id = i.meter_id JOIN batches b ON b.id = a.batch_id ORDER BY 1",
    "SELECT number, verdict FROM batch_rows ORDER BY 1",
    "SELECT COUNT(*), COUNT(DISTINCT rowid) FROM search_words",
)
POSTED = (
    "SELECT s.number, s.account_number, s.amount, d.outstanding, d.due_on, r.state, "
    "(SELECT COUNT(*) FROM statement_lines l WHERE l.statement_id = s.id) "
    "FROM statements s JOIN runs r ON r.id = s.run_id JOIN receivables d ON d.statement_id = s.id ORDER BY 1",
    "SELECT account_id, balance FROM prepaid_balances ORDER BY 1",
    "SELECT account_id, source, amount FROM allocations ORDER BY 1, 2, 3",
)


def copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def do(program: Flask, folder: Path, deed: Callable[[], Any], *, at_once: bool) -> Any:
    """Do something in the office; the jobs it asks for are done at once, or left to a worker."""
    with opened(program, folder) as app, app.app_context():
        if not at_once:
            jobs.start_with(None)
        return deed()


def say(app: Flask, *command: str) -> None:
    result = app.test_cli_runner().invoke(args=["billing", *command])
    assert result.exit_code == 0, result.output


def seen(folder: Path, queries: tuple[str, ...]) -> list[list[Any]]:
    return [rows(folder, query) for query in (*queries, *EVERYWHERE)]


def until(folder: Path, job_id: int, done: int | None) -> None:
    """Wait until a job has done so much and is still at work, or, with None, until it has ended well."""
    ends, state, reached = time.monotonic() + PATIENCE, "", 0
    while time.monotonic() < ends and state not in ("failed", "cancelled"):
        state, reached = rows(folder, f"SELECT state, done FROM jobs WHERE id = {job_id}")[0]
        if (done is None and state == "done") or (done is not None and state == "running" and reached >= done):
            return
        assert done is None or state != "done", "done before it could be killed"
        time.sleep(0.002)
    pytest.fail(f"job {job_id} is {state} at {reached}: " + (folder / "worker.log").read_text()[-2000:])


def finish(folder: Path, job_id: int, kill_at: tuple[int, ...]) -> None:
    """Let workers do a job: each is killed once so much is done, the last may end it. Each begins a minute later."""
    begun = time.monotonic()
    for late, done in enumerate((*kill_at, None)):
        with worker(folder, NOW + timedelta(minutes=late, seconds=time.monotonic() - begun)):
            until(folder, job_id, done)
    assert rows(folder, f"SELECT attempts FROM jobs WHERE id = {job_id}") == [(len(kill_at) + 1,)]


def bring(folder: Path) -> int:
    """Have a sheet of accounts checked; the number of its import."""
    sheet = write_csv(folder / "accounts.csv", ACCOUNTS)
    return upload(sheet, kind_of("accounts"), "accounts.csv", {}, by=OPERATOR, language="en").id


def ask_to_write(batch_id: int) -> int:
    return ask_to_apply(batch_id, partial=False, by=OPERATOR, language="en")


@pytest.fixture(scope="module")
def checked(program: Flask, template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """An office with price lists and a checked sheet of accounts, and the number of this import."""

    def prepare() -> int:
        for source in LISTS.values():
            enter_tariff(parse_tariff(source), by=OPERATOR)
        return bring(folder)

    folder = copy(template, tmp_path_factory.mktemp("checked") / "data")
    return folder, do(program, folder, prepare, at_once=True)


@pytest.fixture(scope="module")
def imported(program: Flask, checked: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office after an import in which nobody was killed."""
    folder = copy(checked[0], tmp_path_factory.mktemp("imported") / "data")
    do(program, folder, lambda: ask_to_write(checked[1]), at_once=True)
    return folder


@pytest.fixture(scope="module")
def drafted(program: Flask, imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with the drafts of a month, and money of a hundred accounts that was paid ahead."""
    folder = copy(imported, tmp_path_factory.mktemp("drafted") / "data")
    with (folder / "payments.csv").open("w", encoding="utf-8", newline="") as file:
        ahead = ((row[0], "30.00", "2026-11-19", f"BK{n}", "") for n, row in enumerate(accounts(100)))
        csv.writer(file).writerows((PAYMENT_HEADER, *ahead))
    with opened(program, folder) as app:
        say(app, "plan", PERIOD)
        say(app, "import-readings", str(write_readings(folder / "readings.csv", ACCOUNTS)), "--period", PERIOD)
        say(app, "import-payments", str(folder / "payments.csv"), "--channel", "bank")
        say(app, "run", PERIOD)
    return folder


def test_an_import_goes_on_to_the_same_accounts(
    program: Flask, checked: tuple[Path, int], imported: Path, tmp_path: Path
) -> None:
    folder = copy(checked[0], tmp_path / "data")
    finish(folder, do(program, folder, lambda: ask_to_write(checked[1]), at_once=False), kill_at=(ACCOUNTS // 2,))
    assert seen(folder, IMPORTED) == seen(imported, IMPORTED)
    assert len(rows(folder, IMPORTED[0])) == ACCOUNTS


def test_a_posting_goes_on_to_the_same_numbers_and_debts(program: Flask, drafted: Path, tmp_path: Path) -> None:
    whole, folder = copy(drafted, tmp_path / "whole"), copy(drafted, tmp_path / "data")

    def ask() -> int:
        run = statements.newest_run(PERIOD)
        assert run is not None
        return post(run.id, by=OPERATOR, language="en")

    do(program, whole, ask, at_once=True)
    job_id = do(program, folder, ask, at_once=False)
    while_numbers_are_given, after_the_flip = ACCOUNTS // 3, ACCOUNTS + ACCOUNTS // 3
    finish(folder, job_id, kill_at=(while_numbers_are_given, after_the_flip))
    assert seen(folder, POSTED) == seen(whole, POSTED)
    assert len(rows(folder, POSTED[0])) == ACCOUNTS
    assert do(program, folder, check_sums, at_once=False) == []
