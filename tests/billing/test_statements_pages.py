"""The pages of settlement slips, as their users meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.billing.receivables.models import Receivable
from app.billing.statements.models import Delivery, Run, Statement
from app.extensions import db
from app.office.history.models import Entry
from tests import factories
from tests.billing.factories_money import a_payment
from tests.billing.factories_statements import PERIOD, drafted, posted, read_month, slip_of
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
HEADINGS = [
    "结算单号", "户号", "户名", "账期", "上期读数", "本期读数",
    "气量", "累计起", "累计止", "金额", "应缴日", "状态",
]  # fmt: skip


@pytest.fixture
def month(app: Flask) -> list[int]:
    """Three posted slips of 10, 20 and 400 m³; the ids."""
    with app.app_context():
        accounts = read_month(10, 20, 400)
        posted()
        return [slip_of(account).id for account in accounts]


def run_states(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Run.state).order_by(Run.id)))


def test_a_cashier_drafts_and_a_manager_posts(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        read_month(10, 20)
    cashier, manager = sign_in("chen"), sign_in("bai")
    answer = cashier.post("/billing/statements/runs", data={"period": PERIOD})
    assert (answer.status_code, answer.location) == (303, "/billing/statements/runs/1")
    assert "￥78.30" in cashier.get("/billing/statements/runs/1").text
    assert cashier.post("/billing/statements/runs/1/post").status_code == 403
    assert manager.post("/billing/statements/runs/1/post").status_code == 303
    assert run_states(app) == ["posted"]


def test_the_button_says_why_who_drafted_cannot_post(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        read_month(10)
    finance = sign_in("xu")
    finance.post("/billing/statements/runs", data={"period": PERIOD})
    assert "disabled title=" in finance.get("/billing/statements/runs/1").text
    answer = finance.post("/billing/statements/runs/1/post")
    assert (answer.status_code, "Somebody else" in answer.text) == (422, True)
    assert run_states(app) == ["drafted"]


def test_a_month_that_cannot_be_drafted_is_refused_beside_the_field(sign_in: SignIn) -> None:
    answer = sign_in("chen").post("/billing/statements/runs", data={"period": "2026-05"})
    assert (answer.status_code, "no reading plan" in answer.text) == (422, True)


def test_drafts_are_listed_and_discarded_with_a_reason(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        read_month(10, 0)
        drafted()
    finance = sign_in("xu")
    assert finance.get("/billing/statements/runs/1/drafts").text.count("<tr>") == 3
    assert finance.get("/billing/statements/runs/1/drafts?zero=1").text.count("<tr>") == 2
    assert finance.post("/billing/statements/runs/1/discard", data={"reason": ""}).status_code == 422
    assert finance.post("/billing/statements/runs/1/discard", data={"reason": "wrong month"}).status_code == 303
    assert run_states(app) == ["discarded"]
    with app.app_context():
        assert db.session.scalars(select(Statement.id)).all() == []
    assert "2026-11" in finance.get("/billing/statements/runs").text


def test_a_draft_is_not_found_among_the_posted(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        account, *_ = read_month(10)
        drafted()
        slip = slip_of(account).id
    finance = sign_in("xu")
    assert finance.get(f"/billing/statements/{slip}").status_code == 404
    assert "2611" not in finance.get("/billing/statements/").text


def test_the_page_of_a_slip_explains_the_amount(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    page = sign_in("ma").get(f"/billing/statements/{month[2]}").text
    for shown in ("￥1,055.00", "￥913.50", "￥141.50", "net ￥967.89, tax 9% ￥87.11", "before 0 m³, after 400 m³"):
        assert shown in page
    assert "7 days after posting on 2026-11-20" in page
    assert "Reverse or replace" not in page


def test_the_list_is_narrowed_by_what_is_asked(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    with app.app_context():
        paid = db.session.get_one(Statement, month[0])
        a_payment(paid, 2610)  # type: ignore[arg-type]
    finance = sign_in("xu")

    def shown(query: str) -> list[int]:
        text = finance.get(f"/billing/statements/?{query}").text
        return [one for one in month if f'/billing/statements/{one}"' in text]

    assert shown("") == shown(f"period={PERIOD}&category=residential&book=B01") == month
    assert shown("period=2026-10") == shown("book=B02") == shown("category=commercial") == []
    assert shown("q=2611000002") == [month[1]]
    assert shown("q=26110000") == month
    assert shown("state=overdue") == shown("state=reversed") == []
    assert finance.get("/billing/statements/?state=nonsense").status_code == 200


def test_delivery_is_recorded_by_book_and_by_slip(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    reader, day = sign_in("ma"), {"delivered_on": "2026-11-20", "way": "door"}
    assert "B01" in reader.get("/billing/statements/delivery").text
    url = f"/billing/statements/delivery?period={PERIOD}&book=B01"
    assert "2611000001" in reader.get(url).text
    assert reader.post(url, data=day).status_code == 422
    assert reader.post(url, data={**day, "slip": [month[0]]}).status_code == 303
    assert reader.post(url, data={**day, "all": "1"}).status_code == 303
    assert (
        reader.post(f"/billing/statements/{month[0]}/deliver", data={**day, "delivered_on": "2027-01-01"}).status_code
        == 422
    )
    with app.app_context():
        assert list(db.session.scalars(select(Delivery.statement_id).order_by(Delivery.id))) == month


def test_a_slip_is_reversed_and_replaced_once_however_often_the_button_is_pressed(
    app: Flask, sign_in: SignIn, month: list[int]
) -> None:
    finance = sign_in("xu")
    url = f"/billing/statements/{month[0]}/correct"
    page = finance.get(url).text
    key = page.split('name="form_key" value="')[1].split('"')[0]
    data = {"form_key": key, "reason": "misread", "replace": "y"}
    first, second = finance.post(url, data=data), finance.post(url, data=data)
    assert (first.status_code, second.location) == (303, first.location)
    with app.app_context():
        kinds = list(db.session.scalars(select(Statement.kind).order_by(Statement.id)))
        assert kinds == ["regular"] * 3 + ["reversal", "replacement"]
        assert sum(db.session.scalars(select(Receivable.outstanding))) == 2610 + 5220 + 105500
    assert "Reversed" in finance.get(f"/billing/statements/{month[0]}").text


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("wu", "/billing/statements/", 403),
        ("fang", "/billing/statements/", 403),
        ("ma", "/billing/statements/", 200),
        ("ma", "/billing/statements/1/correct", 403),
        ("chen", "/billing/statements/1/correct", 403),
        ("gao", "/billing/statements/delivery", 403),
        ("chen", "/billing/statements/export/statements.xlsx?period=2026-11", 403),
        ("xu", "/billing/statements/export/statements.xlsx?period=2026-11", 200),
        ("xu", "/billing/statements/export/statements.xlsx?period=nothing", 422),
        ("gao", "/billing/statements/runs/1", 200),
    ],
)
def test_who_may_open_what(who: str, path: str, status: int, sign_in: SignIn, month: list[int]) -> None:
    assert sign_in(who).get(path).status_code == status


def test_the_tabs_of_an_account_and_a_customer_show_their_slips(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    with app.app_context():
        slip = db.session.get_one(Statement, month[0])
    finance = sign_in("xu")
    assert slip.number in finance.get(f"/billing/statements/of-account/{slip.account_id}").text
    assert slip.number in finance.get(f"/billing/statements/of-customer/{slip.customer_id}").text
    assert "2611" not in finance.get("/billing/statements/of-account/999").text


def test_the_search_box_finds_a_slip_by_its_number(sign_in: SignIn, month: list[int]) -> None:
    assert f"/billing/statements/{month[1]}" in sign_in("xu").get("/search?q=2611000002").text
    assert f"/billing/statements/{month[1]}" not in sign_in("wu").get("/search?q=2611000002").text


def test_the_list_asks_few_questions(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    finance = sign_in("xu")
    for path in ("/billing/statements/", f"/billing/statements/{month[0]}", "/billing/statements/runs/1"):
        with count_queries(app) as counted:
            assert finance.get(path).status_code == 200
        assert len(counted) <= 20


class TestExport:
    def test_the_slips_leave_with_the_columns_of_the_exchange_file(
        self, app: Flask, sign_in: SignIn, month: list[int], tmp_path: Path
    ) -> None:
        out = tmp_path / "slips.xlsx"
        result = app.test_cli_runner().invoke(args=["billing", "export", "statements", PERIOD, "--out", str(out)])
        assert result.exit_code == 0, result.output
        rows = [list(row) for row in openpyxl.load_workbook(out).active.values]
        assert rows[0] == HEADINGS
        assert rows[1][:1] + rows[1][3:11] == ["2611000001", PERIOD, 100, 110, 10, 0, 10, 26.1, rows[1][10]]
        assert len(rows) == 4

    def test_arrears_leave_as_csv_and_the_history_says_so(self, app: Flask, month: list[int], tmp_path: Path) -> None:
        out = tmp_path / "arrears.csv"
        runner = app.test_cli_runner()
        assert runner.invoke(args=["billing", "export", "arrears", PERIOD, "--out", str(out)]).exit_code == 0
        lines = out.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 4
        assert "1055.00" in lines[3]
        with app.app_context():
            entry = db.session.scalars(select(Entry).where(Entry.action == "billing.exported")).one()
            assert entry.facts == {"list": "arrears", "period": PERIOD, "file": "arrears.csv"}

    def test_an_unknown_list_a_wrong_suffix_and_a_missing_right_are_refused(
        self, app: Flask, month: list[int], tmp_path: Path
    ) -> None:
        runner = app.test_cli_runner()
        for arguments in (
            ["secrets", PERIOD, "--out", str(tmp_path / "x.csv")],
            ["statements", PERIOD, "--out", str(tmp_path / "x.doc")],
            ["statements", PERIOD, "--out", str(tmp_path / "x.csv"), "--by", "ma"],
            ["statements", "never", "--out", str(tmp_path / "x.csv")],
        ):
            assert runner.invoke(args=["billing", "export", *arguments]).exit_code == 2
        assert list(tmp_path.glob("x*")) == []

    def test_the_page_hands_out_the_same_file(self, sign_in: SignIn, month: list[int]) -> None:
        answer = sign_in("xu").get(f"/billing/statements/export/statements.xlsx?period={PERIOD}")
        rows = list(openpyxl.load_workbook(BytesIO(answer.data)).active.values)
        assert (rows[0][0], len(rows)) == ("statement", 4)


def test_a_name_at_the_shell_must_hold_the_right(app: Flask) -> None:
    with app.app_context():
        read_month(10)
        assert factories.staff_id("chen")
    runner = app.test_cli_runner()
    assert runner.invoke(args=["billing", "run", PERIOD, "--by", "chen"]).exit_code == 0
    assert runner.invoke(args=["billing", "post", PERIOD, "--by", "chen"]).exit_code == 2
    assert runner.invoke(args=["billing", "post", PERIOD, "--by", "bai"]).exit_code == 0
    assert run_states(app) == ["posted"]
