"""The list of payments, its sums and its files."""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import insert, select

from app import clock
from app.billing.payments.models import Payment
from app.billing.payments.queries import Wanted, my_day, sums_of
from app.billing.payments.service import reverse_payment, take_payment
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.extensions import db
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests import factories
from tests.billing.factories_debts import an_account

SignIn = Callable[[str], FlaskClient]
FAR_AWAY = base64.urlsafe_b64encode(json.dumps([{"day": "2026-11-20"}, 10**30]).encode()).decode()


@pytest.fixture
def day(app: Flask) -> None:
    """Chen took 10.00 and 20.00 in cash and 5.00 by card, and took the 20.00 back."""
    with app.app_context():
        account, chen = an_account("10000003"), factories.actor("chen")
        take_payment(account, amount=Fen(1000), channel="cash", by=chen)
        wrong = take_payment(account, amount=Fen(2000), channel="cash", by=chen)
        take_payment(account, amount=Fen(500), channel="card", reference="POS1", by=chen)
        reverse_payment(wrong.id, reason="Typing mistake", by=chen)


def test_my_day_is_summed_by_channel_with_what_was_taken_back(app: Flask, sign_in: SignIn, day: None) -> None:
    with app.app_context():
        found = {
            one.channel: (one.taken, one.reversed, one.amount, one.count)
            for one in my_day(factories.actor("chen"), clock.today())
        }
    assert found == {"cash": (3000, -2000, 1000, 3), "card": (500, 0, 500, 1)}
    page = sign_in("chen").get("/billing/payments/mine").text
    assert "￥15.00" in page
    assert "-￥20.00" in page
    assert "￥15.00" in sign_in("chen").get("/today/billing").text


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("", 4), ("channel=card", 1), ("channel=cash&since=2026-11-20", 3), ("since=2026-11-21", 0),
        ("until=2026-11-19", 0), ("account=10000003", 4), ("account=99", 0), ("since=1120&until=1120", 4),
    ],
)  # fmt: skip
def test_the_list_shows_what_was_asked_for(sign_in: SignIn, day: None, asked: str, rows: int) -> None:
    page = sign_in("fang").get(f"/billing/payments/?{asked}").text
    assert page.count('<a href="/billing/payments/') - page.count('<a href="/billing/payments/"') == rows


@pytest.mark.parametrize(
    "asked", ["since=x", "until=2026-02-30", "channel=gold", "cashier=abc", "cashier=99999", "account=" + "x" * 99]
)
def test_a_filter_that_cannot_be_read_is_answered_with_422(sign_in: SignIn, day: None, asked: str) -> None:
    assert sign_in("xu").get(f"/billing/payments/?{asked}").status_code == 422
    assert sign_in("xu").get(f"/billing/payments/export.csv?{asked}").status_code == 422


@pytest.mark.parametrize("after", ["x", "e30=", "W10=", "WzEsMl0=", "WyJhIiwiYiJd", FAR_AWAY])
def test_a_cursor_that_is_not_ours_begins_at_the_start(sign_in: SignIn, day: None, after: str) -> None:
    assert sign_in("xu").get(f"/billing/payments/?since=2026-11-20&after={after}").status_code == 200


def test_the_list_leaves_as_a_file_for_finance_only_and_that_is_recorded(
    app: Flask, sign_in: SignIn, day: None
) -> None:
    answer = sign_in("xu").get("/billing/payments/export.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["receipt", "R2611-000001", "R2611-000002", "R2611-000003", "R2611-000004"]
    assert sum(row[5] for row in rows[1:]) == 15
    assert rows[1][1] == "10000003"
    assert sign_in("chen").get("/billing/payments/export.xlsx").status_code == 403
    assert sign_in("xu").get("/billing/payments/export.csv?channel=cash").status_code == 422  # more than a month
    with app.app_context():
        assert (
            db.session.scalars(select(Entry).where(Entry.action == "billing.exported")).one().facts["list"]
            == "payments"
        )


def test_a_long_list_is_fast_and_goes_on_page_after_page(app: Flask, sign_in: SignIn) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        account = an_account()
        rows = [
            {
                "number": f"X{n:06}", "account_id": account.id, "customer_id": account.customer_id, "channel": "bank",
                "amount": 100, "to_debts": 0, "to_prepaid": 100, "prepaid_after": 100, "booking": 1,
                "paid_on": date(2026, 11, 1 + n % 20), "taken_at": work.at, "taken_by": "operator",
            }
            for n in range(20_000)
        ]  # fmt: skip
        work.session.execute(insert(Payment), rows)
    client = sign_in("xu")
    client.get("/billing/payments/")
    started = time.perf_counter()
    page = client.get("/billing/payments/?since=2026-11-01&until=2026-11-20").text
    assert time.perf_counter() - started < 0.25  # 50 ms on an idle machine
    assert "￥20,000.00" in page
    assert "Next page" in page
    with app.app_context():
        assert sums_of(factories.actor("xu"), Wanted(date(2026, 11, 1), date(2026, 11, 20)))[0].amount == 2_000_000
