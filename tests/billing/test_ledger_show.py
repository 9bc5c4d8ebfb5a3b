"""The ledger of a gas account (G-21)."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.billing.accounts.models import GasAccount
from app.billing.ledger.queries import balance_before, ledger_of
from app.billing.ledger.rules import CHARGE, PAYMENT, READING, Movement, side_of, with_balances
from app.billing.payments.service import reverse_payment, take_payment
from app.billing.receivables.queries import debts_of, prepaid_of
from app.billing.receivables.service import apply_prepaid, reverse_debt
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.unit_of_work import unit_of_work
from tests import factories
from tests.billing.factories_debts import a_statement, an_account, delivered
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
MOVES = st.lists(
    st.builds(
        lambda day, kind, fen, one: Movement(
            date(2026, 1, 1) + timedelta(days=day), MOMENT, kind, one, "", Text("x"),
            Fen(fen) if kind == CHARGE else None, Fen(fen) if kind == PAYMENT else None,
        ),
        st.integers(0, 400), st.sampled_from([CHARGE, PAYMENT, READING]), st.integers(-(10**9), 10**9),
        st.integers(1, 99),
    )
)  # fmt: skip


@given(opening=st.integers(-(10**9), 10**9).map(Fen), moves=MOVES)
def test_the_balance_is_what_was_there_plus_charges_less_payments(opening: Fen, moves: list[Movement]) -> None:
    rows = list(with_balances(opening, moves))
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    before = opening
    for row in rows:
        assert row.balance == before + (row.charge or 0) - (row.payment or 0)
        before = row.balance
    assert before == opening + sum(one.charge or 0 for one in moves) - sum(one.payment or 0 for one in moves)


def test_the_word_beside_a_balance_says_whose_it_is() -> None:
    assert [side_of(Fen(1)), side_of(Fen(-1)), side_of(Fen(0))] == ["Owed", "Prepaid", "Nothing owed"]


@pytest.fixture
def lived(app: Flask) -> int:
    """The id of an account with three statements, one of them taken back, and payments of all kinds."""
    with app.app_context():
        account, xu = an_account("10000003"), factories.actor("xu")
        old = a_statement(account, 5000, period="2025-11", due_on=date(2025, 12, 8), posted_on=date(2025, 12, 1))
        delivered(old, date(2025, 12, 2))
        take_payment(account, amount=Fen(9000), channel="cash", by=xu)
        a_statement(account, 3000, period="2026-10", posted_on=date(2026, 11, 1))
        wrong = a_statement(account, 800, period="2026-11", posted_on=date(2026, 11, 3))
        with unit_of_work(by=OPERATOR):
            apply_prepaid([account.id], on=date(2026, 11, 20))
        back = a_statement(account, -800, period="2026-11", kind="reversal", reverses_id=wrong.id)
        with unit_of_work(by=OPERATOR):
            reverse_debt(wrong.id, back.id, account_id=account.id, on=date(2026, 11, 20), reason="x")
        twice = take_payment(account, amount=Fen(700), channel="wechat", by=xu)
        reverse_payment(twice.id, reason="Paid twice", by=xu)
        return account.id


def test_the_last_balance_is_what_is_owed_less_what_is_prepaid(app: Flask, lived: int) -> None:
    with app.app_context():
        rows = ledger_of(lived)
        owed = sum(debt.outstanding for debt in debts_of(lived)) - prepaid_of(lived)
        assert rows[-1].balance == owed == balance_before(lived, None) == -1000
        assert {row.kind for row in rows} == {"reading", "charge", "notice", "payment", "reversal", "prepaid"}


@pytest.mark.parametrize(
    "since", [date(2025, 12, 1), date(2025, 12, 2), date(2026, 1, 1), date(2026, 11, 2), date(2027, 1, 1)]
)
def test_a_ledger_that_begins_later_carries_the_balance_over(app: Flask, lived: int, since: date) -> None:
    with app.app_context():
        whole, part = ledger_of(lived), ledger_of(lived, since)
        assert part[1:] == tuple(row for row in whole if row.on >= since)
        assert part[0].kind == "opening"
        assert part[-1].balance == whole[-1].balance
        upto = ledger_of(lived, None, since - timedelta(days=1))
        assert (upto[-1].balance if upto else 0) == part[0].balance == balance_before(lived, since)


def test_the_page_shows_this_year_with_what_was_carried_over(app: Flask, sign_in: SignIn, lived: int) -> None:
    page = sign_in("chen").get(f"/billing/ledger/{lived}").text
    assert "Balance carried over" in page
    assert "Prepaid ￥10.00" in page
    assert "Paid twice" in page
    assert "Period 2025-11" not in page
    assert "Period 2025-11" in sign_in("chen").get(f"/billing/ledger/{lived}?since=").text
    assert "Period 2026-10" not in sign_in("chen").get(f"/billing/ledger/{lived}?until=2025-12-31").text


def test_the_tabs_are_fragments_of_their_own(app: Flask, sign_in: SignIn, lived: int) -> None:
    with app.app_context():
        customer_id = db.session.get_one(GasAccount, lived).customer_id
    client = sign_in("chen")
    tab = client.get(f"/billing/ledger/account/{lived}", headers={"HX-Request": "true"}).text
    assert tab.lstrip().startswith('<div id="ledger"')
    tab = client.get(f"/billing/ledger/customer/{customer_id}", headers={"HX-Request": "true"}).text
    assert "Prepaid ￥10.00" in tab
    assert client.get(f"/billing/ledger/customer/{customer_id}").status_code == 200
    assert "no gas account" in client.get("/billing/ledger/customer/999999").text


def test_the_ledger_leaves_as_a_spreadsheet(sign_in: SignIn, lived: int) -> None:
    answer = sign_in("chen").get(f"/billing/ledger/{lived}/export.xlsx?since=")
    rows = list(load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0] == ("day", "kind", "number", "text", "charge", "payment", "side", "balance")
    assert rows[-1][6:] == ("Prepaid", 10)
    assert sum(row[4] or 0 for row in rows[1:]) == 80
    assert sign_in("chen").get(f"/billing/ledger/{lived}/export.csv").data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("days", ["since=x", "until=2026-02-30", "since=" + "1" * 600])
def test_days_that_cannot_be_read_are_answered_with_422(sign_in: SignIn, lived: int, days: str) -> None:
    assert sign_in("chen").get(f"/billing/ledger/{lived}?{days}").status_code == 422
    assert sign_in("chen").get(f"/billing/ledger/{lived}/export.xlsx?{days}").status_code == 422


def test_a_ledger_is_for_who_may_see_ledgers(sign_in: SignIn, lived: int) -> None:
    for username in ("fang", "ma", "su", "wu"):
        assert sign_in(username).get(f"/billing/ledger/{lived}").status_code == 403
    assert sign_in("chen").get("/billing/ledger/999999").status_code == 404


def test_a_ledger_of_five_years_asks_little_and_is_fast(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        account = an_account()
        for month in range(60):
            a_statement(account, 1000 + month, period=f"{2021 + month // 12}-{month % 12 + 1:02}")
        account_id = account.id
    client = sign_in("chen")
    client.get(f"/billing/ledger/{account_id}?since=")
    started = time.perf_counter()
    with count_queries(app) as counted:
        assert client.get(f"/billing/ledger/{account_id}?since=").status_code == 200
    assert len(counted) <= 20
    assert time.perf_counter() - started < 0.25  # 50 ms on an idle machine
