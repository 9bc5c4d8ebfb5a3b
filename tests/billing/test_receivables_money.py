"""Payments, reversals, postings and corrections in any order: three sums agree to the fen."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.billing.accounts.models import GasAccount
from app.billing.payments.models import Payment
from app.billing.receivables import queries
from app.billing.receivables.models import Allocation
from app.billing.receivables.service import apply_prepaid, reverse_debt, split_payment
from app.billing.statements.models import Run, Statement
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.money import Fen
from app.extensions import db
from app.unit_of_work import unit_of_work
from tests.billing.factories_debts import a_statement, an_account
from tests.billing.factories_money import a_payment, reversed_payment

pytestmark = pytest.mark.usefixtures("context")
TODAY = date(2026, 11, 20)


def owed(account: GasAccount) -> list[int]:
    db.session.rollback()
    return [debt.outstanding for debt in queries.debts_of(account.id)]


def prepaid(account: GasAccount) -> int:
    db.session.rollback()
    return queries.prepaid_of(account.id)


def bill(account: GasAccount, fen: int, period: str, **values: object) -> Statement:
    """A posted slip, paid from prepaid money as posting does."""
    slip = a_statement(account, fen, period=period, **values)  # type: ignore[arg-type]
    with unit_of_work(by=OPERATOR):
        apply_prepaid([account.id], on=TODAY)
    return slip


def take_slip_back(account: GasAccount, slip: Statement, sequence: int) -> None:
    """The reversal of a slip, as corrections make it."""
    turned = a_statement(
        account, -slip.amount, period=slip.period, kind="reversal", sequence=sequence, reverses_id=slip.id
    )
    with unit_of_work(by=OPERATOR):
        reverse_debt(slip.id, turned.id, account_id=account.id, on=TODAY, reason="wrong")
        apply_prepaid([account.id], on=TODAY)


def test_a_payment_pays_the_oldest_and_the_rest_is_prepaid() -> None:
    account = an_account()
    bill(account, 5000, "2026-09", due_on=date(2026, 10, 8))
    bill(account, 7000, "2026-10")
    payment = a_payment(account, 13000)
    assert (payment.to_debts, payment.to_prepaid, payment.prepaid_after) == (12000, 1000, 1000)
    assert (owed(account), prepaid(account)) == ([], 1000)
    assert queries.check_sums() == []


def test_a_payment_taken_back_is_owed_again() -> None:
    account = an_account()
    bill(account, 5000, "2026-10")
    payment = a_payment(account, 6000)
    back = reversed_payment(account, payment)
    assert (back.from_debts, back.from_prepaid, back.prepaid_after) == (5000, 1000, 0)
    assert (owed(account), prepaid(account)) == ([5000], 0)
    assert queries.check_sums() == []


def test_prepaid_money_that_was_used_comes_back_from_the_newest_slip() -> None:
    account = an_account()
    payment = a_payment(account, 9000)
    bill(account, 4000, "2026-09", due_on=date(2026, 10, 8))
    newest = bill(account, 3000, "2026-10")
    a_payment(account, 500)
    back = reversed_payment(account, payment)
    assert back.reopened[0].statement_id == newest.id
    assert sum(owed(account)) == 7000 - 500
    assert prepaid(account) == 0
    assert queries.check_sums() == []


def test_a_reversed_slip_gives_its_money_back_and_owes_nothing() -> None:
    account = an_account()
    slip = bill(account, 5000, "2026-10")
    a_payment(account, 3000)
    take_slip_back(account, slip, 0)
    assert (owed(account), prepaid(account)) == ([], 3000)
    assert queries.check_sums() == []


def test_money_that_moved_through_a_reversed_slip_can_still_be_taken_back() -> None:
    account = an_account()
    slip = bill(account, 5000, "2026-10")
    payment = a_payment(account, 5000)
    take_slip_back(account, slip, 0)
    bill(account, 4000, "2026-11", due_on=date(2026, 12, 1))
    reversed_payment(account, payment)
    assert (owed(account), prepaid(account)) == ([4000], 0)
    assert queries.check_sums() == []


def test_nobody_sees_the_debt_of_a_run_that_is_not_posted() -> None:
    account = an_account()
    slip = a_statement(account, 5000)
    with unit_of_work(by=OPERATOR) as work:
        work.session.get_one(Run, slip.run_id).state = "posting"
    assert (owed(account), queries.owed_by([account.id])) == ([], {})
    with unit_of_work(by=OPERATOR):
        assert split_payment(account.id, Fen(100)).to_debts == 0
    assert queries.check_sums() == []


def test_a_slip_of_another_account_cannot_be_named() -> None:
    account, other = an_account(), an_account()
    slip = a_statement(other, 5000)
    with pytest.raises(Refused), unit_of_work(by=OPERATOR):
        split_payment(account.id, Fen(100), first=slip.id)


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE receivables SET outstanding = outstanding - 1",
        "UPDATE prepaid_balances SET balance = balance + 1",
        'INSERT INTO allocations (account_id, statement_id, source, amount, at, "on") '
        "SELECT account_id, statement_id, 'payment', 1, '2026-11-20', '2026-11-20' FROM receivables",
    ],
)
def test_sums_that_do_not_agree_are_found(fault: str) -> None:
    account = an_account()
    bill(account, 5000, "2026-10")
    a_payment(account, 6000)
    assert queries.check_sums() == []
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(text(fault))
    assert queries.check_sums() != []


STEPS = st.lists(
    st.tuples(st.sampled_from(["pay", "back", "bill", "reverse", "name"]), st.integers(1, 9000)), max_size=14
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_order_of_payments_reversals_and_postings_keeps_the_sums(app: Flask, steps: list[tuple[str, int]]) -> None:
    account = an_account()
    for place, (deed, fen) in enumerate(steps):
        _do(account, deed, fen, place)
        assert queries.check_sums() == []
        assert not (prepaid(account) and owed(account)), "prepaid money beside an open debt"
    _every_statement_is_between_nothing_and_its_amount(account)


def _do(account: GasAccount, deed: str, fen: int, place: int) -> None:
    payments, slips = _open_payments(account), _standing(account)
    if deed == "pay" or (deed == "name" and not owed(account)):
        a_payment(account, fen)
    elif deed == "name":
        debts = queries.debts_of(account.id)
        a_payment(account, fen, first=debts[fen % len(debts)].statement_id)
    elif deed == "bill":
        bill(account, fen, f"{2000 + place}-10", due_on=date(2026, 11, 1 + fen % 20))
    elif deed == "back" and payments:
        reversed_payment(account, payments[fen % len(payments)])
        with unit_of_work(by=OPERATOR):
            apply_prepaid([account.id], on=TODAY)
    elif deed == "reverse" and slips:
        take_slip_back(account, slips[fen % len(slips)], 0)


def _open_payments(account: GasAccount) -> list[Payment]:
    back = select(Payment.reverses_id).where(Payment.reverses_id.is_not(None))
    query = select(Payment).where(Payment.account_id == account.id, Payment.amount > 0, Payment.id.not_in(back))
    return list(db.session.scalars(query.order_by(Payment.id)))


def _standing(account: GasAccount) -> list[Statement]:
    back = select(Statement.reverses_id).where(Statement.reverses_id.is_not(None))
    query = select(Statement).where(
        Statement.account_id == account.id, Statement.kind == "regular", Statement.id.not_in(back)
    )
    return list(db.session.scalars(query.order_by(Statement.id)))


def _every_statement_is_between_nothing_and_its_amount(account: GasAccount) -> None:
    paid = select(Allocation.statement_id, Allocation.amount).where(Allocation.account_id == account.id)
    sums: dict[int, int] = {}
    for statement_id, amount in db.session.execute(paid):
        sums[statement_id] = sums.get(statement_id, 0) + amount
    for slip in _standing(account):
        assert 0 <= sums.get(slip.id, 0) <= slip.amount
