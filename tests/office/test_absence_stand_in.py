"""Who stands in: deputies of deputies, never in a circle, never back to himself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.office.absence.rules import (
    Away,
    check_back,
    check_cancel,
    check_circles,
    check_days,
    check_deputy,
    check_overlap,
    stand_in,
)

PEOPLE = st.integers(1, 6)
AWAY = st.dictionaries(PEOPLE, st.none() | PEOPLE)
USUAL = st.dictionaries(PEOPLE, PEOPLE)
ANYBODY = st.integers(1, 8)
DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 28))
Time = tuple[date, date | None]
TIMES = st.tuples(DAYS, st.none() | DAYS).filter(lambda time: time[1] is None or time[0] <= time[1])


@given(PEOPLE, AWAY, USUAL)
def test_nobody_stands_in_for_himself_and_nobody_who_is_away(
    person: int, away: dict[int, int | None], usual: dict[int, int]
) -> None:
    found = stand_in(person, away, usual)
    assert found != person
    assert found is None or found not in away


@given(PEOPLE, AWAY, USUAL)
def test_nobody_stands_in_for_one_who_is_here(person: int, away: dict[int, int | None], usual: dict[int, int]) -> None:
    here = {who: deputy for who, deputy in away.items() if who != person}
    assert stand_in(person, here, usual) is None


@given(PEOPLE, AWAY, USUAL)
def test_the_deputy_whom_the_absence_names_comes_before_the_usual_one(
    person: int, away: dict[int, int | None], usual: dict[int, int]
) -> None:
    deputy = away.get(person) or usual.get(person)
    if person in away and deputy and deputy != person and deputy not in away:
        assert stand_in(person, away, usual) == deputy


def test_a_deputy_who_is_away_hands_on_to_his_own() -> None:
    assert stand_in(1, {1: 2, 2: 3}, {}) == 3
    assert stand_in(1, {1: None, 2: None}, {1: 2, 2: 3}) == 3


def test_a_circle_leaves_nobody() -> None:
    assert stand_in(1, {1: 2, 2: 3, 3: 2}, {}) is None
    assert stand_in(1, {1: 2, 2: 1}, {}) is None
    assert stand_in(1, {1: 2, 2: None}, {}) is None


@given(PEOPLE, st.dictionaries(PEOPLE, PEOPLE), PEOPLE)
def test_a_deputy_is_refused_exactly_where_he_makes_a_circle(
    person: int, deputies: dict[int, int], deputy: int
) -> None:
    others = {who: named for who, named in deputies.items() if who != person}
    here, chain = deputy, [deputy]
    while here in others and others[here] not in chain:
        here = others[here]
        chain.append(here)
    if person in chain:
        with pytest.raises(Refused) as refused:
            check_deputy(person, deputy, others)
        assert refused.value.field == "deputy"
    else:
        check_deputy(person, deputy, others)


def test_nobody_is_his_own_deputy() -> None:
    with pytest.raises(Refused, match="stand in for himself"):
        check_deputy(1, 1, {})


@pytest.mark.parametrize("deputies", [{2: 1}, {2: 3, 3: 1}, {2: 3, 3: 4, 4: 1}])
def test_a_circle_of_deputies_is_refused(deputies: dict[int, int]) -> None:
    with pytest.raises(Refused, match="in a circle"):
        check_deputy(1, 2, deputies)


def test_a_circle_of_others_is_not_this_persons_fault() -> None:
    check_deputy(1, 2, {2: 3, 3: 2})


@given(TIMES, TIMES)
def test_two_absences_overlap_exactly_when_they_share_a_day(one: Time, other: Time) -> None:
    (first, last), (other_first, other_last) = one, other
    share = max(first, other_first) <= min(last or date.max, other_last or date.max)
    if share:
        with pytest.raises(Refused) as refused:
            check_overlap(first, last, [(other_first, other_last)])
        assert refused.value.field == "first_on"
    else:
        check_overlap(first, last, [(other_first, other_last)])


def test_the_last_day_may_not_lie_before_the_first() -> None:
    check_days(date(2026, 11, 20), date(2026, 11, 20))
    check_days(date(2026, 11, 20), None)
    with pytest.raises(Refused) as refused:
        check_days(date(2026, 11, 20), date(2026, 11, 19))
    assert refused.value.field == "last_on"


@pytest.mark.parametrize(
    ("back_on", "accepted"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True), (date(2026, 11, 21), False)]
)
def test_back_early_is_after_the_first_day_and_not_after_the_last(back_on: date, accepted: bool) -> None:
    if accepted:
        check_back(date(2026, 11, 16), date(2026, 11, 20), back_on)
        return
    with pytest.raises(Refused) as refused:
        check_back(date(2026, 11, 16), date(2026, 11, 20), back_on)
    assert refused.value.field == "back_on"


def test_an_absence_without_end_ends_on_any_later_day() -> None:
    check_back(date(2026, 11, 16), None, date(2027, 1, 4))


def test_an_absence_that_has_begun_is_cancelled_by_a_manager_only() -> None:
    began, today = date(2026, 11, 19), date(2026, 11, 20)
    check_cancel(today, today, manages=False)
    check_cancel(began, today, manages=True)
    with pytest.raises(Refused, match="has begun"):
        check_cancel(began, today, manages=False)


@st.composite
def absences(draw: st.DrawFn) -> list[Away]:
    """Absences of several people, whoever among them overlaps with his own earlier one left out."""
    found: list[Away] = []
    for person, (first, last), deputy in draw(
        st.lists(st.tuples(PEOPLE, TIMES, st.none() | st.integers(1, 8)), max_size=6)
    ):
        if person not in {one.staff_id for one in found}:
            found.append(Away(person, first, last, deputy))
    return found


@given(
    st.integers(7, 8),
    TIMES,
    st.none() | st.integers(1, 8),
    absences(),
    st.dictionaries(st.integers(1, 8), st.integers(1, 8)),
)
def test_an_absence_that_is_accepted_never_comes_back_to_the_person_himself(
    person: int, time: Time, deputy: int | None, others: list[Away], usual: dict[int, int]
) -> None:
    asked = Away(person, *time, deputy)
    days = [asked.first_on + timedelta(days=n) for n in range(90)]
    circle = any(
        comes_back(asked, [one for one in others if one.covers(day)], usual) for day in days if asked.covers(day)
    )
    if circle:
        with pytest.raises(Refused) as refused:
            check_circles(asked, others, usual)
        assert refused.value.field == "deputy"
    else:
        check_circles(asked, others, usual)


def comes_back(asked: Away, away: list[Away], usual: dict[int, int]) -> bool:
    """Whether on one day the deputies of deputies lead back to the person."""
    named = {one.staff_id: one.deputy_id or usual.get(one.staff_id) for one in away}
    here, seen = asked.deputy_id or usual.get(asked.staff_id), set[int]()
    while here is not None and here not in seen:
        if here == asked.staff_id:
            return True
        seen.add(here)
        here = named.get(here)
    return False
