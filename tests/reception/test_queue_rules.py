"""The steps of a visit without any database: where they lead, and that an undo leads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Conflict, Refused
from app.reception.queue import rules
from app.reception.queue.waits import estimate

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
STEP = st.sampled_from(sorted(rules.STEPS))


def lap(state: str, step: str, began_at: datetime, **more: Any) -> rules.Interval:
    """An interval of person 7."""
    usual = {"staff_id": None, "desk_id": None, "purpose_id": 1, "place": START, "calls": 0, "called_at": None}
    return rules.Interval(state, step, began_at, **{**usual, "reason": "why", "by_id": 7, **more})


def walked(steps: list[tuple[str, int, int]]) -> list[rules.Interval]:
    """The intervals of these steps (key, minutes since the last, person), those that cannot be taken left out."""
    laps = [lap(rules.WAITING, "register", START, reason=None)]
    for key, minutes, person in steps:
        last = laps[-1]
        try:
            state = rules.next_state(key, last.state, [one.state for one in laps])
        except Conflict:
            continue
        at = max(last.began_at + timedelta(minutes=minutes), last.began_at)
        laps.append(lap(state, key, at, staff_id=person, calls=last.calls + 1))
    return laps


WALKS = st.lists(st.tuples(STEP, st.integers(-30, 30), st.integers(1, 3)), max_size=15)


@settings(max_examples=200)
@given(WALKS, STEP)
def test_an_undo_after_any_steps_shows_what_stood_before(steps: list[tuple[str, int, int]], key: str) -> None:
    before = walked(steps)
    after = walked([*steps, (key, 5, 2)])
    if len(after) > len(before):
        many = rules.last_step(after)
        assert rules.standing(after[:-many]) == rules.standing(before[: len(after) - many])
        assert rules.standing(after).state == after[-1].state


@settings(max_examples=200)
@given(WALKS)
def test_whatever_the_clock_does_nothing_lasts_less_than_nothing(steps: list[tuple[str, int, int]]) -> None:
    laps = walked(steps)
    assert all(rules.waited(a.began_at, b.began_at) >= timedelta(0) for a, b in pairwise(laps))
    moment = rules.standing(laps)
    assert START <= moment.state_at <= laps[-1].began_at
    assert (moment.ended_at is not None) == (moment.state in rules.ENDED)
    assert moment.place == START


def test_every_step_leads_from_where_it_may_and_no_visit_gets_stuck() -> None:
    for key, step in rules.STEPS.items():
        for state in rules.STATES:
            if state in step.origins:
                assert rules.next_state(key, state, [rules.WAITING, state]) in rules.STATES
            else:
                with pytest.raises(Conflict):
                    rules.next_state(key, state, [state])
    assert all(set(rules.possible(state)) & {"finish", "leave"} for state in rules.HERE)
    assert rules.possible(rules.DONE) == rules.possible(rules.CANCELLED) == ()


def test_a_hold_goes_back_to_where_it_came_from() -> None:
    assert rules.after_hold(["waiting", "called", "serving", "hold"]) == rules.SERVING
    assert rules.after_hold(["waiting", "called", "hold", "hold"]) == rules.WAITING
    assert rules.after_hold(["waiting", "serving", "waiting", "hold"]) == rules.WAITING


def refused(laps: list[rules.Interval], *, by_id: int | None = 7, manages: bool = False, minutes: int = 0) -> bool:
    at = laps[-1].began_at + timedelta(minutes=minutes)
    try:
        rules.check_undo(laps, by_id=by_id, manages=manages, at=at, minutes=10)
    except Refused:
        return True
    return False


def test_an_undo_is_for_who_did_it_or_manages_and_only_for_a_while() -> None:
    laps = walked([("call", 1, 1)])
    assert not refused(laps)
    assert [refused(laps, minutes=10), refused(laps, minutes=11)] == [False, True]
    assert [refused(laps, by_id=8), refused(laps, by_id=8, manages=True)] == [True, False]
    assert refused(laps[:1])
    chosen = replace(laps[0], step="assign", began_at=START, reason=None, staff_id=2)
    assert refused([laps[0], chosen])
    later = replace(chosen, began_at=START + timedelta(minutes=2))
    assert refused([laps[0], later])
    moved = lap(rules.WAITING, "transfer", START + timedelta(minutes=1))
    both = [laps[0], moved, replace(chosen, began_at=moved.began_at)]
    assert (rules.last_step(both), refused(both)) == (2, False)


def test_calls_are_counted_and_wait_for_the_pause() -> None:
    rules.check_no_show(3, 3)
    with pytest.raises(Refused):
        rules.check_no_show(2, 3)
    rules.check_recall(START, START + timedelta(seconds=10), 10)
    rules.check_recall(START, START - timedelta(hours=1), 10)  # the clock was put back
    with pytest.raises(Refused):
        rules.check_recall(START, START + timedelta(seconds=9), 10)


@given(st.integers(0, 60), st.integers(0, 8), st.lists(st.integers(-5, 90), max_size=40))
def test_a_wait_is_an_honest_range_or_nothing(ahead: int, people: int, minutes: list[int]) -> None:
    found = estimate(ahead, people, minutes)
    if len(minutes) < 8 or people == 0:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found.low < found.high
        assert found.low % 5 == found.high % 5 == 0
        more = estimate(ahead + 1, people, minutes)
        assert more is not None
        assert (more.low, more.high) >= (found.low, found.high)


@settings(max_examples=40)
@given(st.text("王李小明先生女士 Ab", max_size=8))
def test_a_public_name_never_tells_more_than_the_surname_and_address(name: str) -> None:
    assert rules.public_name(name, rules.NUMBER) == ""
    assert len(rules.public_name(name, rules.SURNAME)) <= 6
    assert rules.public_name("王小明", rules.SURNAME) == rules.public_name("王小明", rules.STARS) == "王**"
    assert rules.public_name("王小明先生", rules.SURNAME) == "王先生"


def test_telephone_numbers_are_kept_in_one_form() -> None:
    assert rules.phone_of(" 138-0013 8000 ") == "13800138000"
    assert rules.phone_of("(0571) 8888 7777") == "057188887777"
    assert rules.phone_of("王小明") is None
    assert rules.phone_of("12") is None


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("王敏", ("王敏", None)),
        ("139 1234-5678", ("", "13912345678")),
        ("王敏 13912345678", ("王敏", "13912345678")),
        ("13912345678王敏", ("王敏", "13912345678")),
        ("王敏，＋8613912345678", ("王敏", "+8613912345678")),
        ("KH0000123", ("KH0000123", None)),
        ("3号楼201", ("3号楼201", None)),
    ],
)
def test_a_name_and_a_number_typed_in_one_are_parted(typed: str, parted: tuple[str, str | None]) -> None:
    assert rules.name_and_phone(typed) == parted
