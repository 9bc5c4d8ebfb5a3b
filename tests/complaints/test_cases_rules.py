"""The law of complaints: numbers, goods, moves from stage to stage, and what must be there before the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.complaints.cases import ending, moves, rules
from app.domain.errors import Refused
from app.domain.workdays import Calendar

KEYS = ("sales", "register", "quality", "manager", "research", "office", "decide", "answer", "close")
KINDS = dict.fromkeys(KEYS, "work") | {
    "register": "number", "decide": "decision", "answer": "answer", "close": "close",
}  # fmt: skip


@dataclass
class Stage:
    key: str
    name: str
    kind: str
    optional: bool = False
    together: bool = False


def way(optional: frozenset[str] = frozenset({"research"}), together: frozenset[str] = frozenset()) -> list[Stage]:
    return [Stage(key, key.title(), KINDS[key], key in optional, key in together) for key in KEYS]


middles = st.sets(st.sampled_from(["quality", "manager", "research", "office"])).map(frozenset)


def test_numbers_count_within_the_month_and_widen_beyond_99() -> None:
    """Worked example 7."""
    assert rules.number_of(rules.month_of(date(2026, 3, 31)), 3) == "260303"
    assert rules.number_of(rules.month_of(date(2026, 4, 1)), 1) == "260401"
    assert rules.number_of("2603", 100) == "2603100"


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 5000)), unique=True))
def test_no_two_numbers_of_different_months_or_serials_are_the_same(pairs: list[tuple[date, int]]) -> None:
    numbers = {(rules.month_of(day), serial): rules.number_of(rules.month_of(day), serial) for day, serial in pairs}
    assert len(set(numbers.values())) == len(numbers)


@settings(max_examples=60)
@given(middles, middles, st.lists(st.tuples(st.booleans(), st.sampled_from(KEYS), st.booleans()), max_size=30))
def test_whatever_is_asked_no_stage_is_left_out_that_must_be_passed(
    optional: frozenset[str], together: frozenset[str], wishes: list[tuple[bool, str, bool]]
) -> None:
    """Each move ends the stage where it is, passes over optional stages only, and leaves it at exactly one other."""
    stages, at = way(optional, together), "sales"
    for forward, to, with_why in wishes:
        why = "reason" if with_why else None
        with_it = moves.joined(stages, at, set(KEYS)) if at != "close" else [at]
        try:
            move = (
                moves.passing(stages, at, to, with_it=with_it, why=why)
                if forward
                else moves.returning(stages, at, to, why)
            )
        except Refused:
            continue
        left = [key for key, _ in move.left]
        here, there = KEYS.index(at), KEYS.index(move.to)
        assert left[0] == at
        assert move.to == to
        assert to not in left
        if forward:
            assert left == list(KEYS[here:there]), "every stage in between is accounted for, in order"
            over = {key for key, how in move.left if how == moves.SKIPPED}
            assert over <= optional
            assert not over or why
            assert {key for key in left if key not in over} <= set(with_it)
        else:
            assert there < here
            assert why
        at = move.to


def test_a_stage_that_must_be_passed_is_not_passed_over() -> None:
    with pytest.raises(Refused, match="Stage Quality cannot be passed over"):
        moves.passing(way(), "register", "office", with_it=["register"], why="quicker")
    with pytest.raises(Refused, match="last stage"):
        moves.passing(way(), "close", None, with_it=["close"], why=None)
    with pytest.raises(Refused, match="Say why Research is passed over"):
        moves.passing(way(), "manager", "office", with_it=["manager"], why=None)
    assert moves.passing(way(), "manager", "office", with_it=["manager"], why="no need").left == (
        ("manager", "passed"), ("research", "skipped"),
    )  # fmt: skip
    assert [one.key for one in moves.targets(way(), "manager")] == ["research", "office"]


def test_stages_of_one_person_are_passed_in_one_deed_and_closing_never_is() -> None:
    stages = way(together=frozenset({"quality", "manager", "answer"}))
    assert moves.joined(stages, "quality", {"manager", "research"}) == ["quality", "manager", "research"]
    assert moves.joined(stages, "quality", {"manager"}) == ["quality", "manager"], "another one holds research"
    assert moves.joined(stages, "quality", {"research"}) == ["quality"]
    assert moves.joined(stages, "answer", {"close"}) == ["answer"]
    whole = moves.passing(stages, "quality", None, with_it=["quality", "manager"], why=None)
    assert whole.left == (("quality", "passed"), ("manager", "passed"))
    assert whole.to == "research"


def test_closing_names_the_stages_that_are_still_to_be_passed() -> None:
    with pytest.raises(Refused, match="Stages that are still to be passed: Decide, Answer"):
        moves.check_close(way(), "decide")
    moves.check_close(way(), "close")


def test_a_number_is_given_at_once_where_no_later_stage_gives_it() -> None:
    assert not moves.numbers_at_once(way())
    assert moves.numbers_at_once(way()[1:])
    assert moves.numbers_at_once(way()[2:])
    assert moves.again_at(way(), None) == "quality"
    assert moves.again_at(way(), "decide") == "decide"
    with pytest.raises(Refused):
        moves.again_at(way(), "close")


pieces = st.none() | st.integers(-5, 50)


@settings(max_examples=100)
@given(pieces, pieces, st.booleans())
def test_quantities_that_are_let_through_can_be(delivered: int | None, defective: int | None, unknown: bool) -> None:
    one: dict[str, Any] = {"quantity": delivered, "defective_quantity": defective, "quantity_unknown": unknown}
    known = [part for part in (delivered, defective) if part is not None]
    can_be = all(part >= 0 for part in known) and (len(known) < 2 or known[1] <= known[0])
    if can_be and not (unknown and defective is not None):
        rules.check_goods(one)
    else:
        with pytest.raises(Refused) as refused:
            rules.check_goods(one)
        assert refused.value.field in one


def test_what_cannot_be_is_refused_with_the_sentence_of_the_rule() -> None:
    day = date(2026, 11, 20)
    bad: list[tuple[str, dict[str, Any]]] = [
        ("whole number from 0", {"quantity": -1}),
        ("more can be defective than was delivered: 5", {"quantity": 5, "defective_quantity": 6}),
        ("is known: 6", {"defective_quantity": 6, "quantity_unknown": True}),
        ("not come yet", {"shipped_on": date(2026, 11, 21)}),
        ("not made after", {"shipped_on": date(2026, 11, 1), "produced_on": date(2026, 11, 2)}),
        ("between 0 and 100", {"supplier": "甲", "supplier_share": 1_000_001}),
        ("which supplier", {"supplier_share": 500_000}),
        ("not tracked", {"negligence": True, "track": True}),
    ]
    for words, one in bad:
        with pytest.raises(Refused, match=words):
            rules.check_all(one, day)
    rules.check_all({"quantity": 5, "defective_quantity": 5, "supplier": "甲", "supplier_share": 1_000_000}, day)


def test_an_unknown_quantity_answers_for_the_quantity_until_it_is_entered() -> None:
    needs = ["quantity", "defective_quantity", "sample"]
    assert rules.missing(needs, {"quantity_unknown": True}) == ["sample"]
    assert rules.settled({}, {"defective_quantity": 7}) == {"defective_quantity": 7, "quantity_unknown": False}
    assert rules.missing(["track", "upheld"], {"track": False, "upheld": None}) == ["upheld"]


def test_the_press_makes_a_complaint_serious() -> None:
    assert rules.severity_of("press", "ordinary") == "serious"
    assert rules.severity_of("letter", "larger") == "larger"
    assert rules.settled({"channel": "press", "severity": "serious"}, {"severity": "ordinary"})["severity"] == "serious"


def test_values_are_read_by_what_their_field_holds() -> None:
    assert rules.read_value("matter", "  划伤 ") == "划伤"
    assert rules.read_value("sample", " ") is None
    bad_values: list[tuple[str, Any]] = [
        ("matter", " "), ("matter", "x" * 201), ("kind", "odd"), ("quantity", "5"), ("quantity", True),
        ("shipped_on", "2026-01-01"), ("track", 1),
    ]  # fmt: skip
    for key, value in bad_values:
        with pytest.raises(Refused) as refused:
            rules.read_value(key, value)
        assert refused.value.field == key


def test_closing_waits_for_kind_quantity_and_the_word_of_the_customer() -> None:
    open_one = {"kind": "unclear", "quantity_unknown": True, "accepted": None}
    assert len(ending.gates(open_one)) == 3
    assert ending.gates({"kind": "quality", "accepted": False}) == []
    with pytest.raises(Refused, match="was decided on 2026-11-02"):
        ending.check_end(date(2026, 11, 2))
    for consequences in ((date(2026, 11, 2), None, 0), (None, date(2026, 11, 2), 0), (None, None, 1)):
        with pytest.raises(Refused):
            ending.check_cancel(*consequences[:2], reopened=consequences[2])


def test_days_taken_are_counted_in_the_unit_of_the_route() -> None:
    """From Friday 20 November to Wednesday 25 November."""
    days = Calendar(frozenset(), frozenset(), frozenset({2026}), time(9), time(18))
    assert ending.days_taken(date(2026, 11, 20), date(2026, 11, 25), "calendar", days) == 5
    assert ending.days_taken(date(2026, 11, 20), date(2026, 11, 25), "working", days) == 3
