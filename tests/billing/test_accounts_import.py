"""Bringing in the office's register of gas accounts: verdicts, reasons, applying, taking back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, insert, select

from app.billing.accounts import imports, queries, service
from app.billing.accounts.models import GasAccount
from app.billing.meters import queries as meters
from app.billing.meters.models import Installation, Meter
from app.billing.readings.models import Plan, PlanItem
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.volume import Volume
from app.exchange.read import read_sheet
from app.extensions import db
from app.office.batches import queries as batches
from app.office.batches import service as batch_service
from app.office.batches.commands import run_import
from app.office.batches.kinds import BY
from app.office.batches.models import Batch, BatchRow
from app.office.batches.sentences import sentence
from app.office.batches.service import undo
from app.office.history.models import Entry
from app.search.index import matching
from app.unit_of_work import unit_of_work
from tests.billing import big_office
from tests.billing.factories_accounts import GOOD, new_account, opened, sheet
from tests.factories import actor

Bring = Callable[..., Batch]


@pytest.fixture
def bring(context: None, tmp_path: Path) -> Bring:
    """Import rows of a sheet: `bring(GOOD)`."""

    def run(*rows: str, partial: bool = True, by: Any = OPERATOR, **header: str) -> Batch:
        path = tmp_path / "accounts.csv"
        path.write_bytes(sheet(*rows, **header))
        return run_import("accounts", path, by=by, partial=partial)

    return run


def rows_of(batch: Batch) -> list[BatchRow]:
    return list(db.session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number)))


def verdicts(batch: Batch) -> list[str]:
    return [row.verdict for row in rows_of(batch)]


def reason(batch: Batch, place: int = -1) -> str:
    kept = rows_of(batch)[place].reason
    return str(sentence(kept)) if kept else ""


def changed(row: str, **cells: str) -> str:
    """The row with other cells, by the place of their header."""
    places = {"number": 0, "name": 1, "category": 2, "use": 3, "persons": 4, "address": 5, "phone": 6, "meter": 7,
              "digits": 8, "initial_reading": 9, "installed_on": 10, "factor": 11, "book": 12, "position": 13,
              "cycle_volume": 14, "customer": 15}  # fmt: skip
    parts = row.split(",")
    for key, text in cells.items():
        parts[places[key]] = text
    return ",".join(parts)


def account(number: str = "10000003") -> GasAccount:
    db.session.rollback()
    return queries.accounts_by_number([number])[number]


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_row_becomes_account_customer_meter_and_history(bring: Bring) -> None:
    batch = bring(GOOD)
    assert batch.state == "applied"
    one = account()
    assert (one.name, one.category, one.use, one.persons) == ("康超", "residential", "general", 7)
    assert (one.address, one.phone, one.book, one.position) == ("光明路36号8栋1804室", "13390996030", "B01", 1)
    assert (one.cycle_volume, one.cycle_as_of, one.state, one.version) == (548_000, None, "active", 1)
    hung = meters.installation_of(one.id)
    assert hung is not None
    assert (hung.number, hung.digits, hung.initial_reading, hung.factor) == ("M70000000", 5, 3_164_000, 1_000_000)
    assert str(hung.installed_on) == "2024-05-01"
    customer = db.session.get_one(Customer, one.customer_id)
    assert (customer.name, customer.kind) == ("康超", "person")
    told = db.session.scalars(select(Entry.action).where(Entry.customer_id == customer.id).order_by(Entry.id)).all()
    assert list(told) == ["customers.opened", "accounts.opened"]
    for query in ("康超", "kangchao", "10000003", "M70000000", "6030", "光明路"):
        assert db.session.scalars(matching("account", query)).all() == [one.id]  # type: ignore[arg-type]


def test_english_headers_and_values_do_as_well(bring: Bring) -> None:
    header = "Account,NAME,category,address,meter,use,unknown column"
    batch = bring("1,Wang,Public Welfare,Road 1,M1,Boiler,x", header=header)
    one = account("1")
    assert (one.category, one.use) == ("public_welfare", "boiler")
    assert "unknown column" in str([sentence(one) for one in batch.notices])


@pytest.mark.parametrize("day", ["2024.5.1", "2024年5月1日", "20240501", "45413", "2024/05/01", "2024-05-01 00:00:00"])
def test_dates_are_understood_however_the_clerk_wrote_them(bring: Bring, day: str) -> None:
    bring(changed(GOOD, installed_on=day))
    hung = meters.installation_of(account().id)
    assert str(hung and hung.installed_on) == "2024-05-01"


def test_full_width_signs_blanks_and_spreadsheet_figures_are_understood(bring: Bring) -> None:
    bring(
        changed(
            GOOD, number=" １０００ ０００３", name="　康超 ", phone="1.3390996030E+10", meter="Ｍ７０００００００",
            digits="5.0", initial_reading="３１６４.500", persons="7.0", position="1.0",
        )
    )  # fmt: skip
    one = account()
    assert (one.name, one.phone, one.persons, one.position) == ("康超", "13390996030", 7, 1)
    hung = meters.installation_of(one.id)
    assert (hung and hung.number, hung and hung.initial_reading) == ("M70000000", 3_164_500)


@pytest.mark.parametrize(
    ("cell", "text", "why"),
    [
        ("number", "", "Account number: This is missing."),
        ("number", "1.23E+15", "Account number: The spreadsheet has shortened"),
        ("name", "", "Name: This is missing."),
        ("name", "x" * 121, "Name: This is too long."),
        ("category", "工业用户甲", "Category: “工业用户甲” is no category."),
        ("address", "", "Address: This is missing."),
        ("address", "x" * 201, "Address: This is too long."),
        ("use", "x" * 41, "Use: This is too long."),
        ("persons", "0", "Persons: The number must lie between"),
        ("phone", "none", "Telephone: “none” is not a phone number."),
        ("meter", "", "Meter number: This is missing."),
        ("digits", "2", "Digits of the meter: A meter has from 3 to 9 digits."),
        ("digits", "five", "Digits of the meter: “five” is not a number."),
        ("initial_reading", "十二", "Reading when hung up: “十二” is not a number."),
        ("initial_reading", "-4", "Reading when hung up: Please type a figure that is not negative."),
        ("initial_reading", "100000", "Reading when hung up: A meter with 5 digits cannot show 100000."),
        ("installed_on", "2024-02-30", "Hung up on: “2024-02-30” is not a date."),
        ("factor", "0", "Correction factor: The number must lie between"),
        ("book", "x" * 41, "Reading book: This is too long."),
        ("position", "first", "Place in the book: “first” is not a number."),
        ("cycle_volume", "-1", "Volume of the cycle so far: Please type a figure that is not negative."),
        ("customer", "C999999", "Customer number: There is no customer"),
    ],
)
def test_a_bad_cell_is_refused_with_column_and_reason(bring: Bring, cell: str, text: str, why: str) -> None:
    batch = bring(changed(GOOD, **{cell: text}))
    assert verdicts(batch) == ["refused"]
    assert reason(batch).startswith(why)
    assert count(GasAccount) == 0


def test_the_same_account_twice_is_a_duplicate_and_the_same_meter_twice_is_refused(bring: Bring) -> None:
    batch = bring(GOOD, GOOD, changed(GOOD, number="2"))
    assert verdicts(batch) == ["create", "duplicate", "refused"]
    assert reason(batch, 1) == "The same account stands in row 2."
    assert reason(batch, 2) == "Meter number: The same meter stands in row 2."


def test_a_meter_that_hangs_elsewhere_is_refused(bring: Bring) -> None:
    bring(GOOD)
    batch = bring(changed(GOOD, number="2"))
    assert verdicts(batch) == ["refused"]
    assert "hangs at another account" in reason(batch)


def test_a_meter_that_was_taken_down_may_be_hung_up_again(bring: Bring) -> None:
    old = opened(meter="M70000000")
    service.close_account(old.id, on=date(2026, 1, 1), final_reading=Volume(0), reason="moved", by=OPERATOR)
    assert reason(bring(changed(GOOD, number="2"))).endswith("The meter hung elsewhere until 2026-01-01.")
    batch = bring(changed(GOOD, number="2", installed_on="2026-01-01"))
    assert verdicts(batch) == ["create"]
    assert count(Meter) == 1
    undo(batch.id, by=OPERATOR, language="en")
    assert count(Meter) == 1
    assert count(Installation) == 1


def test_known_customers_get_the_accounts_that_name_them(bring: Bring) -> None:
    customer = open_customer(NewCustomer("person", "康超"), by=OPERATOR)
    bring(changed(GOOD, customer=customer.number.lower()))
    assert account().customer_id == customer.id
    assert count(Customer) == 1
    other = bring(changed(GOOD, customer="C000999"))
    assert reason(other) == "Customer number: The account belongs to another customer."


def test_the_same_sheet_again_changes_nothing(bring: Bring) -> None:
    bring(GOOD)
    assert verdicts(bring(GOOD)) == ["same"]
    bare = changed(GOOD, use="", persons="", phone="", digits="", initial_reading="", installed_on="", factor="",
                   book="", position="", cycle_volume="")  # fmt: skip
    assert verdicts(bring(bare)) == ["same"]
    assert account().persons == 7


def test_other_values_are_an_update_with_old_and_new_in_history(bring: Bring) -> None:
    bring(GOOD)
    new = {"name": "康明", "address": "人民路1号", "phone": "13800000000", "persons": "3"}
    new |= {"use": "壁挂炉", "book": "B02", "position": "9"}
    batch = bring(changed(GOOD, **new))
    assert verdicts(batch) == ["update"]
    one = account()
    assert (one.name, one.address, one.phone, one.persons) == ("康明", "人民路1号", "13800000000", 3)
    assert (one.use, one.book, one.position, one.version) == ("boiler", "B02", 9, 2)
    entry = db.session.scalars(select(Entry).where(Entry.action == "accounts.changed")).one()
    assert {change["field"] for change in entry.facts["changes"]} == set(new)
    assert db.session.scalars(matching("account", "康明")).all() == [one.id]  # type: ignore[arg-type]
    assert db.session.scalars(matching("account", "康超")).all() == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("category", "商业"), ("meter", "M2"), ("digits", "6"), ("initial_reading", "1"), ("installed_on", "2024-05-02"),
     ("factor", "2"), ("cycle_volume", "1")],
)  # fmt: skip
def test_an_import_never_changes_category_meter_or_volume_silently(bring: Bring, cell: str, text: str) -> None:
    bring(GOOD)
    batch = bring(changed(GOOD, **{cell: text}))
    assert verdicts(batch) == ["refused"]
    assert "An import does not change this" in reason(batch)


def test_a_date_ahead_is_taken_with_a_notice(bring: Bring) -> None:
    batch = bring(changed(GOOD, installed_on="2027-01-01"))
    assert verdicts(batch) == ["create"]
    assert "in the future" in reason(batch)


def test_refused_rows_hold_back_the_whole_sheet_unless_partial(bring: Bring) -> None:
    bad = changed(GOOD, number="2", category="x")
    assert bring(GOOD, bad, partial=False).state == "checked"
    assert queries.accounts_by_number(["10000003"]) == {}
    assert bring(GOOD, bad).state == "applied"
    assert account().name == "康超"


def test_a_row_of_another_import_that_is_not_applied_is_refused(bring: Bring) -> None:
    batch = bring(GOOD)
    with unit_of_work(by=OPERATOR) as work:
        work.session.get_one(Batch, batch.id).state = "applying"
    again = bring(GOOD)
    assert reason(again) == "Account number: This account stands in another import that is not applied."


def test_an_import_is_taken_back_without_a_trace_in_the_lists(bring: Bring) -> None:
    kept = opened("1", meter="M1")
    batch = bring(GOOD, changed(GOOD, number="1", meter="M1", name="改名", initial_reading="", cycle_volume=""))
    assert (batch.counts["create"], batch.counts["update"]) == (1, 1)
    undo(batch.id, by=OPERATOR, language="en")
    assert batches.batch(batch.id).state == "undone"
    assert count(GasAccount) == count(Meter) == count(Installation) == count(Customer) == 1
    assert account("1").name == "康超"
    assert kept.id == account("1").id
    assert db.session.scalars(matching("account", "M70000000")).all() == []  # type: ignore[arg-type]
    told = db.session.scalars(select(Entry.action).order_by(Entry.id)).all()
    assert {"accounts.withdrawn", "customers.withdrawn"} <= set(told)


def _change_it(one: GasAccount) -> None:
    fields = new_account(name="改名").fields
    service.change_account(one.id, fields, version=1, by=OPERATOR)


def _suspend_it(one: GasAccount) -> None:
    service.suspend_account(one.id, reason="x", by=OPERATOR)


def _plan_it(one: GasAccount) -> None:
    with unit_of_work(by=OPERATOR) as work:
        plan = Plan(period="2026-11", made_by="x")
        work.session.add(plan)
        work.session.flush()
        row = {"plan_id": plan.id, "account_id": one.id, "factor": 1_000_000, "category": "residential",
               "use": "general", "previous": 0}  # fmt: skip
        work.session.execute(insert(PlanItem), [row])


def _give_its_customer_another(one: GasAccount) -> None:
    number = db.session.get_one(Customer, one.customer_id).number
    service.open_account(new_account("2"), customer=number, by=OPERATOR)


@pytest.mark.parametrize("touch", [_change_it, _suspend_it, _plan_it, _give_its_customer_another])
def test_an_import_whose_accounts_were_touched_stays(bring: Bring, touch: Callable[[GasAccount], None]) -> None:
    batch = bring(GOOD)
    touch(account())
    with pytest.raises(Refused, match="10000003"):
        undo(batch.id, by=OPERATOR, language="en")
    assert account().number == "10000003"


def test_an_update_that_came_after_the_check_is_left_out(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    one = opened(meter="M70000000")
    begin = batch_service.start_applying

    def quicker(*args: Any, **kwargs: Any) -> Any:
        service.change_account(one.id, new_account(name="先改").fields, version=1, by=OPERATOR)
        return begin(*args, **kwargs)

    monkeypatch.setattr(batch_service, "start_applying", quicker)
    batch = bring(changed(GOOD, initial_reading="", cycle_volume="", name="后改"))
    assert account().name == "先改"
    assert "left out" in reason(batch)
    undo(batch.id, by=OPERATOR, language="en")
    assert account().name == "先改"


def test_the_command_prints_the_summary(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(sheet(GOOD, changed(GOOD, number="2", category="x")))
    runner = app.test_cli_runner()
    refused = runner.invoke(args=["billing", "import-accounts", str(path), "--json"])
    assert refused.exit_code == 1
    partial = runner.invoke(args=["billing", "import-accounts", str(path), "--json", "--partial", "--by", "chen"])
    assert partial.exit_code == 1
    said = json.loads(partial.stdout)
    assert {key: said[key] for key in said if key != "batch"} == {
        "rows": 2, "create": 1, "update": 0, "same": 0, "duplicate": 0, "refused": 1,
    }  # fmt: skip
    assert runner.invoke(args=["billing", "import-accounts", str(path), "--by", "ma"]).exit_code == 2
    assert runner.invoke(args=["billing", "import-accounts", str(tmp_path / "none.csv")]).exit_code == 2


def test_only_who_may_import_sees_the_button(sign_in: Callable[[str], Any]) -> None:
    assert "/imports/new/accounts" in sign_in("chen").get("/billing/accounts/").text
    assert "/imports/new/accounts" not in sign_in("ma").get("/billing/accounts/").text
    assert sign_in("ma").get("/office/imports/new/accounts").status_code in (403, 404)


def test_a_sheet_is_checked_with_few_questions_however_long_it_is(context: None, tmp_path: Path) -> None:
    rows = read_sheet(big_office.write_csv(tmp_path / "big.csv", 400), imports.COLUMNS).rows
    options = {BY: actor("chen")}
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert {one.verdict for one in imports.check(rows, options)} == {"create"}
    assert len(asked) < 10


def test_the_made_up_office_is_the_same_every_time_and_every_row_is_good(tmp_path: Path) -> None:
    assert list(big_office.accounts(300)) == list(big_office.accounts(300))
    rows = list(big_office.accounts(2000))
    assert len({row[0] for row in rows}) == len({row[7] for row in rows}) == 2000
    assert {row[2] for row in rows} == {"居民", "商业", "公福"}
    assert big_office.write_xlsx(tmp_path / "a.xlsx", 50).stat().st_size > 0


@pytest.mark.bench
def test_ten_thousand_accounts_come_in_within_ten_seconds(context: None, tmp_path: Path) -> None:
    path = big_office.write_xlsx(tmp_path / "big.xlsx", 10_000)
    started = time.monotonic()
    assert run_import("accounts", path, by=OPERATOR).state == "applied"
    assert time.monotonic() - started < 10
