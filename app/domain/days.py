"""Days as people type them, and months from a day on."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text


def read_day(text: str, today: date) -> date:
    """Read 1120, 11-20, 20261120 or 2026-11-20 (also with dots, slashes and 年月日). Raises Refused."""
    parts = [part for part in re.split(r"[-./年月日 ]+", text) if part]
    if len(parts) == 1 and re.fullmatch(r"[0-9]{4}|[0-9]{8}", parts[0]):
        digits = parts[0]
        parts = [digits[:-4], digits[-4:-2], digits[-2:]] if len(digits) == 8 else [digits[:2], digits[2:]]
    if len(parts) == 2:
        parts = [str(today.year), *parts]
    try:
        year, month, day = (int(part) for part in parts if re.fullmatch(r"[0-9]{1,4}", part))
        found = date(year, month, day)
    except ValueError:
        raise Refused(Text("Please type a day like 2026-11-20, 11-20 or 1120.")) from None
    if not 1900 <= found.year <= 2199:
        raise Refused(Text("Please type a day like 2026-11-20, 11-20 or 1120."))
    return found


def add_months(start: date, n: int) -> date:
    """The day `n` months later: from 10 March it is 10 April, from 31 January the last day of February."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
