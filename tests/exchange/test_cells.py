"""From the text of a cell to a value."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.exchange.cells import tidy, to_date, to_identifier, to_phone_text, to_whole
from app.exchange.write import neutralise

DAYS = st.dates(date(1955, 1, 1), date(2118, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-05",
        "2026.11.5",
        "2026/11/5",
        "2026年11月5日",
        "20261105",
        "46331",
        "46331.75",
        "２０２６年１１月５日",
        "2026-11-05 10:30:00",
        "2026-11-05T00:00:00",
        " 2026 - 11 - 5 ",
        "2026年11月5",
        "2026/11/5 9:05",
    ],
)
def test_a_day_is_read_in_every_way_offices_write_it(text: str) -> None:
    assert to_date(text) == date(2026, 11, 5)


@given(DAYS)
def test_every_day_is_read_back_from_each_way_to_write_it(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    ways = [
        "{0:%Y-%m-%d}",
        "{0:%Y%m%d}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{1}",
        "{1}.5",
    ]
    assert {to_date(way.format(day, serial)) for way in ways} == {day}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-29",
        "2026-13-01",
        "05/11/2026",
        "26-11-05",
        "2026-11",
        "tomorrow",
        "19999",
        "80001",
        "2026-1/5",
        "20261301",
        "0026-11-05",
        "46331x",
    ],
)
def test_it_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        to_date(text, field="read_on")
    assert refusal.value.field == "read_on"
    assert "2026-11-05" in str(refusal.value)


def test_it_refuses_a_superscript_that_would_become_another_day() -> None:
    with pytest.raises(Refused) as refusal:
        to_date("2026-11-0⁵", field="read_on")
    assert refusal.value.field == "read_on"


def test_the_ends_of_the_day_numbers_are_read() -> None:
    assert (to_date("20000"), to_date("80000")) == (date(1954, 10, 3), date(1954, 10, 3) + timedelta(days=60_000))


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with suppress(Refused):
        assert 1900 <= to_date(text).year <= 2199


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.0", 12), ("1,234", 1234), ("１２", 12), (" -3 ", -3)])
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert to_whole(text, -5, 2000) == number


@pytest.mark.parametrize("text", ["", "12.5", "1e3", "12a", "-6", "2001", "１2½"])
def test_it_refuses_what_is_no_whole_number_within_the_limits(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        to_whole(text, -5, 2000, field="persons")
    assert refusal.value.field == "persons"


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_is_read_back_plain_grouped_and_as_a_decimal(number: int) -> None:
    ways = [str(number), f"{number:,}", f"{number}.0"]
    assert {to_whole(way, -(10**12), 10**12) for way in ways} == {number}


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13800138000", "13800138000"),
        ("１３８ 0013 8000", "138 0013 8000"),
        ("1.38E+10", "13800000000"),
        ("13800138000.0", "13800138000"),
        ("0571-88886666转8001", "0571-88886666转8001"),
        ("'+86 13800138000", "+86 13800138000"),
        ("95598", "95598"),
    ],
)
def test_a_phone_is_kept_as_written_but_tidied(text: str, phone: str) -> None:
    assert to_phone_text(text) == phone


@pytest.mark.parametrize("text", ["", "无", "12", "1" * 61])
def test_it_refuses_what_is_no_phone(text: str) -> None:
    with pytest.raises(Refused):
        to_phone_text(text)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("10000003", "10000003"),
        ("10000003.0", "10000003"),
        ("００12 34", "001234"),
        ("1.0000003E+07", "10000003"),
        ("M70000000", "M70000000"),
        ("12E5", "12E5"),
        ("1.5", "1.5"),
        ("2026-11-0001", "2026-11-0001"),
    ],
)
def test_a_number_that_is_a_name_loses_only_what_the_spreadsheet_added(text: str, identifier: str) -> None:
    assert to_identifier(text) == identifier


@pytest.mark.parametrize(
    ("text", "says"), [("", "Enter"), ("1.23E+15", "shortened"), ("9" * 41, "too long"), ("　", "Enter")]
)
def test_it_refuses_what_cannot_be_a_number_that_is_a_name(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        to_identifier(text, field="account")


@given(st.from_regex(r"[A-Z]{0,2}[0-9]{1,38}", fullmatch=True))
def test_digits_and_letters_of_a_name_never_change(text: str) -> None:
    assert to_identifier(text) == text


@given(st.text())
def test_tidying_twice_changes_nothing_more_but_a_second_apostrophe(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once or once.startswith("'")
    assert once == once.strip()


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        (" a\u00a0\u3000b\n", "a b"),
        ("\ufeff户号\u200b", "户号"),
        ("Ｍ７０", "M70"),
        ("（有限）公司，", "（有限）公司，"),
        ("'a", "'a"),
    ],
)
def test_tidying_takes_blanks_and_invisible_signs_but_leaves_chinese_punctuation(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@given(st.from_regex(r"[=+\-@][a-z0-9]{0,5}", fullmatch=True))
def test_a_neutralised_text_is_read_back_as_it_was(text: str) -> None:
    assert tidy(neutralise(text)) == text
