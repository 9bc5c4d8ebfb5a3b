"""Deadlines: terms, late arrivals, pauses and extensions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import Pause, Unit, due, due_day, effective_start
from app.domain.workdays import Calendar

CALENDAR = Calendar(
    frozenset({date(2026, 6, 19)}), frozenset({date(2026, 5, 9)}), frozenset({2026}), time(8, 30), time(17, 30)
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
UNITS = st.sampled_from(Unit)
PAUSES = st.lists(st.builds(lambda day, n: Pause(day, day + timedelta(days=n)), DAYS, st.integers(0, 30)), max_size=4)


@pytest.mark.parametrize(
    ("start", "n", "unit", "expected"),
    [
        (date(2026, 3, 10), 1, Unit.MONTH, date(2026, 4, 10)),
        (date(2026, 1, 31), 1, Unit.MONTH, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, Unit.MONTH, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, Unit.MONTH, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, Unit.MONTH, date(2026, 12, 30)),
        (date(2026, 1, 2), 2, Unit.MONTH, date(2026, 3, 2)),
        (date(2026, 5, 23), 7, Unit.CALENDAR, date(2026, 5, 30)),
        (date(2026, 5, 31), 3, Unit.CALENDAR, date(2026, 6, 3)),
        (date(2026, 6, 2), 13, Unit.CALENDAR, date(2026, 6, 15)),
        (date(2026, 6, 18), 1, Unit.WORKING, date(2026, 6, 22)),
        (date(2026, 5, 8), 2, Unit.WORKING, date(2026, 5, 11)),
        (date(2026, 6, 18), 0, Unit.WORKING, date(2026, 6, 18)),
    ],
)
def test_a_term_ends_on_the_day_the_handbook_names(start: date, n: int, unit: Unit, expected: date) -> None:
    assert due_day(start, n, unit, CALENDAR) == expected
    assert due(start, n, unit, CALENDAR) == expected


@pytest.mark.parametrize(
    ("arrival", "day"),
    [
        (datetime(2026, 6, 16, 17, 30), date(2026, 6, 16)),
        (datetime(2026, 6, 16, 18, 5), date(2026, 6, 17)),
        (datetime(2026, 6, 16, 7, 0), date(2026, 6, 16)),
        (datetime(2026, 6, 18, 18, 5), date(2026, 6, 22)),
        (datetime(2026, 6, 20, 10, 0), date(2026, 6, 22)),
        (datetime(2026, 5, 9, 10, 0), date(2026, 5, 9)),
    ],
)
def test_what_arrives_outside_office_hours_counts_as_the_next_working_day(arrival: datetime, day: date) -> None:
    assert effective_start(arrival, CALENDAR) == day


def test_a_calendar_pause_adds_its_days() -> None:
    pause = Pause(date(2026, 6, 4), date(2026, 6, 8))
    assert due(date(2026, 6, 1), 10, Unit.CALENDAR, CALENDAR, [pause]) == date(2026, 6, 15)
    assert due(date(2026, 6, 1), 1, Unit.MONTH, CALENDAR, [pause]) == date(2026, 7, 5)


def test_a_pause_in_working_days_counts_those_fully_covered() -> None:
    def paused(start: int, end: int) -> date:
        pause = Pause(date(2026, 6, start), date(2026, 6, end))
        return due(date(2026, 6, 1), 5, Unit.WORKING, CALENDAR, [pause])

    assert paused(3, 4) == date(2026, 6, 8)
    assert paused(3, 5) == date(2026, 6, 9)
    assert paused(5, 8) == date(2026, 6, 8)
    assert paused(4, 9) == date(2026, 6, 10)


def test_an_extension_is_counted_in_the_terms_own_unit() -> None:
    assert due(date(2026, 6, 16), 2, Unit.WORKING, CALENDAR, extra=2) == date(2026, 6, 23)
    assert due(date(2026, 1, 31), 1, Unit.MONTH, CALENDAR, extra=1) == date(2026, 3, 31)


def test_a_pause_after_the_due_day_comes_too_late() -> None:
    late, on_the_day = Pause(date(2026, 6, 9), date(2026, 6, 20)), Pause(date(2026, 6, 8), date(2026, 6, 20))
    assert due(date(2026, 6, 1), 7, Unit.CALENDAR, CALENDAR, [late]) == date(2026, 6, 8)
    assert due(date(2026, 6, 1), 7, Unit.CALENDAR, CALENDAR, [on_the_day]) == date(2026, 6, 20)


def test_a_pause_counts_only_from_the_start_of_the_term() -> None:
    before, across = Pause(date(2026, 5, 1), date(2026, 5, 20)), Pause(date(2026, 5, 20), date(2026, 6, 3))
    assert due(date(2026, 6, 1), 7, Unit.CALENDAR, CALENDAR, [before, across]) == date(2026, 6, 10)


def test_days_in_two_pauses_count_once() -> None:
    pauses = [Pause(date(2026, 6, 4), date(2026, 6, 8)), Pause(date(2026, 6, 2), date(2026, 6, 5))]
    assert due(date(2026, 6, 1), 7, Unit.CALENDAR, CALENDAR, pauses) == date(2026, 6, 14)


def test_a_second_pause_counts_where_the_first_one_has_moved_the_due_day_past_its_start() -> None:
    pauses = [Pause(date(2026, 6, 5), date(2026, 6, 10)), Pause(date(2026, 6, 12), date(2026, 6, 14))]
    assert due(date(2026, 6, 1), 7, Unit.CALENDAR, CALENDAR, pauses) == date(2026, 6, 15)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before"):
        Pause(date(2026, 6, 2), date(2026, 6, 1))


@given(DAYS, st.integers(0, 40), UNITS, PAUSES, st.integers(0, 10))
def test_pauses_and_extensions_never_bring_a_due_day_forward(
    start: date, n: int, unit: Unit, pauses: list[Pause], extra: int
) -> None:
    paused = due(start, n, unit, CALENDAR, pauses, extra)
    assert due_day(start, n, unit, CALENDAR) <= due(start, n, unit, CALENDAR, extra=extra) <= paused


@given(DAYS, st.integers(0, 40), UNITS, PAUSES, st.randoms())
def test_the_order_in_which_pauses_are_given_does_not_matter(
    start: date, n: int, unit: Unit, pauses: list[Pause], random: Random
) -> None:
    shuffled = random.sample(pauses, len(pauses))
    assert due(start, n, unit, CALENDAR, shuffled) == due(start, n, unit, CALENDAR, pauses)


@given(DAYS, st.integers(0, 40), PAUSES)
def test_a_term_in_calendar_days_runs_exactly_its_days_outside_the_pauses(
    start: date, n: int, pauses: list[Pause]
) -> None:
    end = due(start, n, Unit.CALENDAR, CALENDAR, pauses)
    days = (start + timedelta(days=step) for step in range((end - start).days))
    assert sum(not any(pause.start <= day < pause.end for pause in pauses) for day in days) == n
