"""How much like one two customers look, and what is done about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.customers.duplicates.policy import BLOCK, HINT, OFF, WARN, DuplicatePolicy
from app.customers.duplicates.rules import (
    Likeness,
    address_of,
    barred,
    core_of,
    keys_of,
    level,
    likeness,
    phones_of,
    region_of,
    score_of,
    sound_of,
)

POLICY = DuplicatePolicy()
KINDS = ("phone", "uscc", "meter", "core", "pinyin", "address")


def like(*shared: str, score: int = 100, apart: tuple[str, ...] = ()) -> Likeness:
    return Likeness(frozenset(shared), score, frozenset(apart))


@pytest.mark.parametrize(
    ("found", "done"),
    [
        (like(), None),
        (like("uscc", score=0), BLOCK),
        (like("meter", score=0), WARN),
        (like("phone"), WARN),
        (like("phone", score=79), HINT),
        (like("core"), WARN),
        (like("core", apart=("phone",)), HINT),
        (like("core", apart=("region",)), HINT),
        (like("core", "phone", apart=("region",)), WARN),
        (like("pinyin", score=80), HINT),
        (like("pinyin", score=79), None),
        (like("address"), None),
        (like("pinyin", "address", score=90), WARN),
        (like("pinyin", "address", score=70), None),
        (like("core", "phone", apart=("uscc",)), HINT),
        (like("meter", "core", apart=("uscc",)), WARN),
    ],
)
def test_what_two_share_decides_what_is_done(found, done):
    assert level(found, POLICY) == done


def test_the_office_may_set_every_level_otherwise():
    strict = DuplicatePolicy(phone=BLOCK, core=OFF, namesake=OFF, pinyin=WARN, phone_of_another=OFF)
    assert level(like("phone"), strict) == BLOCK
    assert level(like("phone", score=10), strict) is None
    assert level(like("core"), strict) is None
    assert level(like("pinyin"), strict) == WARN


@given(st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(KINDS)), st.integers(0, 100))
@settings(max_examples=60)
def test_sharing_more_never_counts_less(some, more, score):
    strength = {None: 0, HINT: 1, WARN: 2, BLOCK: 3}
    first, both = level(like(*some, score=score), POLICY), level(like(*some, *more, score=score), POLICY)
    assert strength[both] >= strength[first]


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("杭州前台科技有限公司", "前台科技"),
        ("前台科技（杭州）有限公司", "前台科技"),
        ("浙江省杭州市前台科技 股份有限公司", "前台科技"),
        ("前台[贸易]科技有限公司", "前台科技贸易"),
        ("杭州银行股份有限公司", "杭州银行"),
        ("前台科技有限公司杭州分公司", "前台科技有限公司杭州分公司"),
        ("ABC Trading Co., Ltd.", "abctrading"),
        ("王 建国", "王建国"),
        ("杭州", "杭州"),
        ("…", "..."),
        ("", ""),
    ],
)
def test_the_core_of_a_name_is_who_somebody_is(name, core):
    assert core_of(name) == core


def test_names_that_sound_the_same_are_found_by_their_sound():
    assert sound_of("曾国强") == "zeng guo qiang"
    assert sound_of(core_of("前台科技发展有限公司")) == sound_of(core_of("前台科技有限公司"))
    assert sound_of("王") == sound_of("abc") == ""
    assert score_of("王建国", "汪建国") == 90
    assert score_of("王建国", "李小红") < 50


def test_telephones_are_the_same_however_they_are_written():
    assert phones_of("+86 138-0000-0001、(0571) 8888 1234转12") == {"13800000001", "057188881234"}
    assert phones_of("0086 13800000001") == phones_of("１３８００００００１１"[:0] + "13800000001")
    assert phones_of("95598、110") == set()
    assert barred("0571-88881234、江湖科技有限公司") >= {"057188881234", "江湖科技"}


def test_addresses_begin_where_the_city_ends():
    assert address_of("浙江省杭州市西湖区幸福小区3幢") == address_of("幸福小区 3 幢") == "幸福小区3幢"
    assert address_of("杭州市") == address_of("3号") == address_of("幸福小区门口") == ""
    assert (region_of("前台(杭州)有限公司"), region_of("杭州市前台公司"), region_of("王建国")) == ("杭州", "杭州", "")


blank = st.sampled_from(["", " ", "　", None])
typed = st.one_of(blank, st.text(max_size=12), st.sampled_from(["王建国", "杭州前台科技有限公司", "13800000001"]))


@given(typed, typed, blank)
@settings(max_examples=60)
def test_blank_never_equals_blank(name, phone, nothing):
    assert all(value.strip() for _, value in keys_of({"name": name, "phone": phone, "uscc": nothing}))
    assert keys_of({"name": nothing, "phone": nothing, "uscc": nothing, "address": nothing}) == set()
    assert "uscc" not in likeness((), {"uscc": nothing}, {"uscc": "91"}).apart


@given(typed, typed)
@settings(max_examples=60)
def test_likeness_has_no_first_and_no_second(one, other):
    first, second = {"name": one, "kind": "person"}, {"name": other, "kind": "person"}
    assert likeness((), first, second) == likeness((), second, first)
    assert not one or not one.strip() or score_of(one, one) in (0, 100)
