"""Readings from the office's sheets."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.billing.readings.models import PlanItem, Reading
from app.billing.readings.queries.items import line
from app.billing.readings.service.plan import plan_month
from app.billing.readings.service.settle import recheck
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.batches import service, work
from app.office.batches.commands import run_import
from app.office.batches.kinds import kind_of
from app.office.batches.models import Batch, BatchRow
from app.office.batches.service import undo
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests.billing.factories_readings import (
    PERIOD,
    a_row,
    a_sheet,
    all_readings,
    an_account,
    hooks,
    many_accounts,
    planned,
    price_lists,
    read,
    standing,
)
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def _priced(context: None) -> None:
    price_lists()


def bring(folder: Path, *rows: list[object], partial: bool = False, name: str = "readings.csv") -> Batch:
    return run_import("readings", a_sheet(folder, rows, name), {"period": PERIOD}, by=OPERATOR, partial=partial)


def verdicts(batch: Batch) -> list[str]:
    return list(
        db.session.scalars(select(BatchRow.verdict).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number))
    )


def reasons(batch: Batch) -> list[str]:
    rows = db.session.scalars(select(BatchRow.reason).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number))
    return [json.dumps(row) for row in rows if row]


@pytest.mark.parametrize("name", ["readings.csv", "readings.xlsx"])
def test_both_kinds_of_sheet_come_to_the_same(tmp_path: Path, name: str) -> None:
    accounts = [an_account(99_990), an_account(), an_account(), an_account(category="commercial"), an_account()]
    items = planned(*accounts)
    batch = bring(
        tmp_path,
        a_row(accounts[0], 10, on="2026.11.24"),
        a_row(accounts[1], "１３０", on="2026年11月20日"),
        a_row(accounts[2], None, kind="未抄", why="门锁"),
        a_row(accounts[3], "1,130", on="2026/11/26"),
        a_row(accounts[4], "130.5", meter="M0"),
        name=name,
    )
    assert batch.counts == {"rows": 5, "create": 5, "update": 0, "same": 0, "duplicate": 0, "refused": 0}
    assert [standing(one) for one in items] == [
        (20, None),
        (30, None),
        (None, "unread"),
        (1030, "outside_window"),
        (None, "unknown_meter"),
    ]
    assert [one.unread_reason for one in all_readings()] == [None, None, "locked", None, None]
    assert {one.reader for one in all_readings()} == {"马超"}
    deeds = db.session.scalars(select(Entry.action).where(Entry.action.like("readings.imported%")).order_by(Entry.id))
    assert sorted(deeds) == ["readings.imported"] * 4 + ["readings.imported_unread"]


def test_rows_that_cannot_be_read_are_refused_each_with_its_reason(tmp_path: Path) -> None:
    account = an_account()
    planned(account)
    late = an_account()
    bad: list[list[object]] = [
        a_row("99999999", 1),
        a_row(late, 1),
        a_row(account, 1, on="2026-11-31"),
        a_row(account, 1, on=""),
        a_row(account, "abc"),
        a_row(account, "-5"),
        a_row(account, ""),
        a_row(account, "100000"),
        a_row(account, 5, kind="估抄"),
        a_row(account, 5, kind="未抄"),
        a_row(account, 130, on="2024-04-30"),
        a_row("", 1),
    ]
    batch = bring(tmp_path, *bad)
    assert verdicts(batch) == ["refused"] * len(bad)
    assert len(reasons(batch)) == len(bad)
    assert batch.state == "checked"
    assert all_readings() == []


def test_the_same_sheet_twice_changes_nothing(tmp_path: Path) -> None:
    account, unread = an_account(), an_account()
    (item_id, _) = planned(account, unread)
    rows = [a_row(account, 130), a_row(unread, None, kind="未抄", why="锁坏了")]
    bring(tmp_path, *rows)
    version = line(item_id, OPERATOR).item.version
    assert verdicts(bring(tmp_path, *rows)) == ["same", "same"]
    assert len(all_readings()) == 2
    assert line(item_id, OPERATOR).item.version == version


def test_a_differing_row_follows_what_was_imported_before(tmp_path: Path) -> None:
    account = an_account()
    (item_id,) = planned(account)
    bring(tmp_path, a_row(account, 130))
    assert verdicts(bring(tmp_path, a_row(account, 131))) == ["update"]
    assert standing(item_id) == (31, None)
    assert len(line(item_id, OPERATOR).figures) == 1


def test_two_rows_of_one_file_that_differ_are_both_stored_and_held(tmp_path: Path) -> None:
    account, again = an_account(), an_account()
    items = planned(account, again)
    first = bring(tmp_path, a_row(account, 130), a_row(account, 131), a_row(again, 130), a_row(again, 130))
    assert verdicts(first) == ["create", "create", "create", "duplicate"]
    assert [standing(one) for one in items] == [(None, "duplicate"), (30, None)]
    read(items[0], 131, reason="looked again")
    assert standing(items[0]) == (31, None)


def test_a_row_that_differs_beside_one_that_is_known_is_held_too(tmp_path: Path) -> None:
    account = an_account()
    (item_id,) = planned(account)
    bring(tmp_path, a_row(account, 130))
    assert verdicts(bring(tmp_path, a_row(account, 130), a_row(account, 131))) == ["same", "create"]
    assert standing(item_id) == (None, "duplicate")


def test_what_the_cashier_typed_is_compared_and_not_replaced(tmp_path: Path) -> None:
    account = an_account()
    (item_id,) = planned(account)
    read(item_id, 131, source="cashier")
    assert verdicts(bring(tmp_path, a_row(account, 130))) == ["create"]
    assert standing(item_id) == (30, "mismatch")


def test_a_day_to_come_is_taken_with_a_notice(tmp_path: Path) -> None:
    account = an_account()
    planned(account)
    batch = bring(tmp_path, a_row(account, 130, on="2026-11-25"))
    assert verdicts(batch) == ["create"]
    assert "still to come" in reasons(batch)[0]


def test_billed_accounts_take_no_other_row_but_the_same_one(tmp_path: Path) -> None:
    account = an_account()
    (item_id,) = planned(account)
    bring(tmp_path, a_row(account, 130))
    with hooks(billed_items=lambda ids: {item_id} & set(ids)):
        assert verdicts(bring(tmp_path, a_row(account, 130))) == ["same"]
        assert verdicts(bring(tmp_path, a_row(account, 131))) == ["refused"]


def test_nobody_sees_half_a_sheet(tmp_path: Path) -> None:
    account = an_account()
    (item_id,) = planned(account)
    read(item_id, 120)
    sheet = a_sheet(tmp_path, [a_row(account, 130)])
    batch = service.begin(sheet, kind_of("readings"), sheet.name, {"period": PERIOD}, by=OPERATOR)
    work.check_batch(batch.id, sheet, by=OPERATOR, keep=work.silent)
    service.start_applying(batch.id, partial=False, by=OPERATOR)
    with unit_of_work(by=OPERATOR) as unit:
        rows = unit.session.scalars(select(BatchRow)).all()
        kind_of("readings").apply(unit.session.get_one(Batch, batch.id), rows)
    assert len(all_readings()) == 2
    assert [one.value for one in line(item_id, OPERATOR).figures] == [120_000]
    recheck(PERIOD, by=OPERATOR)
    assert standing(item_id) == (20, None)


def test_an_import_taken_back_leaves_what_was_read_before(tmp_path: Path) -> None:
    account, other = an_account(), an_account()
    items = planned(account, other)
    read(items[0], 120)
    batch = bring(tmp_path, a_row(account, 130), a_row(other, 140))
    assert [standing(one) for one in items] == [(30, None), (40, None)]
    undo(batch.id, by=OPERATOR, language="en")
    assert [standing(one) for one in items] == [(20, None), (None, None)]
    read(items[0], 125, reason="again")
    assert standing(items[0]) == (25, None)


def test_an_import_that_something_rests_on_stays(tmp_path: Path) -> None:
    account = an_account()
    (item_id,) = planned(account)
    batch = bring(tmp_path, a_row(account, 130))
    with hooks(billed_items=lambda ids: set(ids)), pytest.raises(Refused, match="billed"):
        undo(batch.id, by=OPERATOR, language="en")
    read(item_id, 131, reason="wrong")
    with pytest.raises(Refused, match="corrected"):
        undo(batch.id, by=OPERATOR, language="en")


def test_readings_billed_while_the_sheet_waited_are_not_shown(tmp_path: Path) -> None:
    account = an_account()
    planned(account)
    sheet = a_sheet(tmp_path, [a_row(account, 130)])
    batch = service.begin(sheet, kind_of("readings"), sheet.name, {"period": PERIOD}, by=OPERATOR)
    work.check_batch(batch.id, sheet, by=OPERATOR, keep=work.silent)
    service.start_applying(batch.id, partial=False, by=OPERATOR)
    with hooks(billed_items=lambda ids: set(ids)), pytest.raises(Refused, match="meanwhile"):
        work.apply_batch(batch.id, by=OPERATOR, keep=work.silent)
    assert db.session.get_one(Batch, batch.id, populate_existing=True).state == "applying"


# -- commands --------------------------------------------------------------------------------------------------------


def run(app: Flask, *args: Any) -> Any:
    return app.test_cli_runner().invoke(args=["billing", *map(str, args)])


def test_the_command_prints_the_summary_and_says_by_its_status_what_was_refused(app: Flask, tmp_path: Path) -> None:
    account = an_account()
    sheet = a_sheet(tmp_path, [a_row(account, 130), a_row("99", 1)])
    assert run(app, "import-readings", sheet, "--period", PERIOD).exit_code == 2  # no plan yet
    planned(account)
    checked = run(app, "import-readings", sheet, "--period", PERIOD, "--json")
    assert checked.exit_code == 1
    assert all_readings() == []
    done = run(app, "import-readings", sheet, "--period", PERIOD, "--partial", "--json", "--by", "ma")
    counts = json.loads(done.stdout)
    assert done.exit_code == 1
    assert counts == {"batch": 2, "rows": 2, "create": 1, "update": 0, "same": 0, "duplicate": 0, "refused": 1}
    assert all_readings()[0].entered_by == "马抄"
    assert run(app, "import-readings", sheet, "--period", PERIOD, "--by", "gao").exit_code == 2


def test_the_commands_list_and_accept_what_is_held(app: Flask, tmp_path: Path) -> None:
    account, unread = an_account(category="commercial"), an_account()
    (item_id, _) = planned(account, unread)
    sheet = a_sheet(tmp_path, [a_row(account, 100), a_row(unread, None, kind="未抄", why="家中无人")])
    assert run(app, "import-readings", sheet, "--period", PERIOD).exit_code == 0
    rows = json.loads(run(app, "held", PERIOD, "--json").stdout)
    assert [(row["account"], row["meter"], row["reason"]) for row in rows] == [
        (account.number, f"M{account.number}", "zero"),
        (unread.number, f"M{unread.number}", "unread"),
    ]
    assert all(row["detail"] for row in rows)
    assert account.number in run(app, "held", PERIOD).stdout
    assert run(app, "accept", PERIOD, account.number, "--reason", " ").exit_code == 2
    assert run(app, "accept", PERIOD, unread.number, "--reason", "x").exit_code == 2
    assert run(app, "accept", PERIOD, account.number, "--reason", "shut", "--by", "ma").exit_code == 2
    assert run(app, "accept", PERIOD, account.number, "--reason", "shut").exit_code == 0
    assert standing(item_id) == (0, None)
    assert run(app, "held", "2026-12", "--json").exit_code == 2


def test_what_is_held_follows_the_price_lists(app: Flask) -> None:
    account = an_account(use="industry")
    (item_id,) = planned(account)
    read(item_id, 130, by=actor("ma"))
    item = db.session.get_one(PlanItem, item_id)
    item.use = "general"
    db.session.commit()
    assert json.loads(run(app, "held", PERIOD, "--json").stdout) == []


@pytest.mark.bench
def test_ten_thousand_readings_are_brought_in_in_ten_seconds(tmp_path: Path) -> None:
    many_accounts(10_000)
    plan_month(PERIOD, by=OPERATOR)
    sheet = a_sheet(tmp_path, [a_row(f"{10_000_000 + n}", 130, meter=f"M{n}") for n in range(1, 10_001)])
    started = time.monotonic()
    run_import("readings", sheet, {"period": PERIOD}, by=OPERATOR)
    assert time.monotonic() - started < 10
    assert db.session.scalar(select(func.count()).select_from(Reading)) == 10_000
    assert db.session.scalar(select(func.count()).where(PlanItem.volume == 30_000)) == 10_000
