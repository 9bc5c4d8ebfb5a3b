"""Working days, with the holidays of 2026."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.workdays import Calendar

SPRING_FESTIVAL = frozenset(date(2026, 2, day) for day in range(15, 24))
MAKEUP = frozenset({date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)})
CALENDAR = Calendar(SPRING_FESTIVAL, MAKEUP, frozenset({2025, 2026}), time(8, 30), time(17, 30))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 17), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
        (date(2026, 9, 20), True),
        (date(2026, 10, 11), False),
    ],
)
def test_holidays_are_free_and_make_up_weekends_are_worked(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_the_day_of_the_start_is_not_counted() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert CALENDAR.add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert CALENDAR.add_working_days(date(2026, 2, 24), 5) == date(2026, 3, 2)
    assert CALENDAR.add_working_days(date(2026, 2, 17), 0) == date(2026, 2, 17)


def test_working_days_are_counted_backwards_for_reminders() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 24), -1) == date(2026, 2, 14)


def test_the_next_working_day_is_never_the_day_itself() -> None:
    assert CALENDAR.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
    assert CALENDAR.next_working_day(date(2026, 3, 2)) == date(2026, 3, 3)


@given(DAYS, st.integers(1, 60))
def test_counting_days_and_adding_them_agree(start: date, n: int) -> None:
    end = CALENDAR.add_working_days(start, n)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start, end) == n


@given(DAYS, DAYS, DAYS)
def test_a_stretch_of_days_has_the_working_days_of_its_parts(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    parts = CALENDAR.working_days_between(first, middle) + CALENDAR.working_days_between(middle, last)
    assert CALENDAR.working_days_between(first, last) == parts


@given(DAYS, st.integers(0, 400))
def test_there_are_no_working_days_between_a_day_and_an_earlier_one(day: date, back: int) -> None:
    assert CALENDAR.working_days_between(day, day - timedelta(days=back)) == 0


def test_a_year_without_official_holidays_is_never_certain() -> None:
    assert CALENDAR.is_certain(date(2025, 12, 1), date(2026, 12, 31))
    assert not CALENDAR.is_certain(date(2026, 12, 28), date(2027, 1, 4))
    assert not CALENDAR.is_certain(date(2024, 12, 31), date(2024, 12, 31))


def test_it_refuses_a_day_that_is_both_free_and_made_up() -> None:
    with pytest.raises(ValueError, match="2026-02-14"):
        Calendar(frozenset({date(2026, 2, 14)}), MAKEUP, frozenset(), time(8), time(17))
