"""Numbers: one after the other without gap, given back with a deed that fails, never given twice."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.numbering.models import Counter
from app.office.numbering.service import next_number, take_numbers
from app.unit_of_work import unit_of_work

THREADS, EACH = 8, 50


def take(scope: str, period: str = "") -> int:
    with unit_of_work(by=OPERATOR):
        return next_number(scope, period)


def test_numbers_begin_at_one_and_follow_each_other(context: None) -> None:
    assert [take("receipt") for _ in range(5)] == [1, 2, 3, 4, 5]


def test_every_scope_and_period_counts_for_itself(context: None) -> None:
    found = [take("complaint", "2611"), take("complaint", "2611"), take("complaint", "2612"), take("receipt", "2611")]
    assert found == [1, 2, 1, 1]


def test_a_deed_that_fails_gives_its_numbers_back(context: None) -> None:
    take("receipt")
    with pytest.raises(ZeroDivisionError), unit_of_work(by=OPERATOR):
        assert next_number("receipt") == 2
        raise ZeroDivisionError
    assert take("receipt") == 2


def test_many_numbers_are_taken_in_one_row(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        assert take_numbers("statement", 300, "202611") == range(1, 301)
        assert take_numbers("statement", 2, "202611") == range(301, 303)


def test_a_number_cannot_be_taken_outside_of_a_deed(context: None) -> None:
    with pytest.raises(RuntimeError, match="no unit of work"):
        next_number("receipt")


def test_eight_at_once_get_no_number_twice_and_leave_no_gap(app: Flask) -> None:
    def desk(place: int) -> list[int]:
        found = []
        with app.app_context():
            for turn in range(EACH):
                # Every tenth deed of a desk fails after it has taken its number.
                with contextlib.suppress(ZeroDivisionError), unit_of_work(by=OPERATOR):
                    number = next_number("receipt", "2026")
                    if turn % 10 == place:
                        raise ZeroDivisionError
                    found.append(number)
        return found

    with ThreadPoolExecutor(THREADS) as pool:
        numbers = [number for found in pool.map(desk, range(THREADS)) for number in found]
    assert len(numbers) == THREADS * (EACH - 5)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    with app.app_context():
        assert db.session.scalar(select(Counter.value)) == len(numbers)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=8))
def test_what_is_committed_is_without_gaps_whatever_fails_between(context: None, deeds: list[tuple[int, bool]]) -> None:
    scope, kept = uuid4().hex, []
    for count, fails in deeds:
        with contextlib.suppress(ZeroDivisionError), unit_of_work(by=OPERATOR):
            numbers = take_numbers(scope, count)
            if fails:
                raise ZeroDivisionError
            kept += numbers
    assert kept == list(range(1, len(kept) + 1))
