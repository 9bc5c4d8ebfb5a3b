"""A messy office's month from spreadsheet to receipt, held against a calculation that shares no code with it."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from app.billing.receivables.queries import check_sums
from app.extensions import db
from tests.billing import office_sheets
from tests.billing.independent_month import Month, work_out
from tests.billing.price_lists import LISTS

PERIOD = "2026-11"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    office_sheets.write_office(folder)
    for name, source in LISTS.items():
        (folder / f"{name}.toml").write_text(source, encoding="utf-8")
    return folder


def expected(sheets: Path) -> Month:
    return work_out(
        office_sheets.accounts_in(sheets / "accounts.xlsx"),
        office_sheets.readings_in(sheets / "readings.xlsx"),
        office_sheets.payments_in(sheets / "payments.csv"),
    )


def say(runner: FlaskCliRunner, *command: Any, status: int = 0) -> dict[str, Any]:
    """Run a command that prints JSON."""
    result = runner.invoke(args=["billing", *map(str, command), "--json"])
    assert result.exit_code == status, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def prepare(app: Flask, sheets: Path, readings: str) -> FlaskCliRunner:
    runner = app.test_cli_runner()
    for name in LISTS:
        assert runner.invoke(args=["billing", "tariff-import", str(sheets / f"{name}.toml")]).exit_code == 0
    say(runner, "import-accounts", sheets / "accounts.xlsx", "--partial", status=1)
    say(runner, "plan", PERIOD)
    say(runner, "import-readings", sheets / readings, "--period", PERIOD)
    return runner


def fen(amount: Decimal) -> int:
    return int(amount * 100)


def billed() -> dict[str, tuple[int, int]]:
    rows = db.session.execute(
        text(
            "SELECT account_number, s.volume, amount FROM statements s JOIN runs r ON r.id = s.run_id "
            "WHERE r.state = 'posted'"
        )
    )
    return {row.account_number: (row.volume, row.amount) for row in rows}


def test_the_sheet_of_accounts_is_judged_row_by_row(app: Flask, sheets: Path) -> None:
    counts = say(app.test_cli_runner(), "import-accounts", sheets / "accounts.xlsx", "--partial", status=1)
    assert {name: counts[name] for name in ("rows", "create", "update", "same", "duplicate", "refused")} == {
        "rows": 155, "create": 150, "update": 0, "same": 0, "duplicate": 1, "refused": 4,
    }  # fmt: skip


def test_without_partial_nothing_of_a_sheet_with_mistakes_is_stored(app: Flask, sheets: Path) -> None:
    say(app.test_cli_runner(), "import-accounts", sheets / "accounts.xlsx", status=1)
    with app.app_context():
        assert db.session.execute(text("SELECT COUNT(*) FROM gas_accounts")).scalar_one() == 0


@pytest.mark.parametrize("readings", ["readings.xlsx", "readings.csv"])
def test_the_month_comes_out_as_worked_out_by_hand(app: Flask, sheets: Path, readings: str) -> None:
    month, runner = expected(sheets), prepare(app, sheets, readings)
    summary = say(runner, "run", PERIOD)
    assert summary["drafted"] == len(month.amounts)
    assert summary["held"] == len(month.held)
    assert Decimal(summary["amount"]) == sum(month.amounts.values())
    assert Decimal(summary["volume"]) == sum(month.volumes.values())
    held = json.loads(runner.invoke(args=["billing", "held", PERIOD, "--json"]).stdout)
    assert {row["account"]: row["reason"] for row in held} == month.held

    assert runner.invoke(args=["billing", "post", PERIOD]).exit_code == 0
    with app.app_context():
        wanted = {number: (int(month.volumes[number] * 1000), fen(amount)) for number, amount in month.amounts.items()}
        assert billed() == wanted

    say(runner, "import-payments", sheets / "payments.csv", "--channel", "bank", "--partial", status=1)
    with app.app_context():
        _money_is_as_worked_out(month)


def _money_is_as_worked_out(month: Month) -> None:
    owed: dict[str, int] = defaultdict(int)
    for row in db.session.execute(
        text("SELECT a.number, outstanding FROM receivables d JOIN gas_accounts a ON a.id = d.account_id")
    ):
        owed[row.number] += row.outstanding
    assert {n: v for n, v in owed.items() if v} == {n: fen(v) for n, v in month.owed.items() if v}
    balances = db.session.execute(
        text("SELECT a.number, balance FROM prepaid_balances b JOIN gas_accounts a ON a.id = b.account_id")
    )
    prepaid = {row.number: row.balance for row in balances if row.balance}
    assert prepaid == {n: fen(v) for n, v in month.prepaid.items() if v}
    assert db.session.execute(text("SELECT SUM(amount) FROM payments")).scalar_one() == fen(month.taken)
    assert check_sums() == []


def test_a_second_time_nothing_is_done_twice(app: Flask, sheets: Path) -> None:
    runner = prepare(app, sheets, "readings.xlsx")
    for _ in range(2):
        runner.invoke(args=["billing", "import-accounts", str(sheets / "accounts.xlsx"), "--partial"])
        runner.invoke(args=["billing", "plan", PERIOD])
        runner.invoke(args=["billing", "import-readings", str(sheets / "readings.csv"), "--period", PERIOD])
        runner.invoke(args=["billing", "run", PERIOD])
        runner.invoke(args=["billing", "post", PERIOD])
        payments = ["billing", "import-payments", str(sheets / "payments.csv"), "--channel", "bank", "--partial"]
        runner.invoke(args=payments)
    month = expected(sheets)
    with app.app_context():
        assert len(billed()) == len(month.amounts)
        _money_is_as_worked_out(month)
