"""Serial numbers of blank contracts, and how many are wanted for a month: pure (C-120)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.days import add_months
from app.domain.errors import Refused
from app.domain.text import Text

MOST_AT_ONCE = 500
LOOKS_BACK = 3  # whole months, whose signings foretell the next
_NUMBER = re.compile(r"(.*?)([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class Need:
    """What a monthly request is computed from: sheets in stock, sheets out unsigned, expected signings, reserve."""

    stock: int
    issued: int
    expected: int
    reserve: int

    @property
    def computed(self) -> int:
        """How many are to be asked for (C-120).

        What sales people still have unsigned is on hand as well: the signings of next month are written on it. Counted
        as used up it would be asked for twice, and blank contracts would pile up with people.
        """
        return max(0, self.expected + self.reserve - self.stock - self.issued)


def expected_from(signings: Sequence[int]) -> int:
    """The signings that months like these foretell: their average, rounded up, so that no sheet is missing."""
    return -(-sum(signings) // len(signings)) if signings else 0


def month_of(day: date) -> str:
    """The month of a day: 2026-11."""
    return f"{day:%Y-%m}"


def month_after(day: date) -> str:
    """The month after that of a day."""
    return month_of(add_months(day.replace(day=1), 1))


def days_of(month: str) -> tuple[date, date]:
    """The first and the last day of a month (2026-11). Raises Refused for what is none."""
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month):
        raise Refused(Text("Please type a month like 2026-11."), field="month")
    first = date(int(month[:4]), int(month[5:]), 1)
    return first, date.fromordinal(add_months(first, 1).toordinal() - 1)


def whole_months_before(month: str) -> list[str]:
    """The three months before a month, the nearest first."""
    first, _ = days_of(month)
    return [month_of(add_months(first, -back)) for back in range(1, LOOKS_BACK + 1)]


def check_request(need: Need, wanted: int, reason: str | None) -> None:
    """Refuse another figure than the computed one without a reason (C-120)."""
    if wanted != need.computed and not (reason or "").strip():
        raise Refused(
            Text("Computed are %(computed)s. Say why you want another figure.", computed=need.computed), field="reason"
        )


def serials(prefix: str | None, first: str, last: str | None = None) -> list[str]:
    """The serial numbers from the first to the last, both included, with their zeros: ZX0009, ZX0010.

    Raises Refused for what is no range of one series, and for more than 500.
    """
    head, low = _read(prefix, first, "first")
    tail, high = _read(prefix, last or first, "last")
    if (head, len(low)) != (tail, len(high)) or int(high) < int(low):
        raise Refused(Text("The last number must follow the first in the same series."), field="last")
    if int(high) - int(low) >= MOST_AT_ONCE:
        raise Refused(Text("At most %(most)s at once.", most=MOST_AT_ONCE), field="last")
    return [f"{head}{number:0{len(low)}d}" for number in range(int(low), int(high) + 1)]


def gap(highest: str | None, first: str) -> tuple[str, str] | None:
    """The serial numbers that are missing between the highest one drawn before and the first one now, from and to."""
    if highest is None:
        return None
    before, now = _NUMBER.fullmatch(highest), _NUMBER.fullmatch(first)
    if before is None or now is None or before[1] != now[1] or len(before[2]) != len(now[2]):
        return None
    low, high = int(before[2]) + 1, int(now[2]) - 1
    return (f"{now[1]}{low:0{len(now[2])}d}", f"{now[1]}{high:0{len(now[2])}d}") if low <= high else None


def doubles(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    """The serial numbers that are there already, in order."""
    return sorted(set(wanted) & set(there))


def _read(prefix: str | None, typed: str, field: str) -> tuple[str, str]:
    """The letters and the digits of a serial number; the kind's letters need not be typed."""
    plain = typed.strip().upper()
    whole = plain if not prefix or plain.startswith(prefix) else f"{prefix}{plain}"
    found = _NUMBER.fullmatch(whole)
    if found is None or len(whole) > 40:
        raise Refused(Text("A serial number ends in digits, such as ZX0001."), field=field)
    return found[1], found[2]
