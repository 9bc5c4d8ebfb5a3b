"""Exact decimals as integers: the one rounding, the one parser and the one writer under money, price and volume."""

from __future__ import annotations

import re
import unicodedata

from app.domain.errors import Refused
from app.domain.text import Text

_LONGEST = 40
_NUMBER = re.compile(r"([+-]?) ?(?:([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.([0-9]*))?|\.([0-9]+))")


def divide(numerator: int, denominator: int) -> int:
    """Divide two integers and round half away from zero: 5 by 2 is 3, -5 by 2 is -3.

    Raises ValueError where the denominator is zero.
    """
    if denominator == 0:
        raise ValueError("division by zero")
    above, below = abs(numerator), abs(denominator)
    rounded = (2 * above + below) // (2 * below)
    return rounded if (numerator < 0) == (denominator < 0) else -rounded


def clean_number(text: str) -> str:
    """Bring what was typed or pasted into plain characters: full-width forms, odd blanks and minus signs.

    Raises Refused for superscripts, circled digits and fractions: NFKC would make other numbers of them (5² into 52).
    """
    if any(sign.isnumeric() and not sign.isdecimal() for sign in text):
        raise _not_a_number(text)
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Cf").split())


def decimal_units(text: str, places: int) -> int:
    """Read a decimal and give it in units of its last allowed place: "1,234.5" with 2 places is 123450.

    Takes full-width digits, stray blanks, a sign, and commas or blanks between groups of three digits.
    Raises Refused for all else: exponents, NaN, infinity, underscores, wrong grouping, more decimals than `places`.
    """
    plain = clean_number(text)
    if not plain:
        raise Refused(Text("Enter a number."))
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        raise _not_a_number(text)
    sign, whole, fraction = found[1], found[2] or "0", found[3] or found[4] or ""
    if len(fraction) > places:
        raise _too_fine(text, places)
    units = int(re.sub("[, ]", "", whole) + fraction.ljust(places, "0"))
    return -units if sign == "-" else units


def decimal_text(units: int, places: int, least: int = 0, grouped: bool = False) -> str:
    """Write integer units as a decimal: no trailing zeros beyond `least` places, thousands separators if `grouped`."""
    whole, rest = divmod(abs(units), 10**places)
    digits = str(rest).zfill(places) if places else ""
    fraction = digits[:least] + digits[least:].rstrip("0")
    written = (f"{whole:,}" if grouped else str(whole)) + (f".{fraction}" if fraction else "")
    return f"-{written}" if units < 0 else written


def within(units: int, lowest: int, highest: int, places: int) -> int:
    """Return `units` unchanged; raise Refused, naming both limits, where it lies outside them."""
    if lowest <= units <= highest:
        return units
    raise Refused(
        Text(
            "The number must lie between %(lowest)s and %(highest)s.",
            lowest=decimal_text(lowest, places, grouped=True),
            highest=decimal_text(highest, places, grouped=True),
        )
    )


def _not_a_number(text: str) -> Refused:
    return Refused(
        Text("“%(text)s” is not a number. Write it in digits, like %(example)s.", text=text[:60], example="1234.5")
    )


def _too_fine(text: str, places: int) -> Refused:
    if places == 0:
        return Refused(Text("“%(text)s” must be a whole number, without decimals.", text=text[:60]))
    return Refused(
        Text("“%(text)s” has too many decimals. Decimals allowed: %(places)s.", text=text[:60], places=places)
    )
