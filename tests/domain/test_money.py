"""Money, prices and rates, with the published sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.money import (
    Fen,
    Price,
    Rate,
    amount,
    format_fen,
    format_price,
    format_rate,
    net_and_tax,
    parse_fen,
    parse_price,
    parse_rate,
    plain_fen,
)
from app.domain.volume import Volume, parse_volume

FEN = st.integers(-99_999_999_999_999, 99_999_999_999_999).map(Fen)
PRICES = st.integers(0, 999_999_999).map(Price)
RATES = st.integers(0, 1_000_000).map(Rate)
VOLUMES = st.integers(-999_999_999_999, 999_999_999_999).map(Volume)


@pytest.mark.parametrize(
    ("volume", "price", "expected"),
    [
        ("1", "4.125", "4.13"),
        ("5", "4.125", "20.63"),
        ("-1", "4.125", "-4.13"),
        ("0.335", "3", "1.01"),
        ("55", "0.067", "3.69"),
        ("350", "2.61", "913.50"),
        ("11", "2.83", "31.13"),
        ("23", "4.23", "97.29"),
        ("1", "2.942", "2.94"),
        ("3", "3.668", "11.00"),
        ("0", "2.61", "0.00"),
    ],
)
def test_a_line_is_rounded_half_away_from_zero(volume: str, price: str, expected: str) -> None:
    assert plain_fen(amount(parse_volume(volume), parse_price(price))) == expected


def test_a_total_adds_up_the_printed_lines() -> None:
    lines = [amount(parse_volume("1"), parse_price("2.942")), amount(parse_volume("3"), parse_price("3.668"))]
    assert plain_fen(Fen(sum(lines))) == "13.94"


@given(VOLUMES, PRICES)
def test_an_amount_is_at_most_half_a_fen_off_and_keeps_its_sign(volume: Volume, price: Price) -> None:
    fen = amount(volume, price)
    assert 2 * abs(fen * 100_000 - volume * price) <= 100_000
    assert amount(Volume(-volume), price) == -fen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", 123450),
        ("￥1234.50", 123450),
        ("¥ 1,234.50", 123450),
        ("￥１，２３４．５０", 123450),
        (" 1 234.50 ", 123450),
        ("-￥5", -500),
        ("￥-5", -500),
        ("0.05", 5),
        ("999,999,999,999.99", 99_999_999_999_999),
    ],
)
def test_it_reads_yuan_as_people_write_them(text: str, expected: int) -> None:
    assert parse_fen(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Enter a number"),
        ("￥", "Enter a number"),
        ("1.005", "too many decimals"),
        ("5￥", "not a number"),
        ("￥￥5", "not a number"),
        ("1e3", "not a number"),
        ("1_000", "not a number"),
        ("1,23", "not a number"),
        ("1000000000000", "between -999,999,999,999.99 and 999,999,999,999.99"),
        ("-1000000000000", "between"),
    ],
)
def test_it_refuses_doubtful_amounts_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_fen(text)


@pytest.mark.parametrize(
    ("fen", "plain", "shown", "with_symbol"),
    [
        (123450, "1234.50", "1,234.50", "￥1,234.50"),
        (-123450, "-1234.50", "-1,234.50", "-￥1,234.50"),
        (0, "0.00", "0.00", "￥0.00"),
        (-5, "-0.05", "-0.05", "-￥0.05"),
    ],
)
def test_yuan_are_written_with_two_decimals(fen: int, plain: str, shown: str, with_symbol: str) -> None:
    assert (plain_fen(Fen(fen)), format_fen(Fen(fen))) == (plain, shown)
    assert format_fen(Fen(fen), symbol=True) == with_symbol


@given(FEN)
def test_every_way_of_writing_yuan_is_read_back(fen: Fen) -> None:
    assert parse_fen(plain_fen(fen)) == parse_fen(format_fen(fen)) == parse_fen(format_fen(fen, symbol=True)) == fen


@pytest.mark.parametrize(
    ("text", "written"), [("2.61", "2.61"), ("4.125", "4.125"), ("3", "3.00"), ("2.9420", "2.942")]
)
def test_a_price_has_two_to_four_decimals(text: str, written: str) -> None:
    assert format_price(parse_price(text)) == written


@pytest.mark.parametrize("text", ["-1", "2.61001", "100000"])
def test_it_refuses_a_price_below_zero_too_fine_or_too_high(text: str) -> None:
    with pytest.raises(Refused):
        parse_price(text)


@given(PRICES, RATES)
def test_prices_and_rates_survive_writing_and_reading(price: Price, rate: Rate) -> None:
    assert parse_price(format_price(price)) == price
    assert parse_rate(format_rate(rate)) == rate


@pytest.mark.parametrize(
    ("text", "rate", "written"),
    [
        ("0.09", 90_000, "9%"),
        ("9%", 90_000, "9%"),
        ("０．３％", 3_000, "0.3%"),
        ("0.003", 3_000, "0.3%"),
        ("1", 10**6, "100%"),
    ],
)
def test_a_rate_is_read_as_a_share_or_in_per_cent(text: str, rate: int, written: str) -> None:
    assert parse_rate(text) == rate
    assert format_rate(Rate(rate)) == written


@pytest.mark.parametrize("text", ["9", "-0.1", "101%", "0.0000001", "%", "9%%", ""])
def test_it_refuses_a_rate_that_is_no_share(text: str) -> None:
    with pytest.raises(Refused):
        parse_rate(text)


def test_nine_per_cent_tax_is_taken_out_of_the_total() -> None:
    assert net_and_tax(parse_fen("114.87"), parse_rate("0.09")) == (10539, 948)


@given(FEN, RATES)
def test_net_and_tax_always_add_up(total: Fen, rate: Rate) -> None:
    net, tax = net_and_tax(total, rate)
    assert net + tax == total
    assert 2 * abs(net * (1_000_000 + rate) - total * 1_000_000) <= 1_000_000 + rate
    assert net_and_tax(Fen(-total), rate) == (-net, -tax)
