"""Sums are made again once something they depend on was touched, and only then."""

from __future__ import annotations

from flask import Flask

from app.domain.actor import OPERATOR
from app.kept import forget, kept
from app.unit_of_work import unit_of_work


def test_a_sum_is_made_again_only_after_a_deed_that_touches_its_topic(context: None) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return len(made)

    assert [kept("sum", ["readings"], make), kept("sum", ["readings"], make)] == [1, 1]
    with unit_of_work(by=OPERATOR) as work:
        work.touch("payments")
    assert kept("sum", ["readings"], make) == 1
    with unit_of_work(by=OPERATOR) as work:
        work.touch("readings")
    assert [kept("sum", ["readings"], make), kept("sum", ["readings"], make)] == [2, 2]


def test_a_deed_that_is_rolled_back_leaves_the_sum_as_it_is(context: None) -> None:
    assert kept("sum", ["readings"], lambda: "before") == "before"
    try:
        with unit_of_work(by=OPERATOR) as work:
            work.touch("readings")
            raise ValueError
    except ValueError:
        pass
    assert kept("sum", ["readings"], lambda: "after") == "before"


def test_another_database_brings_its_own_sums(app: Flask) -> None:
    with app.app_context():
        assert kept("sum", ["readings"], lambda: "here") == "here"
        forget()
        assert kept("sum", ["readings"], lambda: "there") == "there"
