"""Shares add up to the whole, whatever is shared."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.shares import split

TOTALS = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10_000, [30, 70], [3_000, 7_000]),
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (600_000, [10, 110], [50_000, 550_000]),
        (10, [1, 1, 5], [2, 1, 7]),
        (11, [1, 5, 1], [2, 8, 1]),
        (1, [1, 2], [0, 1]),
        (0, [3, 4], [0, 0]),
        (7, [5], [7]),
    ],
)
def test_the_largest_remainder_gets_the_odd_units(total: int, weights: list[int], parts: list[int]) -> None:
    assert split(total, weights) == parts


@given(TOTALS, WEIGHTS)
def test_the_parts_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(split(total, weights)) == total


@given(TOTALS, WEIGHTS)
def test_no_part_is_a_whole_unit_away_from_its_exact_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(TOTALS, WEIGHTS)
def test_a_reversal_takes_back_exactly_what_was_given(total: int, weights: list[int]) -> None:
    assert split(-total, weights) == [-part for part in split(total, weights)]


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_equal_shares_favour_whoever_comes_first(total: int, count: int) -> None:
    parts = split(total, [7] * count)
    assert parts == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize("weights", [[], [0], [1, 0], [2, -1]])
def test_it_refuses_shares_that_are_none(weights: list[int]) -> None:
    with pytest.raises(Refused):
        split(100, weights)
