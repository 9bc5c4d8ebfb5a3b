"""Ended at any statement, the program comes back with whole deeds only, and goes on to the same result."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.billing.receivables.queries import check_sums
from app.extensions import db
from app.jobs import service
from tests.billing.office_sheets import write_office
from tests.billing.price_lists import LISTS
from tests.conftest import NOW, moved_to, settings_for
from tests.crash.dying import KILLED, let_go, run_and_die

pytestmark = pytest.mark.crash

PERIOD = "2026-11"
TRIES = 10
ASSESSED = "assessed"  # what becomes of each account once its reading is there: a deed of its own that follows
STEPS: dict[str, list[str]] = {
    "accounts": ["billing", "import-accounts", "accounts.xlsx", "--partial"],
    "plan": ["billing", "plan", PERIOD],
    "readings": ["billing", "import-readings", "readings.csv", "--period", PERIOD],
    "run": ["billing", "run", PERIOD],
    "post": ["billing", "post", PERIOD],
    "payments": ["billing", "import-payments", "payments.csv", "--channel", "bank", "--partial"],
}
SEEN_BY_PEOPLE = {  # what a step leaves, in words that do not depend on row ids or times
    "accounts": "SELECT a.number, a.name, c.name, m.number, i.initial_reading FROM gas_accounts a "
    "JOIN customers c ON c.id = a.customer_id JOIN installations i ON i.account_id = a.id "
    "JOIN meters m ON m.id = i.meter_id JOIN batches b ON b.id = a.batch_id WHERE b.state = 'applied' ORDER BY 1",
    "plan": "SELECT a.number, i.previous, i.book, i.position FROM plan_items i JOIN plans p ON p.id = i.plan_id "
    "JOIN gas_accounts a ON a.id = i.account_id WHERE p.frozen_at IS NOT NULL ORDER BY 1",
    "readings": "SELECT a.number, r.value, r.kind FROM readings r JOIN gas_accounts a ON a.id = r.account_id "
    "JOIN batches b ON b.id = r.batch_id WHERE b.state = 'applied' ORDER BY 1",
    ASSESSED: "SELECT a.number, i.volume, i.held FROM plan_items i JOIN gas_accounts a ON a.id = i.account_id "
    "WHERE i.reading_id IS NOT NULL OR i.held IS NOT NULL ORDER BY 1",
    "run": "SELECT s.account_number, s.volume, s.amount, (SELECT COUNT(*) FROM statement_lines l "
    "WHERE l.statement_id = s.id) FROM statements s JOIN runs r ON r.id = s.run_id "
    "WHERE r.state = 'drafted' ORDER BY 1",
    "post": "SELECT s.number, s.account_number, s.amount, d.outstanding, d.due_on FROM statements s "
    "JOIN runs r ON r.id = s.run_id JOIN receivables d ON d.statement_id = s.id WHERE r.state = 'posted' ORDER BY 1",
    "payments": "SELECT p.reference, p.amount, p.to_debts, p.to_prepaid FROM payments p ORDER BY 1",
}


@contextlib.contextmanager
def opened(program: Flask, folder: Path, *, later: timedelta = timedelta(0)) -> Iterator[Flask]:
    """The program on this data, some time after the tests' usual moment."""
    with moved_to(program, settings_for(folder, SQLITE_DURABLE=True, START_OF_TIME=NOW + later)) as app:
        yield app
        let_go(app)


def after(program: Flask, folder: Path, step: str) -> list[Any]:
    """What people see after a step, when the sums of the books were found to agree."""
    with opened(program, folder) as app, app.app_context():
        assert check_sums() == []
        return [tuple(row) for row in db.session.execute(text(SEEN_BY_PEOPLE[step]))]


def run_command(program: Flask, folder: Path, step: str, statement: int = 0) -> tuple[int, int]:
    """Run a step's command in a process of its own; return its status and how many statements it needed."""
    command = [str(folder / part) if (folder / part).is_file() else part for part in STEPS[step]]
    with opened(program, folder) as app:
        status, statements = run_and_die(app, statement, *command)
    assert status in (0, 1, KILLED)
    return status, statements


@pytest.fixture(scope="module")
def offices(program: Flask, template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data folder just before each step, and under "step:done" just after it."""
    folder = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(template, folder)
    write_office(folder, count=60)
    with opened(program, folder) as app:
        for name, source in LISTS.items():
            (folder / f"{name}.toml").write_text(source, encoding="utf-8")
            result = app.test_cli_runner().invoke(args=["billing", "tariff-import", str(folder / f"{name}.toml")])
            assert result.exit_code == 0, result.output
    made = {}
    for step in STEPS:
        made[step] = _copy(folder, tmp_path_factory.mktemp(step) / "before")
        _, statements = run_command(program, folder, step)
        assert after(program, folder, step), f"{step} left nothing to look at"
        made[f"{step}:done"] = _copy(folder, tmp_path_factory.mktemp(step) / str(statements))
    return made


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


@pytest.mark.parametrize("step", list(STEPS))
def test_a_step_ended_at_any_statement_leaves_whole_deeds_and_goes_on(
    program: Flask, offices: dict[str, Path], step: str, tmp_path: Path
) -> None:
    wanted = after(program, offices[f"{step}:done"], step)
    assessed = after(program, offices[f"{step}:done"], ASSESSED)
    statements = int(offices[f"{step}:done"].name)
    random = Random(f"qiantai {step}")
    for number in sorted(random.sample(range(1, statements + 1), min(TRIES, statements))):
        folder = _copy(offices[step], tmp_path / str(number))
        assert run_command(program, folder, step, number)[0] == KILLED
        left = after(program, folder, step)
        if step == "payments":  # each is a deed of its own
            assert set(left) <= set(wanted), f"{step} ended at statement {number}"
        else:
            assert left in ([], wanted), f"{step} ended at statement {number} left half of it"
        _go_on(program, folder)
        if after(program, folder, step) != wanted:  # nothing was asked for yet: the clerk gives the command again
            run_command(program, folder, step)
        assert after(program, folder, step) == wanted, f"{step} ended at statement {number} came to something else"
        assert after(program, folder, ASSESSED) == assessed, f"{step} ended at {number} left accounts behind"


def _go_on(program: Flask, folder: Path) -> None:
    """Let the jobs whose worker is gone go on by themselves."""
    with opened(program, folder, later=timedelta(minutes=5)) as app, app.app_context():
        for _ in range(3):  # one job may ask for the next
            for job_id in service.waiting():
                service.run(job_id)
