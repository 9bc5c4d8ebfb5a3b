"""Why a term ends when it ends, how much of it is left, and when its reminders fire."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import (
    DayKind,
    Pause,
    Unit,
    check_stages,
    days_left,
    due,
    due_day,
    explain,
    ladder_days,
)
from tests.domain.calendars import DAYS, OFFICIAL, PAUSED, TERMS, UNITS

Paused = tuple[date, list[Pause]]


def story(start: date, n: int, unit: Unit, *pauses: Pause, extra: int = 0) -> list[tuple[str, int | None]]:
    """The lines as "day.month kind"."""
    lines = explain(start, n, unit, OFFICIAL, pauses, extra)
    return [(f"{line.day.day}.{line.day.month} {line.kind}", line.number) for line in lines]


def test_working_days_over_a_holiday_show_what_does_not_count_and_the_make_up_day() -> None:
    assert story(date(2026, 9, 30), 3, Unit.WORKING) == [
        ("30.9 start", None),
        *((f"{day}.10 holiday", None) for day in range(1, 8)),
        ("8.10 counted", 1),
        ("9.10 counted", 2),
        ("10.10 due", 3),
    ]
    assert story(date(2026, 5, 8), 2, Unit.WORKING) == [
        ("8.5 start", None),
        ("9.5 makeup", 1),
        ("10.5 weekend", None),
        ("11.5 due", 2),
    ]


def test_a_pause_in_working_days_leaves_its_first_and_last_day_counted() -> None:
    pause = Pause(date(2026, 6, 3), date(2026, 6, 8))
    assert story(date(2026, 6, 1), 3, Unit.WORKING, pause) == [
        ("1.6 start", None),
        ("2.6 counted", 1),
        ("3.6 counted", 2),
        ("4.6 paused", None),
        ("5.6 paused", None),
        ("6.6 weekend", None),
        ("7.6 weekend", None),
        ("8.6 due", 3),
    ]


def test_a_pause_in_calendar_days_takes_weekends_too() -> None:
    pause = Pause(date(2026, 6, 5), date(2026, 6, 8))
    assert story(date(2026, 6, 4), 2, Unit.CALENDAR, pause) == [
        ("4.6 start", None),
        ("5.6 counted", 1),
        ("6.6 paused", None),
        ("7.6 paused", None),
        ("8.6 paused", None),
        ("9.6 due", 2),
    ]


def test_a_term_that_is_stopped_on_its_last_day_ends_on_the_day_it_runs_again() -> None:
    pause = Pause(date(2026, 6, 3), date(2026, 6, 5))
    expected = [("1.6 start", None), ("2.6 counted", 1), ("3.6 paused", None), ("4.6 paused", None), ("5.6 due", 2)]
    assert story(date(2026, 6, 1), 2, Unit.WORKING, pause) == expected
    assert story(date(2026, 6, 1), 2, Unit.CALENDAR, pause) == expected


def test_a_term_in_months_numbers_the_end_of_each_month() -> None:
    lines = explain(date(2026, 1, 31), 2, Unit.MONTH, OFFICIAL)
    assert [(line.day, line.number) for line in lines if line.number] == [
        (date(2026, 2, 28), 1),
        (date(2026, 3, 31), 2),
    ]
    assert len(lines) == 60


def test_a_term_of_no_days_ends_where_it_begins() -> None:
    assert story(date(2026, 6, 1), 0, Unit.WORKING) == [("1.6 start", None)]
    pause = Pause(date(2026, 6, 1), date(2026, 6, 3))
    assert story(date(2026, 6, 1), 0, Unit.WORKING, pause) == [
        ("1.6 start", None),
        ("2.6 paused", None),
        ("3.6 due", None),
    ]


@given(PAUSED, TERMS, UNITS, st.integers(0, 10))
def test_the_explanation_ends_on_the_due_day_and_numbers_every_unit_once(
    paused: Paused, n: int, unit: Unit, extra: int
) -> None:
    start, pauses = paused
    lines = explain(start, n, unit, OFFICIAL, pauses, extra)
    end = due(start, n, unit, OFFICIAL, pauses, extra)
    assert [line.day for line in lines] == [start + timedelta(days=k) for k in range((end - start).days + 1)]
    assert [line.number for line in lines if line.number is not None] == list(range(1, n + extra + 1))
    assert lines[-1].kind is (DayKind.DUE if end > start else DayKind.START)


@given(PAUSED, TERMS, UNITS)
def test_days_count_exactly_where_the_explanation_says_so(paused: Paused, n: int, unit: Unit) -> None:
    start, pauses = paused
    for line in explain(start, n, unit, OFFICIAL, pauses):
        worked = OFFICIAL.is_working_day(line.day)
        if line.kind in (DayKind.WEEKEND, DayKind.HOLIDAY):
            assert unit is Unit.WORKING
            assert not worked
        if line.kind in (DayKind.COUNTED, DayKind.MAKEUP) and unit is Unit.WORKING:
            assert worked
        if line.kind is DayKind.PAUSED:
            assert any(pause.start <= line.day <= pause.end for pause in pauses)


# What is left


@pytest.mark.parametrize(
    ("today", "unit", "left"),
    [
        (date(2026, 10, 9), Unit.WORKING, 1),
        (date(2026, 9, 30), Unit.WORKING, 3),
        (date(2026, 9, 30), Unit.CALENDAR, 10),
        (date(2026, 10, 10), Unit.WORKING, 0),
        (date(2026, 10, 11), Unit.WORKING, -1),
        (date(2026, 10, 12), Unit.WORKING, -1),
        (date(2026, 10, 13), Unit.WORKING, -2),
        (date(2026, 10, 11), Unit.CALENDAR, -1),
        (date(2026, 10, 13), Unit.MONTH, -3),
    ],
)
def test_what_is_left_is_counted_in_the_terms_own_unit(today: date, unit: Unit, left: int) -> None:
    assert days_left(today, date(2026, 10, 10), unit, OFFICIAL) == left


@given(DAYS, DAYS, UNITS)
def test_what_is_late_is_below_zero_and_nothing_else_is(today: date, end: date, unit: Unit) -> None:
    assert (days_left(today, end, unit, OFFICIAL) < 0) is (today > end)


@given(DAYS, st.integers(1, 60), st.sampled_from([Unit.WORKING, Unit.CALENDAR]))
def test_on_the_day_of_the_start_the_whole_term_is_left(start: date, n: int, unit: Unit) -> None:
    assert days_left(start, due_day(start, n, unit, OFFICIAL), unit, OFFICIAL) == n


@given(DAYS, DAYS, UNITS)
def test_a_day_later_never_more_is_left(today: date, end: date, unit: Unit) -> None:
    tomorrow = days_left(today + timedelta(days=1), end, unit, OFFICIAL)
    assert tomorrow <= days_left(today, end, unit, OFFICIAL)


# Ladders (trap 10)


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (date(2026, 3, 4), {-1: date(2026, 3, 3), 0: date(2026, 3, 4), 1: date(2026, 3, 5), 2: date(2026, 3, 6)}),
        (date(2026, 3, 8), {-1: date(2026, 3, 6), 0: date(2026, 3, 9), 1: date(2026, 3, 10)}),
        (date(2026, 2, 24), {-1: date(2026, 2, 14), -2: date(2026, 2, 13), 0: date(2026, 2, 24)}),
        (date(2026, 2, 18), {-1: date(2026, 2, 14), 0: date(2026, 2, 24), 1: date(2026, 2, 25), 4: date(2026, 2, 28)}),
    ],
)
def test_steps_fire_on_working_days_around_the_due_day(end: date, days: dict[int, date]) -> None:
    assert {offset: ladder_days(end, offset, OFFICIAL) for offset in days} == days


@given(DAYS, st.integers(-10, 10))
def test_every_step_has_its_own_working_day(end: date, offset: int) -> None:
    day = ladder_days(end, offset, OFFICIAL)
    assert OFFICIAL.is_working_day(day)
    assert day < ladder_days(end, offset + 1, OFFICIAL)


@given(DAYS, st.integers(0, 10))
def test_no_step_before_the_due_day_waits_until_it_and_no_later_one_comes_early(end: date, offset: int) -> None:
    assert ladder_days(end, -offset - 1, OFFICIAL) < end <= ladder_days(end, offset, OFFICIAL)


# Stages (M-11)


@pytest.mark.parametrize(
    ("stages", "overall", "left"), [((3, 5, 5), 13, 0), ((3, 5, 2), 13, 3), ((10, 8), 17, -1), ((), 13, 13)]
)
def test_the_limits_of_the_stages_are_held_against_the_whole(stages: tuple[int, ...], overall: int, left: int) -> None:
    assert check_stages(stages, overall) == left
