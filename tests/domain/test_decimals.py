"""Exact decimals: rounding, reading, writing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.decimals import decimal_text, decimal_units, divide, within
from app.domain.errors import Refused

WHOLE = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (-4, 3, -1), (5, 3, 2), (0, 7, 0), (0, -7, 0)],
)
def test_halves_are_rounded_away_from_zero(above: int, below: int, expected: int) -> None:
    assert divide(above, below) == expected


def test_it_refuses_to_divide_by_zero() -> None:
    with pytest.raises(ValueError, match="zero"):
        divide(1, 0)


@given(WHOLE, WHOLE.filter(bool))
def test_a_quotient_is_the_nearest_integer_and_the_farther_one_on_a_half(above: int, below: int) -> None:
    exact, rounded = Fraction(above, below), divide(above, below)
    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(WHOLE, WHOLE.filter(bool))
def test_the_sign_never_changes_how_far_a_quotient_is_rounded(above: int, below: int) -> None:
    assert divide(-above, below) == -divide(above, below) == divide(above, -below)


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("1,234.5", 2, 123450),
        ("1 234.50", 2, 123450),
        ("１，２３４．５０", 2, 123450),
        ("\u3000 12.5\u00a0", 3, 12500),
        ("\ufeff12\u200b.5", 3, 12500),
        ("−7", 2, -700),
        ("－7", 2, -700),
        ("- 7", 2, -700),
        ("+7", 0, 7),
        (".5", 2, 50),
        ("5.", 2, 500),
        ("0007", 0, 7),
        ("1,234,567.891", 3, 1234567891),
        ("-0", 2, 0),
    ],
)
def test_it_reads_what_people_type_and_paste(text: str, places: int, expected: int) -> None:
    assert decimal_units(text, places) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "NaN",
        "Infinity",
        "-inf",
        "1_000",
        "1,23",
        "1,2345",
        "12,34.5",
        ",123",
        "1,,234",
        "1.2.3",
        ".",
        "-",
        "abc",
        "0x10",
        "1.234,50",
        "--1",
        "5²",
        "½",
        "①",
        "⒈",
        "一二",
        "٣",
        "1.5m",
        "1。",
        "5-",
        "1 2",
        "1,234 5",
        "9" * 50,
    ],
)
def test_it_refuses_what_is_not_plainly_a_number(text: str) -> None:
    with pytest.raises(Refused, match="is not a number"):
        decimal_units(text, 2)


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "\u200b"])
def test_it_asks_for_a_number_where_there_is_none(text: str) -> None:
    with pytest.raises(Refused, match="Enter a number"):
        decimal_units(text, 2)


def test_it_refuses_more_decimals_than_allowed_instead_of_rounding() -> None:
    with pytest.raises(Refused, match="too many decimals"):
        decimal_units("1.005", 2)
    with pytest.raises(Refused, match="whole number"):
        decimal_units("1.5", 0)


@given(WHOLE, st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_what_is_written_is_read_back(units: int, places: int, least: int, grouped: bool) -> None:
    assert decimal_units(decimal_text(units, places, min(least, places), grouped), places) == units


@given(st.text(max_size=12), st.integers(0, 6))
def test_any_text_is_either_read_or_refused(text: str, places: int) -> None:
    try:
        units = decimal_units(text, places)
    except Refused:
        return
    assert decimal_units(decimal_text(units, places), places) == units


@pytest.mark.parametrize(
    ("units", "least", "grouped", "expected"),
    [(0, 0, False, "0"), (0, 2, False, "0.00"), (-5, 0, False, "-0.0005"), (12345670, 2, True, "1,234.567")],
)
def test_it_writes_no_more_zeros_than_asked(units: int, least: int, grouped: bool, expected: str) -> None:
    assert decimal_text(units, 4, least, grouped) == expected


def test_limits_belong_to_the_range() -> None:
    assert [within(units, 1, 3, 0) for units in (1, 3)] == [1, 3]
    with pytest.raises(Refused, match=r"between 0\.01 and 1,000"):
        within(0, 1, 100_000, 2)
