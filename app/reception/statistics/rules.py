"""Adding up visits and calls of a day, week or month: pure (P-01 to P-03)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from app.domain.days import add_months
from app.domain.errors import Refused
from app.domain.text import N_, Text

DAY, WEEK, MONTH = "day", "week", "month"
PERIODS = {DAY: N_("By the day"), WEEK: N_("By the week"), MONTH: N_("By the month")}
MINUTES_A_DAY = 24 * 60

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Span:
    """A day, a week from Monday on, or a month: its kind and its first and last day."""

    period: str
    first_on: date
    last_on: date

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first_on + timedelta(days=n) for n in range((self.last_on - self.first_on).days + 1)]

    @property
    def name(self) -> str:
        """2026-11-20, 2026-11-16/2026-11-22 or 2026-11."""
        if self.period == MONTH:
            return f"{self.first_on:%Y-%m}"
        return str(self.first_on) if self.period == DAY else f"{self.first_on}/{self.last_on}"


@dataclass(frozen=True, slots=True)
class VisitCell:
    """How many visits (`n`) of `people` visitors agree in all of this."""

    day: date
    purpose_id: int
    channel: str
    staff_id: int | None
    state: str
    outcome: str | None
    first_time: str
    n: int
    people: int


@dataclass(frozen=True, slots=True)
class CallCell:
    """How many calls agree in all of this."""

    day: date
    purpose_id: int
    staff_id: int | None
    first_time: str
    invited: bool
    repeated: bool
    n: int


@dataclass(slots=True)
class Count:
    """What one line of the statistics has: a day, a purpose, a person, or all."""

    visits: int = 0
    people: int = 0
    first_visits: int = 0
    received: int = 0
    deals: int = 0
    no_shows: int = 0
    left: int = 0
    cancelled: int = 0
    calls: int = 0
    first_calls: int = 0
    invited: int = 0
    repeated: int = 0

    def visit(self, cell: VisitCell) -> None:
        """Add visits. A cancelled one is none."""
        if cell.state == "cancelled":
            self.cancelled += cell.n
            return
        self.visits += cell.n
        self.people += cell.people
        self.first_visits += cell.n if cell.first_time == "yes" else 0
        self.received += cell.n if cell.state in ("serving", "done") and cell.outcome != "not_needed" else 0
        self.deals += cell.n if cell.outcome == "deal" else 0
        self.no_shows += cell.n if cell.state == "no_show" else 0
        self.left += cell.n if cell.state == "left" else 0

    def call(self, cell: CallCell) -> None:
        """Add calls."""
        self.calls += cell.n
        self.first_calls += cell.n if cell.first_time == "yes" else 0
        self.invited += cell.n if cell.invited else 0
        self.repeated += cell.n if cell.repeated else 0


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took in minutes: how many there are, the middle one and the one of ninety per cent."""

    n: int = 0
    median: int | None = None
    p90: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The statistics of a span. Lines go by day, id of the purpose, channel, id of the person and hour of arrival."""

    span: Span
    total: Count
    by_day: Mapping[date, Count]
    by_purpose: Mapping[int, Count]
    by_channel: Mapping[str, Count]
    by_person: Mapping[int | None, Count]
    by_hour: Mapping[int, int]
    waits: Times = field(default_factory=Times)
    receptions: Times = field(default_factory=Times)


def span_of(period: str, day: date) -> Span:
    """The day, week or month that holds this day. Raises Refused for another period."""
    if period == DAY:
        return Span(DAY, day, day)
    if period == WEEK:
        monday = day - timedelta(days=day.weekday())
        return Span(WEEK, monday, monday + timedelta(days=6))
    if period == MONTH:
        first = day.replace(day=1)
        return Span(MONTH, first, add_months(first, 1) - timedelta(days=1))
    raise Refused(Text("Please choose one of the list."))


def neighbour(span: Span, by: int) -> date:
    """The first day of the span before (-1) or after (1) this one."""
    if span.period == MONTH:
        return add_months(span.first_on, by)
    return span.first_on + timedelta(days=by * len(span.days))


def add_up(
    span: Span,
    cells: tuple[Sequence[VisitCell], Sequence[CallCell]],
    hours: Mapping[int, int],
    waits: Times,
    receptions: Times,
) -> Figures:
    """The figures of a span: visits and calls added up by day, purpose, channel and person. `cells` are its visits
    and its calls, `hours` the visits by hour of arrival."""
    both: list[VisitCell | CallCell] = [*cells[0], *cells[1]]
    return Figures(
        span=span,
        total=_counted((None, one) for one in both).get(None, Count()),
        by_day={day: Count() for day in span.days} | _counted((one.day, one) for one in both),
        by_purpose=_counted((one.purpose_id, one) for one in both),
        by_channel=_counted((one.channel, one) for one in cells[0]),
        by_person=_counted((one.staff_id, one) for one in both),
        by_hour=hours,
        waits=waits,
        receptions=receptions,
    )


def hours_of(minutes: Mapping[int, int]) -> dict[int, int]:
    """Visits by hour of the day from visits by minute of the day, office time, without gaps between the hours."""
    counted: Counter[int] = Counter()
    for minute, n in minutes.items():
        counted[minute % MINUTES_A_DAY // 60] += n
    if not counted:
        return {}
    return {hour: counted[hour] for hour in range(min(counted), max(counted) + 1)}


def times(histogram: Mapping[int, int]) -> Times:
    """The middle and the ninetieth per cent of how long something took, by the nearest rank; none is below 0."""
    tidy: Counter[int] = Counter()
    for minutes, n in histogram.items():
        tidy[max(minutes, 0)] += n
    total = sum(tidy.values())
    return Times(total, _ranked(tidy, total, 50), _ranked(tidy, total, 90)) if total else Times()


def _ranked(histogram: Mapping[int, int], total: int, per_cent: int) -> int:
    wanted, so_far = -(-total * per_cent // 100), 0
    for minutes in sorted(histogram):
        so_far += histogram[minutes]
        if so_far >= wanted:
            return minutes
    raise AssertionError("a rank beyond the last")


def _counted(cells: Iterable[tuple[K, VisitCell | CallCell]]) -> dict[K, Count]:
    lines: dict[K, Count] = {}
    for key, cell in cells:
        line = lines.setdefault(key, Count())
        if isinstance(cell, VisitCell):
            line.visit(cell)
        else:
            line.call(cell)
    return lines
