"""Who is asked about a petition: level by level, over one head, or as named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.money import Fen
from app.office.petitions.rules import (
    APPEAL,
    CHOSEN,
    MOST_PEOPLE,
    REPORT,
    Place,
    chain_of,
    check_amount,
    check_follow_up,
    number_of,
)

ME = 1
NAMES = {one: f"P{one}" for one in range(1, 30)}
OFFICE = Place(ME, (2, 3, 4), NAMES, frozenset(range(1, 25)))


def refusal(route: str, people: tuple[int, ...], place: Place = OFFICE) -> str:
    with pytest.raises(Refused) as caught:
        chain_of(route, people, place)
    assert caught.value.field == ("people" if people or route == CHOSEN else "route")
    return str(caught.value.text)


@pytest.mark.parametrize(
    ("route", "people", "asked"),
    [
        (REPORT, (), (2, 3, 4)),
        (REPORT, (2,), (2,)),
        (REPORT, (2, 3), (2, 3)),
        (APPEAL, (), (3, 4)),
        (APPEAL, (3,), (3,)),
        (CHOSEN, (2, 9, 4), (2, 9, 4)),
        (CHOSEN, (2,), (2,)),
    ],
)
def test_these_are_asked_in_this_order(route: str, people: tuple[int, ...], asked: tuple[int, ...]) -> None:
    assert chain_of(route, people, OFFICE) == asked


def test_a_report_that_would_jump_is_refused_and_names_who_was_passed_over() -> None:
    assert refusal(REPORT, (3,)).startswith("P2 must be asked before P3: a report climbs level by level")
    assert refusal(REPORT, (2, 4)).startswith("P3 must be asked before P4")
    assert refusal(REPORT, (2, 9)).startswith("P9 does not stand above you.")


def test_an_appeal_goes_over_one_head_and_then_climbs_level_by_level() -> None:
    assert refusal(APPEAL, (4,)).startswith("P3 must be asked before P4: above the direct superior")
    assert refusal(APPEAL, (2,)).startswith("P2 does not stand above your direct superior.")


def test_whoever_chooses_begins_with_his_direct_superior() -> None:
    assert "P2" in refusal(CHOSEN, (3, 2))
    assert refusal(CHOSEN, ()) == "Name at least one person who is to decide."
    nobody_above = Place(ME, (), NAMES, OFFICE.working)
    assert chain_of(CHOSEN, (9,), nobody_above) == (9,)


@pytest.mark.parametrize("route", [REPORT, APPEAL, CHOSEN])
@pytest.mark.parametrize(
    ("people", "begins"),
    [
        ((2, ME), "Nobody decides on his own petition"),
        ((2, 26), "P26 has left"),
        ((2, 3, 2), "P2 stands there twice"),
        (tuple(range(2, MOST_PEOPLE + 3)), "Name at most 10 people"),
    ],
)
def test_it_refuses_oneself_who_left_who_is_named_twice_and_too_many(
    route: str, people: tuple[int, ...], begins: str
) -> None:
    assert refusal(route, people).startswith(begins)


def test_where_nobody_stands_above_a_report_and_an_appeal_are_refused() -> None:
    top = Place(ME, (), NAMES, OFFICE.working)
    assert refusal(REPORT, (), top).startswith("Nobody stands above you")
    assert refusal(APPEAL, (), Place(ME, (2,), NAMES, OFFICE.working)).startswith("Nobody stands above your direct")


@given(st.lists(st.integers(2, 24), unique=True, max_size=6), st.lists(st.integers(1, 28), max_size=12))
def test_no_report_passes_over_a_superior_whoever_is_named(line: list[int], people: list[int]) -> None:
    place = Place(ME, line, NAMES, OFFICE.working)
    try:
        asked = chain_of(REPORT, people, place)
    except Refused:
        return
    assert asked == tuple(line[: len(asked)])
    assert asked
    assert list(asked) == (people or line)


@given(
    st.sampled_from([REPORT, APPEAL, CHOSEN]),
    st.lists(st.integers(2, 24), unique=True, max_size=6),
    st.lists(st.integers(1, 28), max_size=12),
)
def test_nobody_is_asked_twice_and_nobody_about_his_own(route: str, line: list[int], people: list[int]) -> None:
    try:
        asked = chain_of(route, people, Place(ME, line, NAMES, OFFICE.working))
    except Refused:
        return
    assert asked
    assert len(set(asked)) == len(asked)
    assert ME not in asked
    assert set(asked) <= OFFICE.working
    if line and route == CHOSEN:
        assert asked[0] == line[0]


@pytest.mark.parametrize("amount", [Fen(0), Fen(-1)])
def test_an_amount_is_more_than_nothing_or_not_named(amount: Fen) -> None:
    check_amount(None)
    check_amount(Fen(1))
    with pytest.raises(Refused) as caught:
        check_amount(amount)
    assert caught.value.field == "amount"


@pytest.mark.parametrize("state", [None, "waiting", "asked"])
def test_nothing_follows_a_draft_or_what_is_still_running(state: str | None) -> None:
    for ended in ("approved", "refused", "withdrawn", "void"):
        check_follow_up(ended)
    with pytest.raises(Refused):
        check_follow_up(state)


def test_a_number_tells_the_month() -> None:
    assert number_of("2611", 1) == "QC2611-001"
    assert number_of("2611", 1234) == "QC2611-1234"
