"""Real processes at one office at the same moment: every number once, one run, one set of what a sheet brings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.billing.receivables.queries import check_sums
from app.domain.actor import OPERATOR
from app.extensions import db
from app.jobs import queries as jobs_of
from app.jobs import service as jobs
from app.office.batches import queries, service, work
from app.office.batches.kinds import kind_of
from app.office.numbering.service import next_number
from app.unit_of_work import unit_of_work
from tests.billing.office_sheets import write_office
from tests.billing.price_lists import LISTS
from tests.processes import Ended, at_once, commands_at_once

PROCESSES, TURNS, ACCOUNTS = 8, 40, 40
PERIOD = "2026-11"
ONE_ACCOUNT = "户号,户名,用户类别,地址,表号\n1,张三,居民,光明路1号,M1\n"


def say(app: Flask, *command: Any) -> str:
    result = app.test_cli_runner().invoke(args=["billing", *map(str, command)])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def count(app: Flask, table: str) -> int:
    with app.app_context():
        found: int = db.session.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
        return found


def sums_agree(app: Flask) -> None:
    with app.app_context():
        assert jobs.waiting() == []
        assert check_sums() == []


def answered(ended: list[Ended], *statuses: int) -> None:
    """Every process ended with one of these statuses and none with a fault."""
    assert [one for one in ended if one.status not in statuses or "Traceback" in one.problem] == []


@pytest.fixture
def office(app: Flask, folder: Path) -> Flask:
    """An office with price lists whose sheets lie in the data folder."""
    write_office(folder, count=ACCOUNTS)
    for name, source in LISTS.items():
        (folder / f"{name}.toml").write_text(source, encoding="utf-8")
        say(app, "tariff-import", folder / f"{name}.toml")
    return app


def test_eight_processes_take_every_number_once_and_leave_no_gap(app: Flask) -> None:
    def take() -> list[int]:
        given = []
        with app.app_context():
            for _ in range(TURNS):
                with unit_of_work(by=OPERATOR):
                    given.append(next_number("receipt", "2611"))
        return given

    given = at_once(app, *[take] * PROCESSES)
    assert sorted(number for one in given for number in one) == list(range(1, PROCESSES * TURNS + 1))
    assert all(one == sorted(one) for one in given)


def test_a_sheet_that_two_clerks_bring_in_at_once_is_one_set(office: Flask, folder: Path) -> None:
    command = ["billing", "import-accounts", str(folder / "accounts.xlsx"), "--partial"]
    answered(commands_at_once(office, command, command), 0, 1, 2)
    with office.app_context():
        shown = db.session.execute(
            text(
                "SELECT COUNT(*), COUNT(DISTINCT a.number) FROM gas_accounts a JOIN batches b ON b.id = a.batch_id "
                "WHERE b.state = 'applied'"
            )
        ).one()
    assert tuple(shown) == (ACCOUNTS, ACCOUNTS)
    assert count(office, "meters") == count(office, "installations") == ACCOUNTS


def test_a_month_that_two_clerks_bill_at_once_is_billed_once(office: Flask, folder: Path) -> None:
    say(office, "import-accounts", folder / "accounts.xlsx", "--partial")
    plan = ["billing", "plan", PERIOD]
    answered(commands_at_once(office, plan, plan), 0)
    assert count(office, "plan_items") == ACCOUNTS

    readings = ["billing", "import-readings", str(folder / "readings.xlsx"), "--period", PERIOD]
    answered(commands_at_once(office, readings, readings), 0, 1, 2)
    run = ["billing", "run", PERIOD, "--json"]
    drafted = commands_at_once(office, run, run)
    answered(drafted, 0, 2)
    figures = [json.loads(one.output) for one in drafted if one.status == 0]
    assert {one["drafted"] for one in figures} == {count(office, "statements")}
    assert count(office, "runs") == 1

    post = ["billing", "post", PERIOD]
    answered(commands_at_once(office, post, post), 0, 2)
    assert count(office, "receivables") == count(office, "statements WHERE number IS NOT NULL")
    assert count(office, "statements WHERE number IS NULL") == 0

    payments = ["billing", "import-payments", str(folder / "payments.csv"), "--channel", "bank", "--partial"]
    answered(commands_at_once(office, payments, payments), 0, 1, 2)
    with office.app_context():
        booked = db.session.execute(text("SELECT COUNT(*), COUNT(DISTINCT reference) FROM payments")).one()
        waiting = db.session.execute(text("SELECT COUNT(*), COUNT(DISTINCT reference) FROM unmatched_payments")).one()
    assert booked[0] == booked[1] > 0
    assert waiting[0] == waiting[1] > 0
    sums_agree(office)


def test_of_two_sheets_that_were_checked_before_either_was_applied_the_second_is_refused(
    office: Flask, folder: Path
) -> None:
    (folder / "first.csv").write_text(ONE_ACCOUNT, encoding="utf-8")
    (folder / "second.csv").write_text(ONE_ACCOUNT + "2,李四,居民,光明路2号,M2\n", encoding="utf-8")
    with office.app_context():
        first, second = (checked(folder / name) for name in ("first.csv", "second.csv"))
        ended = [
            done_job(service.ask_to_apply(batch_id, partial=False, by=OPERATOR, language="en"))
            for batch_id in (first, second)
        ]
        assert ended[0] == ("done", None)
        assert ended[1][0] == "failed"
        assert "stored by somebody else since the check" in (ended[1][1] or "")
        service.undo(second, by=OPERATOR, language="en")
        assert queries.batch(second).state == "undone"
    assert count(office, "gas_accounts") == count(office, "meters") == 1


def checked(path: Path) -> int:
    kind = kind_of("accounts")
    batch_id = service.begin(path, kind, path.name, {}, by=OPERATOR).id
    work.check_batch(batch_id, path, by=OPERATOR, keep=work.silent)
    return batch_id


def done_job(job_id: int) -> tuple[str, str | None]:
    job = jobs_of.job(job_id)
    return job.state, job.problem
