"""The holidays that the State Council announced, as the library chinesecalendar lists them.

Only its lists are read: its functions answer for every day, also where nothing was announced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chinese_calendar import constants


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """A day off, or a weekend day that is worked to make up for one; `name` is the holiday's Chinese name."""

    day: date
    working: bool
    name: str


def official_years() -> list[int]:
    """The years for which announcements are known."""
    return sorted({day.year for day in constants.holidays})


def official_days(year: int) -> list[OfficialDay]:
    """What was announced for a year, by day; nothing for a year that is not known."""
    found = [*_of(constants.holidays, year, working=False), *_of(constants.workdays, year, working=True)]
    return sorted(found, key=lambda one: one.day)


def _of(days: Mapping[date, str], year: int, *, working: bool) -> list[OfficialDay]:
    return [
        OfficialDay(day, working, constants.Holiday(name).chinese) for day, name in days.items() if day.year == year
    ]
