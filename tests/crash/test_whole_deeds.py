"""Ended at any statement, the program comes back with whole deeds only, and goes on to the same result."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from app.billing.receivables.queries import check_sums
from app.extensions import db
from app.jobs import service
from tests.billing.office_sheets import write_office
from tests.billing.price_lists import LISTS
from tests.crash.dying import KILLED, let_go, program

pytestmark = pytest.mark.crash

PERIOD = "2026-11"
TRIES = 10
STEPS: dict[str, list[str]] = {
    "accounts": ["billing", "import-accounts", "accounts.xlsx", "--partial"],
    "plan": ["billing", "plan", PERIOD],
    "readings": ["billing", "import-readings", "readings.xlsx", "--period", PERIOD],
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
    "readings": "SELECT a.number, r.value, r.kind, i.volume, i.held FROM readings r "
    "JOIN plan_items i ON i.id = r.plan_item_id JOIN gas_accounts a ON a.id = r.account_id "
    "JOIN batches b ON b.id = r.batch_id WHERE b.state = 'applied' ORDER BY 1",
    "run": "SELECT s.account_number, s.volume, s.amount, (SELECT COUNT(*) FROM statement_lines l "
    "WHERE l.statement_id = s.id) FROM statements s JOIN runs r ON r.id = s.run_id "
    "WHERE r.state = 'drafted' ORDER BY 1",
    "post": "SELECT s.number, s.account_number, s.amount, d.outstanding, d.due_on FROM statements s "
    "JOIN runs r ON r.id = s.run_id JOIN receivables d ON d.statement_id = s.id WHERE r.state = 'posted' ORDER BY 1",
    "payments": "SELECT p.reference, p.amount, p.to_debts, p.to_prepaid FROM payments p ORDER BY 1",
}


def after(folder: Path, step: str) -> list[Any]:
    """What people see after a step."""
    app = program(folder)
    with app.app_context():
        rows = [tuple(row) for row in db.session.execute(text(SEEN_BY_PEOPLE[step]))]
        let_go()
    return rows


def run_command(folder: Path, step: str, statement: int = 0) -> tuple[int, int]:
    """Run a step's command in a process of its own; return its status and how many statements it needed."""
    command = [str(folder / part) if (folder / part).is_file() else part for part in STEPS[step]]
    process = subprocess.run(
        [sys.executable, "-m", "tests.crash.dying", str(folder), str(statement), *command],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode in (0, 1, KILLED), process.stderr
    lines = process.stdout.split()
    return process.returncode, int(lines[-1]) if lines else 0


@pytest.fixture(scope="module")
def offices(template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data folder just before each step, and under "step:done" just after it."""
    folder = tmp_path_factory.mktemp("office")
    for file in template.glob("qiantai.db*"):
        shutil.copy(file, folder / file.name)
    write_office(folder, count=60)
    app = program(folder)
    for name, source in LISTS.items():
        (folder / f"{name}.toml").write_text(source, encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["billing", "tariff-import", str(folder / f"{name}.toml")])
        assert result.exit_code == 0, result.output
    with app.app_context():
        let_go()
    made = {}
    for step in STEPS:
        made[step] = _copy(folder, tmp_path_factory.mktemp(step) / "before")
        status, statements = run_command(folder, step)
        assert status in (0, 1)
        assert after(folder, step), f"{step} left nothing to look at"
        made[f"{step}:done"] = _copy(folder, tmp_path_factory.mktemp(step) / str(statements))
    return made


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


@pytest.mark.parametrize("step", list(STEPS))
def test_a_step_ended_at_any_statement_leaves_whole_deeds_and_goes_on(
    offices: dict[str, Path], step: str, tmp_path: Path
) -> None:
    wanted = after(offices[f"{step}:done"], step)
    statements = int(offices[f"{step}:done"].name)
    random = Random(f"qiantai {step}")
    for number in sorted(random.sample(range(1, statements + 1), min(TRIES, statements))):
        folder = _copy(offices[step], tmp_path / str(number))
        status, _ = run_command(folder, step, number)
        assert status == KILLED
        left = after(folder, step)
        if step == "payments":  # each payment is a deed of its own
            assert set(left) <= set(wanted), f"{step} ended at statement {number}"
        else:
            assert left in ([], wanted), f"{step} ended at statement {number} left half of it"
        _sums_agree(folder)
        _go_on(folder, step, lambda folder=folder: after(folder, step) == wanted)  # type: ignore[misc]
        assert after(folder, step) == wanted, f"{step} ended at statement {number} did not come to the same result"
        _sums_agree(folder)


def _go_on(folder: Path, step: str, is_done: Callable[[], bool]) -> None:
    """Let the jobs go on by themselves; where nothing was asked for yet, the clerk gives the command again."""
    app = program(folder, later=timedelta(minutes=5))
    with app.app_context():
        for job_id in service.waiting():
            service.run(job_id)
        let_go()
    if not is_done():
        run_command(folder, step)


def _sums_agree(folder: Path) -> None:
    app = program(folder)
    with app.app_context():
        assert check_sums() == []
        let_go()
