"""What stands on each paper of billing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PageObject, PdfReader
from sqlalchemy import select

from app import clock
from app.billing.meters.models import Installation, Meter
from app.billing.readings.models import Plan, PlanItem
from app.billing.receivables.models import PrepaidBalance, Receivable
from app.billing.statements.models import Run, Statement, StatementLine
from app.domain.actor import OPERATOR
from app.domain.money import Fen, Price
from app.domain.volume import Factor, Volume
from app.extensions import db
from app.unit_of_work import unit_of_work
from tests.billing.factories_papers import PERIOD, a_month_of_slips, a_payment

SignIn = Callable[[str], FlaskClient]
SLIP = "/documents/statement/{}/pdf?paper={}"


def pages_of(browser: FlaskClient, url: str) -> list[PageObject]:
    answer = browser.get(url, follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:500]
    return PdfReader(io.BytesIO(answer.data)).pages[:]


def text_of(browser: FlaskClient, url: str) -> str:
    return "\n".join(page.extract_text() for page in pages_of(browser, url))


def millimetres(page: PageObject) -> tuple[int, int]:
    return round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)


@pytest.fixture
def slips(app: Flask) -> list[int]:
    with app.app_context():
        return a_month_of_slips(3)


def test_a_slip_says_everything_a_customer_can_check(app: Flask, sign_in: SignIn, slips: list[int]) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        work.session.add(PrepaidBalance(account_id=1, balance=Fen(2000)))
        other = work.session.get_one(Statement, slips[1])
        work.session.get_one(Receivable, other.id).account_id = 1
    text = text_of(sign_in("xu"), SLIP.format(slips[0], "a5"))
    for expected in (
        "气费结算单", "S202611-00001", "2026-11", "1000000001", "王小明1", "湖西路 1 号", "G4-2023000001", "B01-1",
        "1330", "2026-10-21", "1361", "2026-11-22", "实抄", "31", "马抄",
        "330 – 350", "20", "2.61", "52.20", "350 – 361", "11", "2.83", "31.13",
        "330 → 361", "350 / 500", "京发改〔2023〕1234 号", "2026-01-01",
        "￥83.33", "人民币捌拾叁元叁角叁分", "9%", "￥6.88", "￥20.00", "2026-12-03", "营业厅", "本单非发票", "客户联",
    ):  # fmt: skip
        assert expected in text, expected
    assert text.count("￥83.33") >= 3  # the total, what is open, and the arrears of the other slip


@pytest.mark.parametrize(
    ("paper", "size", "pages"), [("a5", (210, 148), 3), ("a4", (210, 297), 2), ("241x140", (241, 140), 1)]
)
def test_a_slip_has_a_copy_for_each_keeper(
    sign_in: SignIn, slips: list[int], paper: str, size: tuple[int, int], pages: int
) -> None:
    found = pages_of(sign_in("xu"), SLIP.format(slips[0], paper))
    text = "\n".join(page.extract_text() for page in found)
    assert [millimetres(page) for page in found] == [size] * pages
    for keeper in ("客户联", "存根联", "财务联"):
        assert text.count(keeper) == 1


def test_continuous_paper_is_black_at_least_ten_points_and_within_214_mm(sign_in: SignIn, slips: list[int]) -> None:
    page = pages_of(sign_in("xu"), SLIP.format(slips[0], "241x140"))[0]
    sizes, left, colours = [], [], set()

    def visit(text: str, matrix: list[float], text_matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * text_matrix[0] * matrix[0]))
            left.append(text_matrix[4] * matrix[0] + matrix[4])

    page.extract_text(visitor_text=visit)
    for line in page.get_contents().get_data().decode("latin-1").splitlines():  # type: ignore[union-attr]
        if line.endswith((" rg", " RG", " g", " G")):
            colours.update(line.split()[:-1])
    assert min(sizes) >= 9.99
    assert min(left) / 72 * 25.4 >= (241 - 214) / 2
    assert colours <= {"0", "1"}


def test_a_meter_that_was_exchanged_is_marked(app: Flask, sign_in: SignIn, slips: list[int]) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        work.session.add(Meter(number="OLD1", digits=5))
        work.session.flush()
        work.session.add(
            Installation(
                meter_id=work.session.scalars(select(Meter.id).where(Meter.number == "OLD1")).one(),
                account_id=1,
                initial_reading=Volume(0),
                factor=Factor(1_000_000),
                removed_on=date(2026, 11, 2),
                final_reading=Volume(1_350_000),
            )
        )
    browser = sign_in("xu")
    assert "换表" in text_of(browser, SLIP.format(slips[0], "a5"))
    assert "实抄" in text_of(browser, SLIP.format(slips[1], "a5"))


def a_reversal_of(statement_id: int) -> int:
    with unit_of_work(by=OPERATOR) as work:
        one = work.session.get_one(Statement, statement_id)
        values = {c.name: getattr(one, c.name) for c in Statement.__table__.columns if c.name != "id"}
        run = Run(period=PERIOD, kind="correction", state="drafted", totals={}, made_by="徐财", made_at=clock.now())
        work.session.add(run)
        work.session.flush()
        values |= {"run_id": run.id, "number": "S202611-00099", "kind": "reversal", "reverses_id": one.id}
        values |= {"volume": Volume(-31_000), "amount": Fen(-8333), "reason": "抄表错误"}
        values |= {"cumulative_from": one.cumulative_to, "cumulative_to": one.cumulative_from}
        back = Statement(**values)
        work.session.add(back)
        work.session.flush()
        work.session.add(
            StatementLine(
                statement_id=back.id,
                place=0,
                block=1,
                start=Volume(350_000),
                end=Volume(330_000),
                volume=Volume(-20_000),
                price=Price(26_100),
                amount=Fen(-5220),
                tariff_id=one.tariff_id,
            )
        )
        run.state, run.posted_on = "posted", date(2026, 11, 27)
        return back.id


def test_a_reversal_is_the_same_paper_with_red_mark_and_negative_figures(
    app: Flask, sign_in: SignIn, slips: list[int]
) -> None:
    with app.app_context():
        back = a_reversal_of(slips[0])
    text = text_of(sign_in("xu"), SLIP.format(back, "a5"))
    for expected in (
        "红冲",
        "S202611-00001",
        "抄表错误",
        "-￥83.33",
        "人民币负捌拾叁元叁角叁分",
        "-52.20",
        "361 → 330",
    ):
        assert expected in text


def test_many_blocks_fit_on_the_paper(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        slip = a_month_of_slips(1, state="drafted")[0]
        with unit_of_work(by=OPERATOR) as work:
            first = db.session.scalars(select(StatementLine).where(StatementLine.place == 1)).one()
            work.session.add_all(
                StatementLine(
                    statement_id=slip,
                    place=n,
                    block=n + 1,
                    start=Volume(n),
                    end=Volume(n + 1),
                    volume=Volume(1),
                    price=Price(90_000 + n),
                    amount=Fen(0),
                    tariff_id=first.tariff_id,
                )
                for n in range(2, 9)
            )
        with unit_of_work(by=OPERATOR) as work:
            work.session.get_one(Run, 1).state = "posted"
    browser = sign_in("xu")
    text = text_of(browser, SLIP.format(slip, "a5"))
    assert all(f"9.000{n}" in text for n in range(2, 9))
    assert "dense" in browser.get(f"/documents/statement/{slip}").text


@pytest.mark.parametrize("paper", ["a5", "a4", "80mm"])
def test_a_receipt_says_what_was_paid_and_what_is_left(
    app: Flask, sign_in: SignIn, slips: list[int], paper: str
) -> None:
    with app.app_context():
        payment = a_payment(slips[0])
    text = text_of(sign_in("chen"), f"/documents/receipt/{payment}/pdf?paper={paper}").replace(" ", "")
    for expected in (
        "收款收据",
        "R2611-000001",
        "人民币壹佰元整",
        "￥100.00",
        "￥200.00",
        "S202611-00001",
        "￥83.33",
        "￥16.67",
        "陈收",
    ):
        assert expected in text


def test_a_payment_taken_back_has_a_receipt_of_its_own(app: Flask, sign_in: SignIn, slips: list[int]) -> None:
    with app.app_context():
        payment = a_payment(slips[0])
        back = a_payment(slips[0], number="R2611-000002", yuan=-100, reverses=payment)
    text = text_of(sign_in("chen"), f"/documents/receipt/{back}/pdf?paper=a5")
    for expected in ("冲销", "R2611-000001", "R2611-000002", "重复收款", "-￥100.00", "人民币负壹佰元整"):
        assert expected in text


def test_the_round_list_goes_in_route_order_with_blanks_and_page_numbers(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        a_month_of_slips(45)
        plan = db.session.scalars(select(Plan.id)).one()
    browser = sign_in("ma")
    pages = pages_of(browser, f"/documents/round_list/{plan}/pdf?book=B01")
    text = "\n".join(page.extract_text() for page in pages)
    assert millimetres(pages[0]) == (297, 210)
    assert text.index("1000000001") < text.index("1000000002") < text.index("1000000040")
    assert "1000000041" not in text
    assert f"1 / {len(pages)}" in text
    assert "1000000041" in text_of(browser, f"/documents/round_list/{plan}/pdf")
    assert browser.get(f"/documents/round_list/{plan}/pdf?book=B99").status_code == 404


def test_the_door_slip_knows_the_previous_reading_and_waits_for_the_rest(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        a_month_of_slips(1, category="commercial")
        item = db.session.scalars(select(PlanItem.id)).one()
    text = text_of(sign_in("ma"), f"/documents/door_slip/{item}/pdf?paper=a5")
    for expected in (
        "气费结算单",
        "1000000001",
        "G4-2023000001",
        "1330",
        "2026-10-21",
        "存根联",
        "客户联",
        "本单非发票",
    ):
        assert expected in text
    assert "1361" not in text


def test_the_ledger_prints_every_line_with_its_balance(app: Flask, sign_in: SignIn, slips: list[int]) -> None:
    with app.app_context():
        a_payment(slips[0])
    text = text_of(sign_in("xu"), "/documents/ledger/1/pdf")
    for expected in ("用户台账", "1000000001", "S202611-00001", "83.33", "R2611-000001", "100.00", "16.67", "1 / 1"):
        assert expected in text
    assert sign_in("xu").get("/documents/ledger/1/pdf?since=soon").status_code == 422
    assert sign_in("ma").get("/documents/ledger/1/pdf").status_code == 403
