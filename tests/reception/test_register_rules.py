"""The rules of the registers: nothing is lost by a correction, lateness, what may be handed in and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.reception.register import rules

DAY = date(2026, 11, 20)
FIELDS = ("name", "phone", "needs")
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@dataclass
class One:
    field: str
    old: str | None
    new: str | None


@settings(max_examples=60, deadline=None)
@given(
    original=st.fixed_dictionaries(dict.fromkeys(FIELDS, WORDS)),
    typed=st.lists(st.tuples(st.sampled_from(FIELDS), WORDS), max_size=12),
)
def test_original_and_corrections_give_the_newest_value_and_never_lose_one(
    original: dict[str, str], typed: list[tuple[str, str]]
) -> None:
    kept, corrections = dict(original), list[One]()
    said: dict[str, list[str]] = {field: [words] for field, words in original.items()}
    for field, new in typed:
        holds = rules.newest(original, corrections)
        try:
            rules.check_correction(field, holds, new, "heard wrongly")
        except Refused:
            assert new == holds[field], "only what changes nothing is refused"
            continue
        corrections.append(One(field, holds[field], new))
        said[field].append(new)
    assert original == kept
    for field in FIELDS:
        assert rules.newest(original, corrections)[field] == said[field][-1]
        assert rules.before(field, original, corrections) == said[field][:-1]
        of_field = [one for one in corrections if one.field == field]
        assert [one.old for one in of_field] == said[field][:-1], "each names what it takes the place of"


def test_a_correction_says_why_and_an_analysis_need_not() -> None:
    with pytest.raises(Refused):
        rules.check_correction("name", {"name": "a"}, "b", " ")
    rules.check_correction(rules.ANALYSIS, {}, "wants two rooms", "")


@settings(max_examples=40, deadline=None)
@given(minutes=st.integers(-600, 2000))
def test_a_register_is_late_exactly_after_its_hour(minutes: int) -> None:
    until = time(18, 0)
    handed_in = datetime.combine(DAY, until) + timedelta(minutes=minutes)
    assert rules.is_late(DAY, handed_in, until) == (minutes > 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": DAY + timedelta(days=1)},
        {"here": 1},
        {"lines": 0},
        {"state": rules.WAITING},
        {"state": rules.VALID},
    ],
)
def test_what_is_not_finished_is_not_handed_in(wrong: dict[str, object]) -> None:
    fits = {"day": DAY, "here": 0, "state": None, "lines": 3, "reviewed": 3}
    rules.check_hand_in(fits.pop("day"), DAY, **fits)  # type: ignore[arg-type]
    refused = {"day": DAY, **fits, **wrong}
    with pytest.raises(Refused):
        rules.check_hand_in(refused.pop("day"), DAY, **refused)  # type: ignore[arg-type]
    rules.check_hand_in(DAY, DAY, here=0, state=rules.REFUSED, lines=3, reviewed=3)
