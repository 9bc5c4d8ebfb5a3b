"""The law of payments without any database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.payments import rules, rules_bank
from app.billing.payments.rules import Taken
from app.domain.actor import OPERATOR, Actor, ActorKind
from app.domain.errors import Refused
from app.domain.money import Fen, plain_fen

TODAY = date(2026, 11, 20)
AMOUNTS = st.integers(1, 10**12).map(Fen)
CASHIER = Actor(ActorKind.PERSON, "陈收", 2, {rules.OWN: frozenset({1})})
FINANCE = Actor(ActorKind.PERSON, "徐财", 8, {rules.OWN: frozenset({1}), rules.ANY: frozenset({1})})
READER = Actor(ActorKind.PERSON, "马抄", 3, {})
MINE = Taken("R2611-000001", 2, TODAY)


@given(amount=AMOUNTS, more=st.integers(0, 10**9))
def test_change_and_amount_make_up_what_was_handed_over(amount: Fen, more: int) -> None:
    handed, change = rules.change_of("cash", amount, Fen(amount + more))
    assert handed is not None
    assert change is not None
    assert handed - change == amount
    assert rules.change_of("cash", amount, None) == (amount, 0)
    assert rules.change_of("card", amount, Fen(amount + more)) == (None, None)


@given(amount=AMOUNTS, short=st.integers(1, 10**9))
def test_too_little_cash_is_refused(amount: Fen, short: int) -> None:
    with pytest.raises(Refused) as refused:
        rules.change_of("cash", amount, Fen(amount - short))
    assert refused.value.field == "tendered"


@given(amount=st.integers(-(10**12), 0).map(Fen))
def test_nothing_and_less_is_no_payment(amount: Fen) -> None:
    with pytest.raises(Refused):
        rules.refuse_amount(amount, asks_above=Fen(1), sure=True)


@pytest.mark.parametrize(
    ("payment", "by", "today", "says"),
    [
        (MINE, CASHIER, TODAY, None),
        (MINE, FINANCE, TODAY, None),
        (MINE, FINANCE, TODAY + timedelta(days=40), None),
        (MINE, OPERATOR, TODAY + timedelta(days=1), None),
        (MINE, READER, TODAY, "You may not reverse"),
        (Taken("R1", 9, TODAY), CASHIER, TODAY, "Only the cashier"),
        (Taken("R1", None, TODAY), CASHIER, TODAY, "Only the cashier"),
        (MINE, CASHIER, TODAY + timedelta(days=1), "not of today"),
        (Taken("R1", 2, TODAY, reversed_by="R2"), CASHIER, TODAY, "reversed already, by R2"),
        (Taken("R1", 2, TODAY, reversed_by="R2"), FINANCE, TODAY, "reversed already, by R2"),
        (Taken("R2", 2, TODAY, reverses=True), FINANCE, TODAY, "takes a payment back"),
    ],
)
def test_who_may_take_a_payment_back(payment: Taken, by: Actor, today: date, says: str | None) -> None:
    why = rules.why_not_reversed(payment, by, today)
    assert (says is None and why is None) or (says is not None and says in str(why))


def test_a_reference_is_booked_again_only_when_every_earlier_booking_is_reversed() -> None:
    back = Taken("R1", 2, TODAY, reversed_by="R2")
    assert [rules.booking_of(()), rules.booking_of([back]), rules.booking_of([back, back])] == [1, 2, 3]
    with pytest.raises(Refused):
        rules.booking_of([back, MINE])


@pytest.mark.parametrize("text", ["visit:12", "lead:1", "case_note:99"])
def test_an_origin_names_a_thing_and_its_number(text: str) -> None:
    assert rules.origin_of(text) == text


@pytest.mark.parametrize(
    "text", [None, "", "visit", "visit:", ":1", "visit:x", "Visit:1", "visit:1\n", "v" * 31 + ":1"]
)
def test_anything_else_is_no_origin(text: str | None) -> None:
    assert rules.origin_of(text) is None


def cells(**other: str) -> dict[str, str]:
    good = {"account": "10000003", "amount": "12.50", "paid_on": "2026-11-19", "reference": "BK1", "payer": ""}
    return {**good, **other}


@given(amount=AMOUNTS)
def test_a_row_reads_what_was_written_and_survives_storage(amount: Fen) -> None:
    row = rules_bank.read_row(cells(amount=plain_fen(amount), payer="李四"))
    assert (row.amount, row.payer) == (amount, "李四")
    assert rules_bank.row_of(row.values()) == row


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": ""}, {"account": "x" * 41}, {"amount": ""}, {"amount": "0"}, {"amount": "-1"}, {"amount": "1.005"},
        {"amount": "abc"}, {"paid_on": ""}, {"paid_on": "2026-02-30"}, {"reference": ""}, {"reference": "1.38E+15"},
        {"payer": "x" * 121},
    ],
)  # fmt: skip
def test_a_bad_cell_refuses_its_row(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        rules_bank.read_row(cells(**wrong))


def test_every_row_gets_the_verdict_that_its_account_and_reference_earn() -> None:
    row = rules_bank.read_row(cells())
    other = rules_bank.read_row(cells(amount="13"))
    assert rules_bank.verdict_of(row, True, None, TODAY) == ("create", None)
    assert rules_bank.verdict_of(row, True, row, TODAY) == ("same", None)
    assert rules_bank.verdict_of(row, False, row, TODAY)[0] == "same"
    assert rules_bank.verdict_of(row, True, other, TODAY)[0] == "duplicate"
    assert rules_bank.verdict_of(row, False, None, TODAY)[0] == "refused"
    verdict, notice = rules_bank.verdict_of(row, True, None, date(2026, 11, 18))
    assert (verdict, str(notice)) == ("create", "The day lies in the future.")
