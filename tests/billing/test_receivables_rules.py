"""How money is set against debts, whatever the debts are."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.receivables.rules import Debt, Share, allocation, less, newest_first, paying_order
from app.domain.errors import Refused
from app.domain.money import Fen

DAY = date(2026, 11, 20)


def debt(statement_id: int, outstanding: int, due: int = 0, period: str = "2026-11", run_id: int = 1) -> Debt:
    return Debt(statement_id, 1, run_id, period, DAY + timedelta(days=due), Fen(outstanding))


@st.composite
def debts(draw: st.DrawFn) -> list[Debt]:
    ids = draw(st.lists(st.integers(1, 50), unique=True, max_size=8))
    periods = st.sampled_from(["2026-09", "2026-10", "2026-11"])
    return [
        debt(one, draw(st.integers(1, 100_000)), draw(st.integers(-60, 30)), draw(periods), draw(st.integers(1, 4)))
        for one in ids
    ]


@given(debts(), st.integers(0, 1_000_000))
def test_shares_and_rest_make_the_amount_and_no_share_is_above_its_debt(found: list[Debt], amount: int) -> None:
    shares, rest = allocation(found, Fen(amount))
    owed = {one.statement_id: one.outstanding for one in found}
    assert sum(share.amount for share in shares) + rest == amount
    assert all(0 < share.amount <= owed[share.statement_id] for share in shares)
    assert rest == 0 or sum(owed.values()) == amount - rest


@given(debts(), st.integers(0, 1_000_000))
def test_a_debt_is_touched_only_when_all_before_it_are_paid(found: list[Debt], amount: int) -> None:
    shares, _ = allocation(found, Fen(amount))
    paid = {share.statement_id: share.amount for share in shares}
    queue = paying_order(found)
    for earlier, later in pairwise(queue):
        assert later.statement_id not in paid or paid[earlier.statement_id] == earlier.outstanding


@given(debts().filter(bool), st.integers(1, 1_000_000), st.data())
def test_the_named_statement_is_paid_before_all_others(found: list[Debt], amount: int, data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(found))
    shares, _ = allocation(found, Fen(amount), first.statement_id)
    assert shares[0] == Share(first.statement_id, Fen(min(amount, first.outstanding)))


@given(debts(), st.integers(0, 500_000), st.integers(0, 500_000))
def test_two_payments_pay_what_one_of_the_same_sum_pays(found: list[Debt], one: int, two: int) -> None:
    shares, rest = allocation(found, Fen(one))
    left = less(found, shares)
    after, more = allocation(left, Fen(two))
    at_once, together = allocation(found, Fen(one + two))
    assert less(left, after) == less(found, at_once)
    assert rest + more == together


def test_the_oldest_due_comes_first_then_period_posting_and_number() -> None:
    found = [debt(5, 1, 3), debt(4, 1, run_id=2), debt(3, 1), debt(2, 1, period="2026-10", run_id=9), debt(1, 1, -1)]
    assert [one.statement_id for one in paying_order(found)] == [1, 2, 3, 4, 5]


def test_a_rest_pays_the_next_bill_and_leaves_nothing_over() -> None:
    # Bill A of 50 with 20 paid, bill B of 70, 100 paid: A gets 30, B gets 70.
    shares, rest = allocation([debt(1, 3000), debt(2, 7000, 1)], Fen(10000))
    assert (shares, rest) == ((Share(1, Fen(3000)), Share(2, Fen(7000))), 0)


def test_a_named_statement_that_is_paid_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        allocation([debt(1, 100)], Fen(100), first=7)
    assert refused.value.field == "first"


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(Refused):
        allocation([debt(1, 100)], Fen(-1))


@given(st.lists(st.integers(1, 1000), max_size=6), st.integers(0, 5000))
def test_prepaid_money_comes_back_from_the_newest_and_no_more_than_needed(used: list[int], needed: int) -> None:
    shares = [Share(place, Fen(amount)) for place, amount in enumerate(used)]
    back = newest_first(shares, Fen(needed))
    assert sum(share.amount for share in back) == min(needed, sum(used))
    assert [share.statement_id for share in back] == list(range(len(back)))
