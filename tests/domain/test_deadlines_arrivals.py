"""What arrives after a cut-off counts later and is marked late."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import Arrival, arrival_of, counted_day, effective_start, is_late
from tests.domain.calendars import DAYS, OFFICIAL

MOMENTS = st.builds(datetime.combine, DAYS, st.times())
CUT_OFFS = st.sampled_from([time(10), time(16), time(17, 30), time(18)])


@pytest.mark.parametrize(
    ("arrival", "cut_off", "counted", "late"),
    [
        (datetime(2026, 3, 2, 18, 0), time(18), date(2026, 3, 2), False),
        (datetime(2026, 3, 2, 18, 0, 1), time(18), date(2026, 3, 3), True),
        (datetime(2026, 3, 2, 9, 59), time(10), date(2026, 3, 2), False),
        (datetime(2026, 3, 2, 10, 1), time(10), date(2026, 3, 3), True),
        (datetime(2026, 3, 6, 16, 30), time(16), date(2026, 3, 7), True),
        (datetime(2026, 3, 7, 15, 0), time(16), date(2026, 3, 7), False),
        (datetime(2026, 12, 31, 23, 59, 59), time(18), date(2027, 1, 1), True),
        (datetime(2026, 2, 28, 0, 0), time(18), date(2026, 2, 28), False),
    ],
)
def test_without_a_calendar_what_comes_late_counts_as_of_the_next_day(
    arrival: datetime, cut_off: time, counted: date, late: bool
) -> None:
    assert counted_day(arrival, cut_off, None) == Arrival(counted, late)


@pytest.mark.parametrize(
    ("arrival", "counted", "late"),
    [
        (datetime(2026, 3, 6, 16, 0), date(2026, 3, 6), False),
        (datetime(2026, 3, 6, 16, 1), date(2026, 3, 9), True),
        (datetime(2026, 3, 7, 9, 0), date(2026, 3, 9), False),
        (datetime(2026, 3, 7, 20, 0), date(2026, 3, 9), False),
        (datetime(2026, 2, 13, 20, 0), date(2026, 2, 14), True),
        (datetime(2026, 2, 14, 15, 0), date(2026, 2, 14), False),
        (datetime(2026, 2, 14, 17, 0), date(2026, 2, 24), True),
        (datetime(2026, 2, 18, 9, 0), date(2026, 2, 24), False),
        (datetime(2026, 9, 30, 17, 0), date(2026, 10, 8), True),
    ],
)
def test_with_a_calendar_it_counts_as_of_the_next_working_day(arrival: datetime, counted: date, late: bool) -> None:
    assert counted_day(arrival, time(16), OFFICIAL) == Arrival(counted, late)


def test_office_hours_are_the_cut_off_of_an_arrival_without_its_own() -> None:
    assert arrival_of(datetime(2026, 6, 16, 17, 30), OFFICIAL) == Arrival(date(2026, 6, 16), False)
    assert arrival_of(datetime(2026, 6, 16, 17, 31), OFFICIAL) == Arrival(date(2026, 6, 17), True)
    assert arrival_of(datetime(2026, 6, 16, 6, 0), OFFICIAL) == Arrival(date(2026, 6, 16), False)


@given(MOMENTS, CUT_OFFS)
def test_nothing_counts_before_it_has_come_and_only_what_is_late_waits_on_a_working_day(
    arrival: datetime, cut_off: time
) -> None:
    found = counted_day(arrival, cut_off, OFFICIAL)
    assert OFFICIAL.is_working_day(found.day)
    assert (found.day > arrival.date()) is (found.late or not OFFICIAL.is_working_day(arrival.date()))


@given(MOMENTS, MOMENTS, CUT_OFFS)
def test_whoever_comes_later_never_counts_earlier(one: datetime, two: datetime, cut_off: time) -> None:
    first, second = sorted((one, two))
    for calendar in (OFFICIAL, None):
        assert counted_day(first, cut_off, calendar).day <= counted_day(second, cut_off, calendar).day


@given(MOMENTS)
def test_a_term_begins_on_the_day_as_of_which_its_arrival_counts(arrival: datetime) -> None:
    assert effective_start(arrival, OFFICIAL) == arrival_of(arrival, OFFICIAL).day


@pytest.mark.parametrize(
    ("done", "late"),
    [
        (datetime(2026, 6, 16, 17, 30), False),
        (datetime(2026, 6, 16, 17, 30, 1), True),
        (datetime(2026, 6, 17, 8, 0), True),
        (datetime(2026, 6, 15, 23, 0), False),
    ],
)
def test_what_is_done_after_office_hours_of_the_due_day_is_late(done: datetime, late: bool) -> None:
    assert is_late(done, date(2026, 6, 16), OFFICIAL) is late
