"""The traps of deadlines: make-up weekends, pauses over days off, changes in the middle, ends of months."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.deadlines import Pause, Unit, due, due_day
from app.domain.workdays import Calendar
from tests.domain.calendars import DAYS, OFFICIAL, PAUSED, TERMS, UNITS

Paused = tuple[date, list[Pause]]
RUNNING = st.sampled_from([Unit.CALENDAR, Unit.WORKING])


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2025, 12, 31), 1, day(1, 4)),
        (date(2025, 12, 31), 2, day(1, 5)),
        (day(2, 13), 1, day(2, 14)),
        (day(2, 13), 2, day(2, 24)),
        (day(2, 27), 1, day(2, 28)),
        (day(2, 27), 2, day(3, 2)),
        (day(5, 8), 1, day(5, 9)),
        (day(9, 18), 1, day(9, 20)),
        (day(9, 24), 3, day(9, 30)),
        (day(9, 30), 4, day(10, 12)),
        (day(10, 9), 1, day(10, 10)),
    ],
)
def test_working_weekends_are_counted(start: date, n: int, expected: date) -> None:
    assert due(start, n, Unit.WORKING, OFFICIAL) == expected


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        (Pause(day(3, 6), day(3, 9)), day(3, 11)),  # Friday to Monday: nothing is fully covered
        (Pause(day(3, 5), day(3, 9)), day(3, 12)),  # Friday is
        (Pause(day(3, 6), day(3, 10)), day(3, 12)),  # Monday is
        (Pause(day(3, 7), day(3, 8)), day(3, 11)),  # only the weekend
        (Pause(day(3, 5), day(3, 12)), day(3, 17)),  # Friday, Monday, Tuesday, Wednesday
    ],
)
def test_a_pause_over_a_weekend_adds_no_wall_clock_days_to_working_days(pause: Pause, expected: date) -> None:
    assert due(day(3, 4), 5, Unit.WORKING, OFFICIAL, [pause]) == expected


def test_a_pause_over_a_holiday_takes_only_the_working_days_in_it() -> None:
    assert due(day(9, 29), 3, Unit.WORKING, OFFICIAL, [Pause(day(9, 30), day(10, 8))]) == day(10, 9)
    assert due(day(9, 29), 3, Unit.WORKING, OFFICIAL, [Pause(day(9, 30), day(10, 9))]) == day(10, 10)
    assert due(day(9, 29), 3, Unit.CALENDAR, OFFICIAL, [Pause(day(9, 30), day(10, 8))]) == day(10, 10)


def test_a_pause_over_a_make_up_saturday_takes_it() -> None:
    assert due(day(5, 7), 3, Unit.WORKING, OFFICIAL, [Pause(day(5, 8), day(5, 11))]) == day(5, 12)
    assert due(day(5, 7), 3, Unit.WORKING, OFFICIAL) == day(5, 11)


def test_a_change_of_severity_keeps_the_pauses() -> None:
    pauses = [Pause(day(3, 5), day(3, 10))]
    assert due(day(3, 4), 7, Unit.WORKING, OFFICIAL, pauses) == day(3, 17)
    assert due(day(3, 4), 3, Unit.WORKING, OFFICIAL, pauses) == day(3, 11)
    assert due(day(3, 4), 7, Unit.CALENDAR, OFFICIAL, pauses) == day(3, 16)


def test_a_term_made_shorter_while_paused_does_not_end_in_the_pause() -> None:
    pauses = [Pause(day(3, 5), day(3, 10))]
    assert due(day(3, 4), 1, Unit.WORKING, OFFICIAL, pauses) == day(3, 10)
    assert due(day(3, 4), 1, Unit.CALENDAR, OFFICIAL, pauses) == day(3, 10)


def test_a_term_stopped_on_its_last_day_and_resumed_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert due(day(3, 4), 2, Unit.WORKING, OFFICIAL, [Pause(day(3, 6), day(3, 8))]) == day(3, 9)


def test_a_working_day_on_which_one_pause_ends_and_the_next_begins_is_not_fully_covered() -> None:
    two = [Pause(day(3, 4), day(3, 10)), Pause(day(3, 10), day(3, 13))]
    assert due(day(3, 3), 5, Unit.WORKING, OFFICIAL, [Pause(day(3, 4), day(3, 13))]) == day(3, 18)
    assert due(day(3, 3), 5, Unit.WORKING, OFFICIAL, two) == day(3, 17)


def test_what_is_reopened_runs_from_its_new_start() -> None:
    pauses = [Pause(day(3, 5), day(3, 10))]
    assert due(day(4, 1), 3, Unit.WORKING, OFFICIAL, pauses) == due(day(4, 1), 3, Unit.WORKING, OFFICIAL) == day(4, 7)


@given(PAUSED, st.integers(1, 40), DAYS)
def test_another_day_off_in_the_calendar_never_brings_a_due_day_forward(paused: Paused, n: int, off: date) -> None:
    start, pauses = paused
    edited = Calendar(
        OFFICIAL.holidays | {off}, OFFICIAL.makeup_days - {off}, OFFICIAL.known_years, time(8, 30), time(17, 30)
    )
    before = due(start, n, Unit.WORKING, OFFICIAL, pauses)
    assert before <= due(start, n, Unit.WORKING, edited, pauses)
    assert due(start, n, Unit.CALENDAR, OFFICIAL, pauses) == due(start, n, Unit.CALENDAR, edited, pauses)


@given(PAUSED, st.integers(1, 40), DAYS)
def test_a_change_of_the_calendar_after_the_due_day_moves_nothing(paused: Paused, n: int, off: date) -> None:
    start, pauses = paused
    before = due(start, n, Unit.WORKING, OFFICIAL, pauses)
    assume(off > before and not OFFICIAL.is_makeup(off))
    edited = Calendar(OFFICIAL.holidays | {off}, OFFICIAL.makeup_days, OFFICIAL.known_years, time(8, 30), time(17, 30))
    assert due(start, n, Unit.WORKING, edited, pauses) == before


# How due days behave


@given(PAUSED, TERMS, st.integers(0, 20), UNITS)
def test_a_longer_term_never_ends_earlier(paused: Paused, n: int, more: int, unit: Unit) -> None:
    start, pauses = paused
    assert due(start, n, unit, OFFICIAL, pauses) <= due(start, n + more, unit, OFFICIAL, pauses)


@given(PAUSED, st.integers(0, 60), st.integers(1, 40), RUNNING)
def test_a_later_start_never_ends_earlier(paused: Paused, later: int, n: int, unit: Unit) -> None:
    start, pauses = paused
    moved = start + timedelta(days=later)
    assert due(start, n, unit, OFFICIAL, pauses) <= due(moved, n, unit, OFFICIAL, pauses)


@given(DAYS, st.integers(0, 60), st.integers(0, 24))
def test_a_later_start_never_ends_earlier_in_months(start: date, later: int, n: int) -> None:
    assert due(start, n, Unit.MONTH, OFFICIAL) <= due(start + timedelta(days=later), n, Unit.MONTH, OFFICIAL)


@given(PAUSED, TERMS, UNITS)
def test_pauses_never_bring_a_due_day_forward_and_no_term_ends_in_one(paused: Paused, n: int, unit: Unit) -> None:
    start, pauses = paused
    end = due(start, n, unit, OFFICIAL, pauses)
    assert end >= due_day(start, n, unit, OFFICIAL)
    assert not any(pause.start <= end < pause.end for pause in pauses)


@given(PAUSED, TERMS, UNITS, st.data())
def test_a_pause_in_two_parts_is_the_same_pause(paused: Paused, n: int, unit: Unit, data: st.DataObject) -> None:
    start, pauses = paused
    assume(pauses and pauses[0].end > pauses[0].start)
    first, *others = pauses
    begin, cut = sorted(data.draw(st.tuples(*[st.dates(first.start, first.end)] * 2)))
    assume(unit is not Unit.WORKING or begin < cut or not OFFICIAL.is_working_day(cut))
    parts = [Pause(first.start, cut), Pause(begin, first.end)]
    assert due(start, n, unit, OFFICIAL, [*parts, *others]) == due(start, n, unit, OFFICIAL, pauses)


@given(PAUSED, TERMS, UNITS)
def test_a_pause_that_ends_on_its_own_day_moves_nothing(paused: Paused, n: int, unit: Unit) -> None:
    start, pauses = paused
    none = [Pause(pause.start, pause.start) for pause in pauses]
    assert due(start, n, unit, OFFICIAL, none) == due_day(start, n, unit, OFFICIAL)


@given(PAUSED, TERMS, st.integers(0, 10), UNITS)
def test_an_extension_is_the_same_before_and_after_a_pause(paused: Paused, n: int, extra: int, unit: Unit) -> None:
    start, pauses = paused
    assert due(start, n, unit, OFFICIAL, pauses, extra) == due(start, n + extra, unit, OFFICIAL, pauses)
    assert due(start, n, unit, OFFICIAL, pauses) <= due(start, n, unit, OFFICIAL, pauses, extra)


@given(DAYS, st.integers(1, 30), st.integers(1, 30), RUNNING)
def test_a_term_in_two_parts_ends_on_the_same_day(start: date, one: int, two: int, unit: Unit) -> None:
    middle = due(start, one, unit, OFFICIAL)
    assert due(middle, two, unit, OFFICIAL) == due(start, one + two, unit, OFFICIAL)


@given(PAUSED, st.integers(1, 40))
def test_a_term_in_working_days_ends_on_its_nth_working_day_that_no_pause_covers(paused: Paused, n: int) -> None:
    start, pauses = paused
    days = (start + timedelta(days=k) for k in range(1, 400))
    free = [one for one in days if not any(pause.start < one < pause.end for pause in pauses)]
    nth = [one for one in free if OFFICIAL.is_working_day(one)][n - 1]
    stopped = [pause.end for pause in pauses if pause.start == nth < pause.end]
    end = due(start, n, Unit.WORKING, OFFICIAL, pauses)
    assert end >= max(stopped) if stopped else end == nth


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("n", [1, 2, 6, 12])
def test_months_from_a_months_end_never_run_into_the_one_after(month: int, n: int) -> None:
    last = (date(2026, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    end = due(last, n, Unit.MONTH, OFFICIAL)
    assert (end.year * 12 + end.month) - (last.year * 12 + last.month) == n
    assert end.day == last.day or (end + timedelta(days=1)).day == 1


@given(DAYS, st.integers(0, 36))
def test_months_end_on_the_same_number_or_the_last_day_of_the_month(start: date, n: int) -> None:
    end = due(start, n, Unit.MONTH, OFFICIAL)
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)
