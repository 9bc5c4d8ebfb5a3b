"""Every day of 2025 and 2026 against the library's own answer, and how counting behaves over them."""

from __future__ import annotations

from datetime import date, time, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.workdays import Calendar
from tests.domain.calendars import DAYS, OFFICIAL


def year_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("day", [*year_of(2025), *year_of(2026)], ids=str)
def test_every_day_is_worked_or_free_as_announced(day: date) -> None:
    assert OFFICIAL.is_working_day(day) is chinese_calendar.is_workday(day)
    assert OFFICIAL.is_makeup(day) is (chinese_calendar.is_workday(day) and day.weekday() >= 5)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_as_many_working_days_as_were_announced(year: int) -> None:
    announced = len(chinese_calendar.get_workdays(date(year, 1, 1), date(year, 12, 31)))
    assert OFFICIAL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == announced == 248


@pytest.mark.parametrize("start", [*year_of(2025)[:-40:7], *year_of(2026)[:-40:7]], ids=str)
@pytest.mark.parametrize("n", [1, 3, 5, 7])
def test_the_nth_working_day_is_the_one_the_library_finds(start: date, n: int) -> None:
    assert OFFICIAL.add_working_days(start, n) == chinese_calendar.find_workday(n - 1, start + timedelta(days=1))


@given(DAYS, DAYS)
def test_a_stretch_has_the_working_days_that_the_library_lists(one: date, two: date) -> None:
    first, last = sorted((one, two))
    listed = chinese_calendar.get_workdays(first + timedelta(days=1), last) if last > first else []
    assert OFFICIAL.working_days_between(first, last) == len(listed)


@given(DAYS, st.integers(-60, 60), st.integers(0, 30))
def test_more_working_days_never_end_earlier(start: date, n: int, more: int) -> None:
    assert OFFICIAL.add_working_days(start, n) <= OFFICIAL.add_working_days(start, n + more)


@given(DAYS, st.integers(0, 400), st.integers(-60, 60).filter(bool))
def test_a_later_start_never_ends_earlier(start: date, later: int, n: int) -> None:
    moved = start + timedelta(days=later)
    assert OFFICIAL.add_working_days(start, n) <= OFFICIAL.add_working_days(moved, n)


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_counting_in_two_parts_ends_on_the_same_day(start: date, one: int, two: int) -> None:
    parts = OFFICIAL.add_working_days(OFFICIAL.add_working_days(start, one), two)
    assert OFFICIAL.add_working_days(start, one + two) == parts


@given(DAYS, st.integers(1, 60))
def test_counting_back_leads_to_where_it_began(start: date, n: int) -> None:
    first = OFFICIAL.next_working_day(start)
    assert OFFICIAL.add_working_days(OFFICIAL.add_working_days(first, n), -n) == first


@given(DAYS, DAYS, DAYS)
def test_another_day_off_makes_no_stretch_longer(one: date, two: date, off: date) -> None:
    edited = Calendar(
        OFFICIAL.holidays | {off}, OFFICIAL.makeup_days - {off}, OFFICIAL.known_years, time(8, 30), time(17, 30)
    )
    first, last = sorted((one, two))
    fewer = first < off <= last and OFFICIAL.is_working_day(off)
    assert edited.working_days_between(first, last) == OFFICIAL.working_days_between(first, last) - fewer


@pytest.mark.parametrize(
    ("day_from", "day_to", "certain"),
    [
        (date(2025, 1, 1), date(2026, 12, 31), True),
        (date(2026, 12, 31), date(2026, 12, 31), True),
        (date(2026, 12, 31), date(2027, 1, 1), False),
        (date(2024, 12, 31), date(2025, 1, 2), False),
        (date(2025, 6, 1), date(2028, 6, 1), False),
    ],
)
def test_only_announced_years_are_certain(day_from: date, day_to: date, certain: bool) -> None:
    assert OFFICIAL.is_certain(day_from, day_to) is certain


def test_a_year_without_an_announcement_counts_weekdays_and_says_that_it_is_a_guess() -> None:
    new_year = date(2027, 1, 1)
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(new_year)
    assert OFFICIAL.is_working_day(new_year)
    assert not OFFICIAL.is_certain(date(2026, 12, 30), OFFICIAL.add_working_days(date(2026, 12, 30), 5))


def test_a_weekday_that_the_office_declared_worked_is_no_make_up_day() -> None:
    calendar = Calendar(frozenset(), frozenset({date(2026, 10, 8)}), frozenset({2026}), time(8, 30), time(17, 30))
    assert calendar.is_working_day(date(2026, 10, 8))
    assert not calendar.is_makeup(date(2026, 10, 8))
