"""The draw of successors, and what may be done with a hand-over when."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.handovers import rules
from app.customers.handovers.rules import Progress
from app.domain.errors import Refused

IDS = st.integers(1, 10**9)
CUSTOMERS = st.lists(IDS, max_size=60, unique=True)
PEOPLE = st.lists(IDS, min_size=1, max_size=9, unique=True)
SEEDS = st.text(max_size=40)


@given(CUSTOMERS, PEOPLE, SEEDS)
def test_the_same_seed_and_order_give_the_same_result(customers: list[int], people: list[int], seed: str) -> None:
    drawn = rules.draw(customers, people, seed)
    assert drawn == rules.draw(list(customers), tuple(people), seed)
    assert len(drawn) == len(customers)
    assert set(drawn) <= set(people)


@given(CUSTOMERS, PEOPLE, SEEDS, st.randoms(use_true_random=False))
def test_shares_differ_by_at_most_one_however_the_lists_are_ordered(customers, people, seed, shuffled) -> None:  # type: ignore[no-untyped-def]
    shuffled.shuffle(customers)
    shuffled.shuffle(people)
    counts = rules.shares(rules.draw(customers, people, seed))
    shares = [counts.get(one, 0) for one in people]
    assert sum(shares) == len(customers)
    assert max(shares) - min(shares) <= 1


def test_nobody_is_favoured_over_many_draws() -> None:
    people, customers = [1, 2, 3], [10, 11, 12, 13]
    got = {(place, one): 0 for place in range(4) for one in people}
    more = dict.fromkeys(people, 0)
    for n in range(3000):
        drawn = rules.draw(customers, people, f"seed {n}")
        for place, one in enumerate(drawn):
            got[place, one] += 1
        more[max(people, key=drawn.count)] += 1
    assert all(900 < count < 1100 for count in [*got.values(), *more.values()])


def test_the_draw_can_be_repeated_by_hand() -> None:
    def lot(text: str) -> str:
        return sha256(text.encode()).hexdigest()

    by_lot = sorted((1, 2, 3, 4, 5), key=lambda n: lot(f"a1b2:customer:{n}"))
    people = sorted((1, 2), key=lambda n: lot(f"a1b2:person:{n}"))
    expected = {customer: people[turn % 2] for turn, customer in enumerate(by_lot)}
    drawn = rules.draw([101, 102, 103, 104, 105], [1, 2], "a1b2")
    assert drawn == [expected[n] for n in (1, 2, 3, 4, 5)]
    assert rules.draw([101, 102, 103, 104, 105], [1, 2], "0") == [2, 1, 2, 2, 1]


def test_nothing_is_drawn_among_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        rules.draw([1], [], "seed")


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 90), st.integers(2, 60))
def test_an_absence_is_long_from_so_many_days_on_both_ends_counted(first: date, more: int, days: int) -> None:
    last = first + timedelta(more)
    assert rules.is_long(first, last, first, days) == (more + 1 >= days)
    assert rules.is_long(first, None, last, days) == (more + 1 >= days)


@pytest.mark.parametrize(
    ("progress", "signed", "done"),
    [
        (Progress(3, 3, 3, 3, 3, 0), True, True),
        (Progress(3, 3, 3, 3, 3, 0), False, False),
        (Progress(3, 3, 3, 2, 3, 0), True, False),
        (Progress(3, 3, 3, 3, 2, 0), True, False),
        (Progress(3, 2, 2, 2, 2, 1), True, True),
    ],
)
def test_a_hand_over_is_done_when_all_are_contacted_and_all_have_signed(
    progress: Progress, signed: bool, done: bool
) -> None:
    assert rules.is_done(progress, signed) is done


def test_nothing_is_decided_while_a_customer_has_no_successor() -> None:
    rules.check_decide(Progress(3, 2, 0, 0, 0, 1), rules.OPEN)
    with pytest.raises(Refused, match="without a successor: 1"):
        rules.check_decide(Progress(3, 2, 0, 0, 0, 0), rules.OPEN)
    with pytest.raises(Refused, match="no customer"):
        rules.check_decide(Progress(3, 0, 0, 0, 0, 3), rules.OPEN)
    with pytest.raises(Refused, match="decided already"):
        rules.check_decide(Progress(3, 3, 0, 0, 0, 0), rules.DECIDED)


def test_only_whoever_is_away_gets_customers_back() -> None:
    day = date(2026, 11, 20)
    rules.check_days(rules.ABSENCE, day, day + timedelta(40))
    for cause, back_on in ((rules.LEFT, day + timedelta(40)), (rules.ABSENCE, day)):
        with pytest.raises(Refused):
            rules.check_days(cause, day, back_on)
    rules.check_return(rules.DONE, rules.ABSENCE, True)
    for state, cause, active in (
        (rules.OPEN, rules.ABSENCE, True), (rules.DONE, rules.LEFT, True), (rules.DONE, rules.ABSENCE, False),
    ):  # fmt: skip
        with pytest.raises(Refused):
            rules.check_return(state, cause, active)
