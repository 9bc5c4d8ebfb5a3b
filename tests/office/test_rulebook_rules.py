"""Who may let a rule hold alone, and from when on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.office.rulebook.rules import check_waiting, holds_from, number_of, sets_alone

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("staff_id", "general_managers", "alone"),
    [(7, {7}, True), (7, {7, 8}, True), (9, {7, 8}, False), (9, set(), True), (None, {7}, True), (None, set(), True)],
)
def test_only_the_general_manager_sets_rules_alone_where_there_is_one(
    staff_id: int | None, general_managers: set[int], alone: bool
) -> None:
    assert sets_alone(staff_id, general_managers) is alone


@given(DAYS, DAYS)
def test_an_approved_change_never_holds_from_a_day_that_is_over(wanted: date, today: date) -> None:
    found = holds_from(wanted, today)
    assert found >= today
    assert found == wanted or wanted < today


@given(st.sets(st.text(max_size=3)), st.dictionaries(st.text(max_size=3), st.just("ZD2611-001")))
def test_a_value_is_proposed_once_at_a_time(names: set[str], waiting: dict[str, str]) -> None:
    if names & waiting.keys():
        with pytest.raises(Refused, match="ZD2611-001"):
            check_waiting(names, waiting)
    else:
        check_waiting(names, waiting)


def test_a_proposal_is_numbered_by_month_and_grows_beyond_three_digits() -> None:
    assert [number_of("2611", n) for n in (1, 99, 1000)] == ["ZD2611-001", "ZD2611-099", "ZD2611-1000"]
