"""Money in fen, prices in 0.0001 yuan per cubic metre, rates in millionths: integers only, rounded once per line."""

from __future__ import annotations

import re
from typing import NewType

from app.domain.decimals import clean_number, decimal_text, decimal_units, divide, within
from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.volume import Volume

__all__ = [
    "Fen",
    "Price",
    "Rate",
    "amount",
    "decimal_units",
    "divide",
    "format_fen",
    "format_price",
    "format_rate",
    "net_and_tax",
    "parse_fen",
    "parse_price",
    "parse_rate",
    "plain_fen",
]

Fen = NewType("Fen", int)
"""An amount of money in fen (分), 0.01 yuan."""

Price = NewType("Price", int)
"""A unit price (单价) in 0.0001 yuan per m³."""

Rate = NewType("Rate", int)
"""A share of a whole (税率, 违约金比例) in millionths: 90_000 is nine per cent."""

_YUAN = "￥"
_CURRENCY = re.compile(r"^([+-]?) ?¥ ?")
_LARGEST_FEN = 99_999_999_999_999
_LARGEST_PRICE = 999_999_999
_WHOLE = 1_000_000
_FEN_PLACES, _PRICE_PLACES, _RATE_PLACES, _PERCENT_PLACES = 2, 4, 6, 4


def amount(volume: Volume, price: Price) -> Fen:
    """The price of a volume, rounded half away from zero to the fen: 1 m³ at 4.125 is 4.13 yuan."""
    return Fen(divide(volume * price, 100_000))


def parse_fen(text: str) -> Fen:
    """Read yuan with at most two decimals: "1,234.5" and "￥1234.50" are 123450.

    Raises Refused for what is no number and for amounts beyond ±999,999,999,999.99 yuan.
    """
    plain = _CURRENCY.sub(r"\1", clean_number(text))
    return Fen(within(decimal_units(plain, _FEN_PLACES), -_LARGEST_FEN, _LARGEST_FEN, _FEN_PLACES))


def format_fen(fen: Fen, symbol: bool = False) -> str:
    """Write yuan for people: 123450 is "1,234.50", with `symbol` "￥1,234.50"; the minus stands before the symbol."""
    written = decimal_text(abs(fen), _FEN_PLACES, least=2, grouped=True)
    return ("-" if fen < 0 else "") + (_YUAN if symbol else "") + written


def plain_fen(fen: Fen) -> str:
    """Write yuan for files: two decimals, no separators, no symbol: 123450 is "1234.50"."""
    return decimal_text(fen, _FEN_PLACES, least=2)


def parse_price(text: str) -> Price:
    """Read yuan per m³ with at most four decimals: "4.125" is 41250. Raises Refused below 0 and above 99,999.9999."""
    return Price(within(decimal_units(text, _PRICE_PLACES), 0, _LARGEST_PRICE, _PRICE_PLACES))


def format_price(price: Price) -> str:
    """Write yuan per m³ with two to four decimals: "2.61", "4.125"."""
    return decimal_text(price, _PRICE_PLACES, least=2)


def parse_rate(text: str) -> Rate:
    """Read a rate from 0 to 1, as "0.09" or "9%" (90000). Raises Refused outside: "9" is a slip for "9%"."""
    plain = clean_number(text)
    percent = plain.endswith("%")
    units = decimal_units(plain.removesuffix("%"), _PERCENT_PLACES if percent else _RATE_PLACES)
    if not 0 <= units <= _WHOLE:
        raise Refused(Text("The rate must lie between 0 and 1. Write it like %(a)s or %(b)s.", a="0.09", b="9%"))
    return Rate(units)


def format_rate(rate: Rate) -> str:
    """Write a rate in per cent without trailing zeros: 90000 is "9%"."""
    return decimal_text(rate, _PERCENT_PLACES) + "%"


def net_and_tax(total: Fen, rate: Rate) -> tuple[Fen, Fen]:
    """Take value added tax out of a tax-inclusive total: net half away from zero, tax the rest, so both add up."""
    net = Fen(divide(total * _WHOLE, _WHOLE + rate))
    return net, Fen(total - net)
