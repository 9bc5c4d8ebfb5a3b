"""The law of the monthly table: which closings a month counts, and what they add up to (K-30, K-71, P-09, P-32)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.decimals import divide
from app.domain.errors import Refused
from app.domain.text import Text

_MONTH = re.compile(r"(20|21)[0-9]{2}-(0[1-9]|1[0-2])")
MOST_MONTHS = 24
TENTHS = 1000  # a share is told in tenths of a per cent


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing or, with `opens`, a reopening of a complaint, in the order in which they were written (`id`)."""

    id: int
    complaint_id: int
    on: date
    opens: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in one line of a table: a count of complaints, its share in tenths of a per cent, and how many of
    them were upheld, not accepted and closed late."""

    key: Any
    count: int
    share: int
    upheld: int
    unaccepted: int
    late: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause of a Pareto chart: how often, and the share of it and of all before it, in tenths of a per cent."""

    key: Any
    count: int
    together: int


def read_month(text: str) -> date:
    """The first day of a month written like 2026-10. Raises Refused for the field."""
    if not _MONTH.fullmatch(text):
        raise Refused(Text("Please write the month like %(example)s.", example="2026-10"), field="month")
    return date.fromisoformat(f"{text}-01")


def month_of(day: date) -> str:
    """The month of a day, as 2026-10."""
    return f"{day:%Y-%m}"


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return (first.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_back(first: date, n: int) -> date:
    """The first day of the month from which `n` months lead up to the one that begins on `first`, that one included."""
    for _ in range(n - 1):
        first = month_before(first)
    return first


def months_between(since: date, until: date) -> list[date]:
    """The first days of all months from one to the other. Raises Refused for a span that is none or too long."""
    found: list[date] = []
    month = since.replace(day=1)
    while month <= until and len(found) <= MOST_MONTHS:
        found.append(month)
        month = month_after(month)
    if not found:
        raise Refused(Text("The first month lies after the last one. Please exchange them."), field="since")
    if len(found) > MOST_MONTHS:
        raise Refused(Text("Please choose at most %(n)s months.", n=MOST_MONTHS), field="since")
    return found


def standing(rows: Iterable[Closing]) -> list[Closing]:
    """The closings of a span that hold at its end: the newest row of each complaint, unless it reopened it.

    Rows are only added, so that a past month gives the same for ever (K-30).
    """
    newest = {row.complaint_id: row for row in sorted(rows, key=lambda one: one.id)}
    return [row for row in newest.values() if not row.opens]


def share(part: int, whole: int) -> int:
    """A part of a whole in tenths of a per cent, rounded half up; 0 of nothing."""
    return divide(part * TENTHS, whole) if whole else 0


def grouped(rows: Sequence[Closing], key: Callable[[Mapping[str, Any]], Any]) -> list[Line]:
    """A table of closings by what `key` says of their facts, the most frequent first."""
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(key(row.facts), []).append(row.facts)
    lines = [_line(name, facts, len(rows)) for name, facts in groups.items()]
    return sorted(lines, key=lambda line: (-line.count, str(line.key)))


def total(rows: Sequence[Closing]) -> Line:
    """All of them in one line."""
    return _line(None, [row.facts for row in rows], len(rows))


def pareto(counts: Mapping[Any, int]) -> list[Bar]:
    """How often each cause stands there, the most frequent first, with the share that it and those before it make."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    whole, so_far, bars = sum(counts.values()), 0, []
    for key, count in ordered:
        so_far += count
        bars.append(Bar(key, count, share(so_far, whole)))
    return bars


def confirm_until(first: date, day: int, *, counts: bool) -> date:
    """The last day on which the table of the month that begins on `first` is confirmed in time (K-30).

    "Before the 10th" is the 9th of the next month, or the 10th where that day counts.
    """
    return month_after(first) + timedelta(days=day - (1 if counts else 2))


def check_confirm(first: date, today: date, attendees: str) -> None:
    """Refuse to confirm a month that is not over, or without those who confirm it (K-30)."""
    if today < month_after(first):
        raise Refused(Text("This month is not over. Its table is confirmed afterwards."))
    if not attendees.strip():
        raise Refused(Text("Name the heads with whom responsibility and ratios were confirmed."), field="attendees")


def _line(key: Any, facts: Sequence[Mapping[str, Any]], whole: int) -> Line:
    return Line(
        key,
        len(facts),
        share(len(facts), whole),
        sum(one.get("upheld") is True for one in facts),
        sum(one.get("accepted") is False for one in facts),
        sum(bool(one.get("late")) for one in facts),
    )
