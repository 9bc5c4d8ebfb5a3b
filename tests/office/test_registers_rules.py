"""The law of registers: days, cells, periods."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.registers import rules
from app.office.registers.kinds import Register, RegisterColumn

BOOK = Register(
    key="book",
    chinese="登记簿",
    label=Text("Book"),
    row="O-06",
    columns=(
        RegisterColumn("name", "姓名", Text("Name"), required=True),
        RegisterColumn("on", "日期", Text("On"), "day"),
        RegisterColumn("copies", "份数", Text("Copies"), "number"),
        RegisterColumn("done", "完成", Text("Done"), "yes"),
        RegisterColumn("note", "备注", Text("Note"), "note"),
    ),
)
LOOSE = Register("loose", "散记", Text("Loose"), "O-06", (RegisterColumn("note", "备注", Text("Note"), "note"),), False)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS)
def test_a_day_to_come_is_refused_and_every_other_is_taken(day: date, today: date) -> None:
    if day > today:
        with pytest.raises(Refused) as refused:
            rules.check_day(day, today)
        assert refused.value.field == "day"
    else:
        rules.check_day(day, today)


@given(DAYS, st.integers(-400, 400))
def test_a_line_is_later_exactly_when_its_day_was_over(day: date, days: int) -> None:
    assert rules.is_later(day, day + timedelta(days=days)) is (days > 0)


def test_cells_are_stored_as_words_without_the_empty_ones() -> None:
    typed = {"name": "王小明", "on": date(2026, 11, 20), "copies": "1,200.50", "done": True, "note": None}
    stored = {"name": "王小明", "on": "2026-11-20", "copies": "1200.5", "done": True}
    assert rules.clean(BOOK, typed) == stored
    assert rules.clean(BOOK, stored) == stored
    assert rules.clean(BOOK, {"name": "王", "done": False}) == {"name": "王"}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({}, "cell_name"),
        ({"name": ""}, "cell_name"),
        ({"name": None, "note": "x"}, "cell_name"),
    ],
)
def test_a_required_cell_must_be_filled(cells: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.clean(BOOK, cells)
    assert refused.value.field == field


def test_a_line_of_empty_cells_is_no_line() -> None:
    with pytest.raises(Refused, match="at least one column"):
        rules.clean(LOOSE, {"note": ""})


def test_a_column_that_the_register_does_not_have_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="colour"):
        rules.clean(LOOSE, {"note": "x", "colour": "red"})


@pytest.mark.parametrize("text", ["-1", "1e3", "x", "1.2345", "1,20"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rules.number(text)


@given(st.integers(0, 10**12))
def test_a_number_keeps_its_value_and_is_stored_in_one_way(units: int) -> None:
    value = Decimal(units).scaleb(-3)
    stored = rules.number(f"{value:,f}")
    assert Decimal(stored) == value
    assert rules.number(stored) == stored


@given(st.dictionaries(st.text("abc", min_size=1), st.text("王小明x", min_size=1), max_size=4))
def test_a_whole_cell_can_be_told_from_a_part_of_one(cells: dict[str, str]) -> None:
    words = rules.words_of(cells)
    for text in ("王小明", "王", "x"):
        assert (f"\n{text}\n" in words) is (text in cells.values())


def test_a_tick_is_not_a_word() -> None:
    assert rules.words_of({"done": True}) == "\n"


def test_a_correction_must_say_something_else() -> None:
    rules.changed({"name": "王"}, {"name": "李"})
    with pytest.raises(Refused, match="Nothing was corrected"):
        rules.changed({"name": "王"}, {"name": "王"})


@given(DAYS)
def test_a_day_lies_in_its_period_and_in_no_other(day: date) -> None:
    for register in (BOOK, LOOSE):
        period = rules.period_of(register, day)
        assert rules.read_period(register, period) == period
        first, last = rules.days_of(period)
        assert first <= day <= last
        assert rules.period_of(register, first) == rules.period_of(register, last) == period
        assert rules.period_of(register, first - timedelta(days=1)) == rules.beside(period, -1)
        assert rules.period_of(register, last + timedelta(days=1)) == rules.beside(period, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "26-11", "2026-11-20", "２０２６-11"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rules.read_period(BOOK, text)


@pytest.mark.parametrize("text", ["", "2026-11", "1026", "20260"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rules.read_period(LOOSE, text)
