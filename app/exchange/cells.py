"""From the text of a cell to a value: dates, whole numbers, phones and numbers that are names.

Money and volume are read by `app.domain.money.parse_fen` and `app.domain.volume.parse_volume`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from app.domain.decimals import clean_number, decimal_units, within
from app.domain.errors import Refused
from app.domain.text import Text

LONGEST_IDENTIFIER = 40
LONGEST_PHONE = 60

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NEUTRALISED = re.compile(r"\A'(?=[=+\-@])")
_WIDE_ALPHANUMERIC = {
    ord(wide): unicodedata.normalize("NFKC", wide)
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for wide in map(chr, range(ord(first), ord(last) + 1))
}

_DAY = re.compile(r"((?:19|20|21)\d\d)(?:([-./])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d\d)(\d\d))")
_TIME = re.compile(r"[T ]*\d{1,2}:\d\d(:\d\d(\.\d+)?)?Z?$")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_001)

_SHORTENED = re.compile(r"(\d(?:\.\d+)?)[Ee]\+(\d{1,2})")
_WHOLE_AS_DECIMAL = re.compile(r"(\d+)\.0*")


def tidy(text: str) -> str:
    """The text as a person reads it: one blank between words, no invisible signs, half-width letters and digits.

    Chinese punctuation stays as it is. The apostrophe that an export puts before = + - @ is taken away again.
    """
    plain = _INVISIBLE.sub("", text).translate(_WIDE_ALPHANUMERIC)
    return _NEUTRALISED.sub("", " ".join(_CONTROL.sub(" ", plain).split()))


def to_date(text: str, *, field: str | None = None) -> date:
    """Read 2026-11-05, 2026.11.5, 2026/11/5, 2026年11月5日, 20261105 or a day number of a spreadsheet; drop the time.

    Raises Refused for all else, also for days that the calendar does not have and years outside 1900 to 2199.
    """
    plain = _TIME.sub("", _as_typed(text, field))
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial[1]) in _SERIALS:
        return _SERIAL_EPOCH + timedelta(days=int(serial[1]))
    found = _DAY.fullmatch("".join(plain.split()))
    try:
        year, month, day = (int(part) for part in (found.groups() if found else ()) if part and part.isdigit())
        return date(year, month, day)
    except ValueError:
        raise Refused(
            Text("“%(text)s” is not a date. Write it like %(example)s.", text=text[:60], example="2026-11-05"),
            field=field,
        ) from None


def _as_typed(text: str, field: str | None) -> str:
    """Plain digits and blanks; refuses superscripts and circled digits, of which other digits would be made."""
    try:
        return clean_number(text)
    except Refused as refusal:
        raise Refused(refusal.text, field=field) from None


def to_whole(text: str, low: int, high: int, *, field: str | None = None) -> int:
    """Read a whole number from `low` to `high`: "12", "12.0", "1,234". Raises Refused for all else."""
    try:
        return within(decimal_units(re.sub(r"\.0+$", "", clean_number(text)), 0), low, high, 0)
    except Refused as refusal:
        raise Refused(refusal.text, field=field) from None


def to_phone_text(text: str, *, field: str | None = None) -> str:
    """One or more phone numbers (电话) as written, tidied: groups stay groups, 1.38E+10 becomes 13800000000.

    Raises Refused for less than three digits or more than 60 characters.
    """
    plain = _as_number_name(tidy(unicodedata.normalize("NFKC", text)), exact=False)
    if sum(sign.isdecimal() for sign in plain) < 3 or len(plain) > LONGEST_PHONE:
        raise Refused(Text("“%(text)s” is not a phone number.", text=text[:60]), field=field)
    return plain


def to_identifier(text: str, *, field: str | None = None) -> str:
    """A number that is a name (户号, 表号): no blanks, half-width, "10000003.0" as "10000003"; zeros in front stay.

    Raises Refused for nothing, for more than 40 characters, and for 1.23E+15, of which the spreadsheet lost digits.
    """
    plain = _as_number_name("".join(tidy(unicodedata.normalize("NFKC", text)).split()), exact=True)
    if not plain:
        raise Refused(Text("Enter a number."), field=field)
    if _SHORTENED.fullmatch(plain):
        raise Refused(
            Text("The spreadsheet has shortened the number to “%(text)s”. Write the column as text.", text=plain[:60]),
            field=field,
        )
    if len(plain) > LONGEST_IDENTIFIER:
        raise Refused(
            Text("“%(text)s” is too long. Characters allowed: %(limit)s.", text=plain[:60], limit=LONGEST_IDENTIFIER),
            field=field,
        )
    return plain


def _as_number_name(plain: str, *, exact: bool) -> str:
    """Undo what spreadsheets do to digits; with `exact`, leave 1.23E+15 alone where digits are lost for good."""
    if whole := _WHOLE_AS_DECIMAL.fullmatch(plain):
        return whole[1]
    shortened = _SHORTENED.fullmatch(plain)
    if shortened is None:
        return plain
    digits_kept, digits_due = len(shortened[1].replace(".", "")), int(shortened[2]) + 1
    return plain if exact and digits_kept < digits_due else f"{Decimal(plain):.0f}"
