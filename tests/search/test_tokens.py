"""What is found by what: Chinese, pinyin, initials, tails and beginnings."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from app.search.rank import Closeness, closeness, rank
from app.search.readings import SURNAMES, readings_of
from app.search.tokens import query_tokens, tokens_of

CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(CHINESE, min_size=1, max_size=12)
DIGITS = st.text("0123456789", min_size=7, max_size=13)


def found(query: str, **record: object) -> bool:
    asked = query_tokens(query)
    return bool(asked) and set(asked) <= tokens_of(**record)  # type: ignore[arg-type]


@given(NAMES, st.data())
def test_every_part_of_a_chinese_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert found(name[start:end], name=name)


@given(NAMES, st.data())
def test_every_beginning_of_the_pinyin_and_of_the_initials_finds_the_name(name: str, data: st.DataObject) -> None:
    for syllables in readings_of(name):
        spoken, initials = "".join(syllables), "".join(syllable[0] for syllable in syllables)
        for whole in (spoken, initials):
            assert found(whole[: data.draw(st.integers(1, len(whole)))], name=name)


@given(NAMES)
def test_every_syllable_of_a_name_finds_it(name: str) -> None:
    assert all(found(syllable, name=name) for syllable in lazy_pinyin(name))


@given(DIGITS, st.integers(4, 13))
def test_every_tail_of_four_digits_or_more_finds_a_phone_and_a_number(digits: str, length: int) -> None:
    for record in ({"phones": [digits]}, {"numbers": [digits]}):
        assert found(digits[-length:], **record) or digits.startswith("861")


@given(st.from_regex(r"[A-Z]{0,3}[0-9]{3,13}", fullmatch=True), st.integers(3, 16))
def test_every_beginning_of_three_signs_or_more_finds_a_number(number: str, length: int) -> None:
    assert found(number[:length], numbers=[number]) or number.startswith("861")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_indexed_and_asked_for(name: str, query: str) -> None:
    assert all(tokens_of(name=name, phones=[name], numbers=[name], address=name))
    assert len(set(query_tokens(query))) == len(query_tokens(query))


@given(st.text(CHINESE, min_size=2, max_size=6), st.text(CHINESE, min_size=2, max_size=6))
def test_a_pair_that_a_name_lacks_does_not_find_it(name: str, query: str) -> None:
    pairs = [query[place : place + 2] for place in range(len(query) - 1)]
    assert found(query, name=name) == all(pair in name for pair in pairs)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("张三", "zs"),
        ("张三", "ZHANGSAN"),
        ("张三", "zhangs"),
        ("张三", "zhang san"),
        ("曾小贤", "zengxiao"),
        ("曾小贤", "cxx"),
        ("单雄信", "shanx"),
        ("尉迟恭", "yuchig"),
        ("万俟卨", "moqi"),
        ("长孙无忌", "zhangsun"),
        ("吕布", "lvbu"),
        ("吕布", "lübu"),
        ("吕布", "lubu"),
        ("重庆银行", "chongqingyinh"),
        ("ＫＴＶ皇朝", "ktvhuang"),
        ("KTV皇朝", "khc"),
        ("阿依古丽·买买提", "买提"),
    ],
)
def test_a_name_is_found_as_people_type_it(name: str, query: str) -> None:
    assert found(query, name=name)


@pytest.mark.parametrize("query", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "8000", "138000", "8001"])
def test_a_mobile_number_is_found_in_any_grouping(query: str) -> None:
    assert found(query, phones=["+86 13800138000转8001"]) or query == "138000"


@pytest.mark.parametrize("query", ["0571-88886666", "88886666", "6666", "057188886666", "95598"])
def test_each_of_two_phones_in_one_cell_is_found(query: str) -> None:
    assert found(query, phones=["0571-88886666、95598"])


@pytest.mark.parametrize("query", ["2611-07", "261107", "2611", "2026-11-000123", "JS-2026", "js2026110001"])
def test_numbers_with_dashes_are_found_with_and_without_them(query: str) -> None:
    assert found(query, numbers=["2611-07", "2026-11-000123", "JS-2026110001"])


def test_an_address_is_found_by_its_words_but_not_by_pinyin() -> None:
    record = {"address": "光明路36号8栋1单元1804室"}
    assert found("光明路36号", **record)
    assert found("1804", **record)
    assert not found("guangming", **record)


def test_words_of_a_question_may_come_from_different_fields() -> None:
    record = {"name": "张三", "phones": ["13800138000"], "address": "光明路36号"}
    assert found("zs 8000 光明", **record)
    assert not found("zs 8001", **record)


@pytest.mark.parametrize("query", ["", " ", "·-、", "()"])
def test_a_question_without_words_asks_for_nothing(query: str) -> None:
    assert query_tokens(query) == []


@pytest.mark.parametrize("surname", SURNAMES)
def test_every_surname_is_read_in_each_of_its_ways(surname: str) -> None:
    for reading in SURNAMES[surname]:
        assert len(reading.split()) == len(surname)
        assert found(reading.replace(" ", "") + "li", name=f"{surname}丽")


def test_the_index_of_one_record_stays_small() -> None:
    tokens = tokens_of(name="康超", phones=["13390996030"], numbers=["10000003"], address="光明路36号8栋")
    assert len(tokens) <= 45


def test_ten_thousand_records_are_cut_into_tokens_in_two_seconds_of_work() -> None:
    started = time.process_time()
    for number in range(10_000):
        name = "".join(chr(0x4E00 + (number * step) % 3000) for step in (7, 11, 13))
        tokens_of(name=name, phones=[f"138{number:08}"], numbers=[f"1{number:07}"], address=f"光明路{number}号8栋")
    assert time.process_time() - started < 2


RECORD = {"name": "张三丰", "phones": ["138-0013-8000"], "numbers": ["10000003"]}


@pytest.mark.parametrize(
    ("query", "step"),
    [
        ("10000003", Closeness.SAME_NUMBER),
        ("13800138000", Closeness.SAME_NUMBER),
        ("张三丰", Closeness.SAME_NAME),
        ("张三", Closeness.NAME_BEGINS),
        ("zsf", Closeness.NAME_SOUNDS),
        ("zhangs", Closeness.NAME_SOUNDS),
        ("8000", Closeness.PHONE_ENDS),
        ("三丰", Closeness.NAME_CONTAINS),
        ("1000", Closeness.NUMBER_BEGINS),
        ("光明", Closeness.OTHER),
        ("", Closeness.OTHER),
    ],
)
def test_a_match_is_as_close_as_what_it_answers_by(query: str, step: Closeness) -> None:
    assert closeness(query, **RECORD) is step  # type: ignore[arg-type]


def test_of_equally_close_matches_the_shorter_name_stands_first() -> None:
    names = ["张三丰", "李张三", "张三", "张三李四"]
    assert sorted(names, key=lambda name: rank("张三", name=name)) == ["张三", "张三丰", "张三李四", "李张三"]
