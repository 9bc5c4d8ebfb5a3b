"""The days that the State Council announced, taken from the library's lists, and strategies over them."""

from __future__ import annotations

from datetime import date, time, timedelta

from chinese_calendar import constants
from hypothesis import strategies as st

from app.domain.deadlines import Pause, Unit
from app.domain.workdays import Calendar

YEARS = frozenset({2025, 2026})
OFFICIAL = Calendar(
    holidays=frozenset(day for day in constants.holidays if day.year in YEARS),
    makeup_days=frozenset(day for day in constants.workdays if day.year in YEARS),
    known_years=YEARS,
    opens=time(8, 30),
    closes=time(17, 30),
)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
TERMS = st.integers(0, 40)
UNITS = st.sampled_from(Unit)
PAUSE = st.builds(lambda day, n: Pause(day, day + timedelta(days=n)), DAYS, st.integers(0, 30))


def near(start: date) -> st.SearchStrategy[list[Pause]]:
    """Pauses that mostly fall into a term which begins on that day."""
    begin = st.integers(-20, 60).map(lambda n: start + timedelta(days=n))
    return st.lists(
        st.builds(lambda day, n: Pause(day, day + timedelta(days=n)), begin, st.integers(0, 20)), max_size=4
    )


PAUSED = DAYS.flatmap(lambda start: st.tuples(st.just(start), near(start)))
