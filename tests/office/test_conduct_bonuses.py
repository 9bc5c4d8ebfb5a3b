"""Base points and bonuses: typed down a table, brought in from a sheet, the newest row counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.batches import service as batches
from app.office.batches.commands import run_import
from app.office.conduct.models import BasePoints, MonthBonus
from app.office.conduct.queries import money
from app.office.conduct.service.money import set_bonuses, set_points
from app.office.conduct.service.months import settle_month
from app.office.history.models import Entry
from app.office.staff.service import add_staff
from tests import factories
from tests.office.factories_conduct import bonus, decided, points
from tests.office.test_conduct_pages import office, send

SignInAs = Callable[[str], FlaskClient]
offices = office
MONTH = "2026-11"


def rows_of(table: type[MonthBonus] | type[BasePoints]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def sheet(folder: Path, text: str) -> Path:
    file = folder / "sheet.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_points_hold_from_their_day_on(context: None) -> None:
    su = factories.staff_id("su")
    set_points(date(2026, 1, 1), {su: 10}, by=OPERATOR)
    set_points(date(2026, 7, 1), {su: 12}, by=OPERATOR)
    set_points(date(2026, 7, 1), {su: 14}, by=OPERATOR)
    days = [date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1)]
    assert [money.base_points(day).get(su) for day in days] == [None, 10, 14]


def test_points_are_summed_by_department(context: None) -> None:
    points(su=10, bai=20, fang=5, ma=0)
    assert money.totals(date(2026, 11, 20)) == [("营业厅", 5), ("销售部", 30)]
    members = money.members(factories.department_id("销售部"), date(2026, 11, 20))
    assert [(one.name, one.points) for one in members] == [("白管", 20), ("苏销", 10)]


def test_what_is_typed_again_unchanged_makes_no_row(context: None) -> None:
    bonus(MONTH, 1200)
    assert set_bonuses(MONTH, {factories.staff_id("su"): Fen(120_000)}, by=OPERATOR) == 0
    assert rows_of(MonthBonus) == 1
    entry = db.session.scalars(select(Entry).where(Entry.action == "conduct.bonuses_set")).one()
    assert (entry.facts["month"], entry.facts["count"]) == (MONTH, 1)


def test_bonuses_are_typed_down_a_table(offices: Flask, sign_in: SignInAs) -> None:
    xu = sign_in("xu")
    with offices.app_context():
        su, bai = factories.staff_id("su"), factories.staff_id("bai")
    url = f"/office/conduct/points/bonuses?month={MONTH}"
    page = xu.get(url).text
    assert f'name="row_{su}"' in page
    assert "data-down" in page
    answer = send(xu, url, **{f"row_{su}": "1,200", f"row_{bai}": "0"})
    assert answer.status_code == 303
    assert f"month={MONTH}" in answer.location
    with offices.app_context():
        assert money.bonuses(MONTH) == {su: 120_000, bai: 0}
    assert 'value="1200.00"' in xu.get(url).text


def test_points_are_typed_down_a_table(offices: Flask, sign_in: SignInAs) -> None:
    xu = sign_in("xu")
    with offices.app_context():
        su, home = factories.staff_id("su"), factories.department_id("销售部")
    url = f"/office/conduct/points?department={home}"
    answer = send(xu, url, **{f"row_{su}": "10", "valid_from": "2026-11-01"})
    assert answer.status_code == 303
    with offices.app_context():
        assert money.base_points(date(2026, 11, 1)) == {su: 10}
    assert '<td translate="no">销售部</td><td class="num" translate="no">10</td>' in xu.get(url).text


@pytest.mark.parametrize("typed", ["-1", "abc", "1.234", "1e5", "99999999999999999", "100000000.01", "一百"])
def test_a_bonus_that_is_none_is_refused_beside_its_row(offices: Flask, sign_in: SignInAs, typed: str) -> None:
    with offices.app_context():
        su, bai = factories.staff_id("su"), factories.staff_id("bai")
    url = f"/office/conduct/points/bonuses?month={MONTH}"
    answer = send(sign_in("xu"), url, **{f"row_{su}": typed, f"row_{bai}": "77"})
    assert answer.status_code == 422
    assert 'value="77"' in answer.text
    with offices.app_context():
        assert rows_of(MonthBonus) == 0


@pytest.mark.parametrize(
    "given", [{"row": "-1"}, {"row": "1.5"}, {"row": "100001"}, {"valid_from": ""}, {"valid_from": "soon"}]
)
def test_points_that_are_none_are_refused(offices: Flask, sign_in: SignInAs, given: dict[str, str]) -> None:
    with offices.app_context():
        su = factories.staff_id("su")
    data = {f"row_{su}": given.get("row", "5"), "valid_from": given.get("valid_from", "2026-11-01")}
    assert send(sign_in("xu"), "/office/conduct/points", **data).status_code == 422
    with offices.app_context():
        assert rows_of(BasePoints) == 0


@pytest.mark.parametrize("query", ["?month=2026-13", "?month=zzz", "?month=2026"])
def test_a_month_that_is_none_is_refused(offices: Flask, sign_in: SignInAs, query: str) -> None:
    assert sign_in("xu").get(f"/office/conduct/points/bonuses{query}").status_code == 422


def test_a_settled_month_says_so_beside_its_bonuses(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        decided(yuan=100)
        bonus(MONTH, 1000)
        settle_month(MONTH, by=factories.actor("xu"))
        su = factories.staff_id("su")
    xu = sign_in("xu")
    url = f"/office/conduct/points/bonuses?month={MONTH}"
    assert "Its bonuses no longer change" in xu.get(url).text
    assert send(xu, url, **{f"row_{su}": "5"}).status_code == 422


def test_bonuses_come_from_a_sheet(context: None, folder: Path) -> None:
    su, bai = factories.staff_id("su"), factories.staff_id("bai")
    bonus(MONTH, 900, "bai")
    file = sheet(folder, '姓名,部门,奖金\n苏销,销售部,"1,200.50"\n白管,,900\n')
    batch = run_import("bonuses", file, {"month": MONTH}, by=factories.actor("xu"))
    assert (batch.state, batch.counts["create"], batch.counts["same"]) == ("applied", 1, 1)
    assert money.bonuses(MONTH) == {su: 120_050, bai: 90_000}
    file = sheet(folder, "name,bonus\n苏销,1300\n")
    run_import("bonuses", file, {"month": MONTH}, by=factories.actor("xu"))
    assert money.bonus_of(su, MONTH) == 130_000


def test_an_import_that_is_taken_back_no_longer_counts(context: None, folder: Path) -> None:
    bonus(MONTH, 900)
    batch = run_import("bonuses", sheet(folder, "姓名,奖金\n苏销,1300\n"), {"month": MONTH}, by=OPERATOR)
    su = factories.staff_id("su")
    assert money.bonus_of(su, MONTH) == 130_000
    batches.undo(batch.id, by=OPERATOR, language="en")
    assert money.bonus_of(su, MONTH) == 90_000


def test_bonuses_with_which_a_month_was_settled_are_not_taken_back(context: None, folder: Path) -> None:
    factories.make_posts()
    batch = run_import("bonuses", sheet(folder, "姓名,奖金\n苏销,1300\n"), {"month": MONTH}, by=OPERATOR)
    decided(yuan=100)
    settle_month(MONTH, by=factories.actor("xu"))
    with pytest.raises(Refused):
        batches.undo(batch.id, by=OPERATOR, language="en")
    with pytest.raises(Refused):
        run_import("bonuses", sheet(folder, "姓名,奖金\n苏销,1\n"), {"month": MONTH}, by=OPERATOR)
    assert money.bonus_of(factories.staff_id("su"), MONTH) == 130_000


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",,5", "The name is missing."),
        ("没有人,,5", "Nobody in the office is called"),
        ("苏销,财务部,5", "Nobody in the office is called"),
        ("苏销,,", ""),
        ("苏销,,abc", ""),
        ("苏销,,-5", "Please type an amount from 0"),
        ("双胞胎,,5", "Several in the office are called"),
    ],
)
def test_a_row_that_fits_nobody_or_is_no_amount_is_refused(context: None, folder: Path, row: str, why: str) -> None:
    for home in ("销售部", "财务部"):
        add_staff("双胞胎", department_id=factories.department_id(home), by=OPERATOR)
    batch = run_import("bonuses", sheet(folder, f"姓名,部门,奖金\n{row}\n"), {"month": MONTH}, by=OPERATOR)
    assert batch.counts["refused"] == 1
    assert rows_of(MonthBonus) == 0
    good = run_import("bonuses", sheet(folder, "姓名,部门,奖金\n双胞胎,销售部,5\n"), {"month": MONTH}, by=OPERATOR)
    assert good.counts["create"] == 1


def test_points_come_from_a_sheet_by_the_command(app: Flask, folder: Path) -> None:
    file = sheet(folder, "姓名,部门,基点数\n苏销,销售部,10\n白管,,20\n苏销,,11\n")
    result = app.test_cli_runner().invoke(
        args=["office", "import-points", str(file), "--from", "2026-11-01", "--by", "xu"]
    )
    assert result.exit_code == 0, result.output
    with app.app_context():
        assert money.base_points(date(2026, 11, 1)) == {factories.staff_id("su"): 10, factories.staff_id("bai"): 20}


def test_bonuses_come_by_the_command_with_partial(app: Flask, folder: Path) -> None:
    file = sheet(folder, "姓名,奖金\n苏销,10\n谁,20\n")
    run = app.test_cli_runner()
    command = ["office", "import-bonuses", str(file), "--month", MONTH]
    assert run.invoke(args=command).exit_code == 1
    assert run.invoke(args=[*command, "--partial", "--json"]).exit_code == 1
    with app.app_context():
        assert money.bonuses(MONTH) == {factories.staff_id("su"): 1000}
    assert run.invoke(args=["office", "import-bonuses", str(file), "--month", "nonsense"]).exit_code == 2
    assert run.invoke(args=[*command, "--by", "bai"]).exit_code == 2


def test_the_sheet_is_uploaded_on_a_page(offices: Flask, sign_in: SignInAs, folder: Path) -> None:
    xu = sign_in("xu")
    page = xu.get("/office/imports/new/bonuses")
    assert page.status_code == 200
    assert sign_in("bai").get("/office/imports/new/bonuses").status_code == 403
    with sheet(folder, "姓名,奖金\n苏销,10\n").open("rb") as file:
        answer = send(xu, "/office/imports/new/bonuses", month="2026-13", sheet=(file, "b.csv"))
    assert answer.status_code == 422
    with sheet(folder, "姓名,奖金\n苏销,10\n").open("rb") as file:
        answer = send(xu, "/office/imports/new/bonuses", month=MONTH, sheet=(file, "b.csv"))
    assert answer.status_code == 303
    with offices.app_context():
        assert money.bonuses(MONTH) == {}
