"""Taking a payment back."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.billing.payments.models import Payment
from app.billing.payments.service import reverse_payment, take_payment
from app.billing.receivables.queries import check_sums, debts_of, prepaid_of
from app.billing.receivables.service import apply_prepaid
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests import factories
from tests.billing.factories_debts import a_statement, an_account

SignIn = Callable[[str], FlaskClient]
FORM_KEY = re.compile(rb'name="form_key" value="([^"]+)"')


@pytest.fixture
def paid(app: Flask) -> tuple[int, int]:
    """The ids of an account that owed 50.00 and of Chen's payment of 60.00 for it."""
    with app.app_context():
        account = an_account("10000003")
        a_statement(account, 5000)
        booked = take_payment(
            account, amount=Fen(6000), channel="cash", tendered=Fen(10000), by=factories.actor("chen")
        )
        return account.id, booked.id


def reverse(client: FlaskClient, payment_id: int, reason: str = "Wrong account") -> tuple[int, str]:
    key = FORM_KEY.search(client.get(f"/billing/payments/{payment_id}/reverse").data)
    data = {"form_key": key[1].decode() if key else "", "reason": reason}
    answer = client.post(f"/billing/payments/{payment_id}/reverse", data=data)
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_the_opposite_row_copies_the_numbers_and_the_debt_is_owed_again(
    app: Flask, sign_in: SignIn, paid: tuple[int, int]
) -> None:
    client = sign_in("chen")
    status, place = reverse(client, paid[1])
    assert status == 303
    page = client.get(place).text
    assert "R2611-000001" in page
    assert "-￥60.00" in page
    with app.app_context():
        first, back = db.session.scalars(select(Payment).order_by(Payment.id)).all()
        assert (back.amount, back.to_debts, back.to_prepaid) == (-first.amount, -first.to_debts, -first.to_prepaid)
        assert (back.reverses_id, back.channel, back.number) == (first.id, "cash", "R2611-000002")
        assert (sum(debt.outstanding for debt in debts_of(paid[0])), prepaid_of(paid[0])) == (5000, 0)
        assert check_sums() == []
        entry = db.session.scalars(select(Entry).where(Entry.action == "payments.reversed")).one()
        assert (entry.reason, entry.facts["amount_fen"]) == ("Wrong account", 6000)


def test_a_payment_is_taken_back_once_also_by_two_at_once(app: Flask, sign_in: SignIn, paid: tuple[int, int]) -> None:
    browsers = [sign_in("chen"), sign_in("xu")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: reverse(client, paid[1])[0], browsers))
    assert sorted(answers)[0] == 303
    assert sorted(answers)[1] in (409, 422)
    with app.app_context():
        assert db.session.scalar(text("SELECT COUNT(*) FROM payments")) == 2
        assert check_sums() == []
    assert sign_in("chen").get(f"/billing/payments/{paid[1]}/reverse").status_code == 422


def test_the_button_says_why_it_is_disabled(app: Flask, sign_in: SignIn, paid: tuple[int, int]) -> None:
    page = sign_in("fang").get(f"/billing/payments/{paid[1]}").text
    assert 'title="You may not reverse payments.' in page
    assert f"/billing/payments/{paid[1]}/reverse" not in page
    assert f"/billing/payments/{paid[1]}/reverse" in sign_in("chen").get(f"/billing/payments/{paid[1]}").text


def test_a_later_day_is_for_finance(app: Flask, paid: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2026, 11, 21))
    with app.app_context():
        with pytest.raises(Refused, match="not of today"):
            reverse_payment(paid[1], reason="x", by=factories.actor("chen"))
        assert reverse_payment(paid[1], reason="x", by=factories.actor("xu")).number == "R2611-000002"


def test_a_reversal_needs_a_reason(sign_in: SignIn, paid: tuple[int, int]) -> None:
    assert reverse(sign_in("chen"), paid[1], reason="  ")[0] == 422
    assert reverse(sign_in("chen"), paid[1], reason="x" * 2001)[0] == 422


def test_prepaid_money_that_was_used_meanwhile_comes_back_from_the_statement_it_paid(app: Flask) -> None:
    with app.app_context():
        account, chen = an_account(), factories.actor("chen")
        booked = take_payment(account, amount=Fen(9000), channel="card", by=chen)
        a_statement(account, 5000)
        with unit_of_work(by=OPERATOR):
            apply_prepaid([account.id], on=date(2026, 11, 2))
        reverse_payment(booked.id, reason="Card refused", by=chen)
        assert (sum(debt.outstanding for debt in debts_of(account.id)), prepaid_of(account.id)) == (5000, 0)
        assert check_sums() == []


def test_a_payment_is_never_changed_or_deleted(app: Flask, paid: tuple[int, int]) -> None:
    with app.app_context():
        for statement in ("UPDATE payments SET amount = 1", "DELETE FROM payments"):
            with pytest.raises(DatabaseError):
                db.session.execute(text(statement))
            db.session.rollback()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["charge", "pay", "reverse"]), st.integers(1, 20_000)), max_size=8))
def test_the_sums_agree_after_any_history(app: Flask, deeds: list[tuple[str, int]]) -> None:
    with app.app_context():
        account, xu = an_account(), factories.actor("xu")
        taken: list[int] = []
        owed = 0
        for place, (deed, fen) in enumerate(deeds):
            if deed == "charge":
                a_statement(account, fen, period=f"20{10 + place}-01")
                owed += fen
                with unit_of_work(by=OPERATOR):
                    apply_prepaid([account.id], on=date(2026, 11, 20))
            elif deed == "pay":
                taken.append(take_payment(account, amount=Fen(fen), channel="cash", by=xu).id)
                owed -= fen
            elif taken:
                payment = db.session.get_one(Payment, taken.pop())
                owed += payment.amount
                reverse_payment(payment.id, reason="x", by=xu)
            assert check_sums() == []
            assert sum(debt.outstanding for debt in debts_of(account.id)) - prepaid_of(account.id) == owed
