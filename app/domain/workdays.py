"""Working days by the office's own calendar: holidays on weekdays, make-up days on weekends, office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """What the office knows of its days (工作日历), in its own time zone.

    `holidays` are days off, `makeup_days` (调休上班日) weekend days that are worked; no day may be both.
    `known_years` are the years whose official holidays are entered: outside of them every answer is a guess.
    """

    holidays: frozenset[date]
    makeup_days: frozenset[date]
    known_years: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if both := self.holidays & self.makeup_days:
            raise ValueError(f"{min(both)} cannot be a holiday and a make-up day")

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on `day`."""
        return day in self.makeup_days or (day.weekday() < _SATURDAY and day not in self.holidays)

    def is_makeup(self, day: date) -> bool:
        """Tell whether `day` is of a weekend and worked all the same (调休上班)."""
        return day in self.makeup_days and day.weekday() >= _SATURDAY

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which is day 0 and not counted; a negative `n` counts backwards.

        With 0 it is `start` itself, working day or not.
        """
        step = _DAY if n > 0 else -_DAY
        day, left = start, abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """The number of working days after `start` up to and including `end`; 0 where `end` is not after `start`."""
        return sum(self.is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def is_certain(self, day_from: date, day_to: date) -> bool:
        """Tell whether the official holidays of every year from `day_from` to `day_to` are known."""
        return self.known_years.issuperset(range(day_from.year, day_to.year + 1))
