"""Amounts in capitals: the published examples, and a reader that knows nothing of the writer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.capitals import capitals
from app.domain.money import Fen, parse_fen

LARGEST = 99_999_999_999_999
VALUES = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8}


def read_whole(words: str) -> int:
    """Read numerals by their largest unit: what stands before it multiplies, what follows is added."""
    words = words.strip("零")
    for sign in "亿万仟佰拾":
        before, found, after = words.partition(sign)
        if found:
            return read_whole(before) * UNITS[sign] + read_whole(after)
    return VALUES[words] if words else 0


def read(text: str) -> int:
    """Read an amount in capitals back into fen; raise where the sentence is not built as the rules ask."""
    found = re.fullmatch(r"人民币(负?)(?:(.+)元)?(?:零?(.)角)?(?:零?(.)分)?(整?)", text)
    assert found is not None, text
    minus, yuan, jiao, fen, whole = found.groups()
    assert bool(whole) == (fen is None), text
    total = read_whole(yuan or "") * 100 + VALUES[jiao or "零"] * 10 + VALUES[fen or "零"]
    return -total if minus else total


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100000", "壹拾万元整"),
        ("0", "零元整"),
        ("12000.01", "壹万贰仟元零壹分"),
        ("0.05", "伍分"),
        ("10.10", "壹拾元壹角整"),
        ("0.10", "壹角整"),
        ("0.15", "壹角伍分"),
        ("12", "壹拾贰元整"),
        ("10001", "壹万零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("10050000", "壹仟零伍万元整"),
        ("-114.87", "负壹佰壹拾肆元捌角柒分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_the_examples_are_written_as_the_rules_ask(amount: str, words: str) -> None:
    assert capitals(parse_fen(amount)) == "人民币" + words


ROUNDISH = st.builds(lambda digits: int("".join(digits)), st.lists(st.sampled_from("00015"), min_size=1, max_size=14))


@given(st.integers(-LARGEST, LARGEST) | ROUNDISH | ROUNDISH.map(lambda fen: -fen))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert read(capitals(Fen(fen))) == fen


@given(st.integers(0, LARGEST) | ROUNDISH)
def test_zeros_never_stand_in_a_row_or_before_a_unit(fen: int) -> None:
    words = capitals(Fen(fen)).removeprefix("人民币")
    assert not re.search("零[零拾佰仟万亿角分整]", words)
    assert words == "零元整" or not re.search("^零|零元", words)


@given(st.integers(1, 9), st.integers(0, 9))
def test_ten_to_nineteen_begin_with_one(tens: int, ones: int) -> None:
    for unit in (1, 10_000, 10**8):
        assert capitals(Fen((10 + ones) * unit * 100)).startswith("人民币壹拾")
    assert capitals(Fen((tens * 10 + ones) * 100))[4] == "拾"


@pytest.mark.parametrize("fen", [LARGEST + 1, -LARGEST - 1])
def test_it_refuses_amounts_that_no_form_has_room_for(fen: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        capitals(Fen(fen))
