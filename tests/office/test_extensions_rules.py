"""When more time may be asked for, and how much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.extensions.rules import check_extra, check_request

DAYS = Text("working days")


def refusal(extra: int, most: int, granted: int) -> str:
    with pytest.raises(Refused) as caught:
        check_extra(extra, most=most, granted=granted, unit=DAYS)
    assert caught.value.field == "extra"
    return str(caught.value.text)


def test_no_more_than_the_rule_allows_in_all() -> None:
    check_extra(2, most=2, granted=0, unit=DAYS)
    check_extra(1, most=7, granted=6, unit=DAYS)
    assert refusal(3, 2, 0) == (
        "At most 2 (working days) more can be given: the rule allows 2 in all, of which 0 were given."
    )
    assert refusal(2, 7, 6).startswith("At most 1 (working days)")
    assert refusal(0, 7, 0).startswith("At most 7")
    assert refusal(-1, 7, 0).startswith("At most 7")


def test_it_says_when_nothing_can_be_given_any_more_or_ever() -> None:
    assert refusal(1, 5, 5) == "All the time that the rule allows was given: 5 (working days)."
    assert refusal(1, 0, 0).startswith("The rule of this deadline allows no more time.")


@given(st.integers(-3, 40), st.integers(0, 30), st.integers(0, 30))
def test_what_is_let_through_never_passes_the_maximum(extra: int, most: int, granted: int) -> None:
    try:
        check_extra(extra, most=most, granted=granted, unit=DAYS)
    except Refused:
        assert extra < 1 or granted + extra > most
        return
    assert 0 < extra <= most - granted


def test_a_stopped_deadline_and_a_second_request_are_refused() -> None:
    check_request(stopped=False, running=None)
    with pytest.raises(Refused, match="was stopped"):
        check_request(stopped=True, running=None)
    with pytest.raises(Refused, match="SP2611-004"):
        check_request(stopped=False, running="SP2611-004")
