"""Price lists read from files and written to files, and every refusal with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.billing.tariffs.checks import check
from app.billing.tariffs.files import LARGEST_FILE, parse_tariff, read_tariff
from app.billing.tariffs.lines import key_lines
from app.billing.tariffs.pricelist import (
    Category,
    Cycle,
    CycleLength,
    Household,
    MonthDay,
    Plan,
    PriceList,
    Season,
    Step,
    parse_month_day,
)
from app.billing.tariffs.render import render_tariff
from app.domain.errors import Refused
from app.domain.money import Rate
from app.domain.volume import Volume
from tests.billing.tariff_examples import (
    BEIJING_2016,
    COMMERCIAL,
    SHANGHAI,
    SHENZHEN,
    any_pricelist,
    blocks,
)


def refusal(text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse_tariff(text)
    return str(caught.value.text)


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_it_reads_every_key_of_the_format() -> None:
    assert parse_tariff(BEIJING_2016) == PriceList(
        name="北京居民用气 2016",
        category=Category.RESIDENTIAL,
        document="京发改〔2015〕2660号",
        issuer="北京市发展和改革委员会",
        valid_from=date(2016, 1, 1),
        tax_rate=Rate(90_000),
        cycle=Cycle(CycleLength.YEAR, 1, 1),
        plans=(Plan(blocks(("350", "2.28"), ("500", "2.50"), (None, "3.90"))),),
        household=Household(6, Step.ONCE, (Volume(150_000), Volume(150_000))),
    )


def test_what_is_left_out_has_its_default() -> None:
    pricelist = parse_tariff(COMMERCIAL)
    assert (pricelist.document, pricelist.issuer, pricelist.tax_rate, pricelist.household) == ("", "", None, None)
    assert pricelist.cycle == Cycle(CycleLength.NONE, 1, 1)
    assert pricelist.plans == (Plan(blocks((None, "4.17")), use="general", season=None, from_persons=None),)


def test_it_reads_seasons_and_uses_for_large_households() -> None:
    summer, winter = parse_tariff(SHENZHEN).plans
    assert summer.season == Season(MonthDay(5, 1), MonthDay(10, 31))
    assert winter.season == Season(MonthDay(11, 1), MonthDay(4, 30))
    assert parse_tariff(SHANGHAI).plans[1].from_persons == 7


@pytest.mark.parametrize("written", ["350.5", '"350.5"', "350.500", "35.05e1"])
def test_a_volume_is_a_number_or_a_text(written: str) -> None:
    pricelist = parse_tariff(swapped(BEIJING_2016, "up_to = 350", f"up_to = {written}"))
    assert pricelist.plans[0].ceilings[0] == 350_500


def test_a_price_may_have_four_decimals() -> None:
    assert parse_tariff(swapped(BEIJING_2016, '"2.28"', '"2.2801"')).plans[0].blocks[0].price == 22_801


@pytest.mark.parametrize("length", list(CycleLength))
def test_it_knows_every_cycle(length: CycleLength) -> None:
    text = swapped(swapped(BEIJING_2016, '"year"', f'"{length}"'), '"01-01"', '"04-16"')
    assert parse_tariff(text).cycle == Cycle(length, 4, 16)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    data = b"\xef\xbb\xbf" + BEIJING_2016.replace("\n", "\r\n").encode()
    assert read_tariff(data) == parse_tariff(BEIJING_2016)
    assert refusal(BEIJING_2016.replace("\n", "\r\n").replace('"3.90"', '"0"')).startswith("Line 17: ")


def test_it_refuses_bytes_that_are_not_utf_8_with_their_line() -> None:
    with pytest.raises(Refused, match=r"Line 2: This is not UTF-8 text"):
        read_tariff(b'category = "residential"\n' + 'name = "北京"'.encode("gbk"))


def test_it_refuses_a_file_without_end() -> None:
    with pytest.raises(Refused, match="too large"):
        read_tariff(b"#" * (LARGEST_FILE + 1))


def test_check_names_the_place_for_the_form_on_screen() -> None:
    pricelist = parse_tariff(BEIJING_2016)
    plan = replace(pricelist.plans[0], blocks=blocks(("350", "2.28"), ("300", "2.50"), (None, "3.90")))
    with pytest.raises(Refused) as caught:
        check(replace(pricelist, plans=(plan,)))
    assert caught.value.field == "plan-0-blocks-1-up_to"
    with pytest.raises(Refused) as caught:
        check(replace(pricelist, document=""))
    assert caught.value.field == "document"


def test_a_day_of_the_year_reads_as_it_is_written() -> None:
    assert str(parse_month_day("02-29")) == "02-29"


def test_lines_are_found_however_the_file_is_laid_out() -> None:
    text = '''# a comment with [brackets] = "and quotes"
name = """two
lines with [brackets]"""
cycle.length = 'year'
"plan" = [ # an odd way
  { use = "a # b", blocks = [
      { price = "1" } ] },
  { blocks = [] },
]
[household]
raise = [
  1, 2.5,
  2016-01-01 10:00:00,
]
[[tail]]
[[tail]]
[tail.inner]
x = 1'''
    lines = key_lines(text)
    expected = {
        "name": 2,
        "cycle": 4,
        "cycle-length": 4,
        "plan": 5,
        "plan-0": 6,
        "plan-0-use": 6,
        "plan-0-blocks-0-price": 7,
        "plan-1-blocks": 8,
        "household": 10,
        "household-raise": 11,
        "household-raise-1": 12,
        "household-raise-2": 13,
        "tail": 15,
        "tail-1": 16,
        "tail-1-inner-x": 18,
    }
    assert {place: lines.get(place) for place in expected} == expected


@given(any_pricelist())
def test_what_is_written_reads_back_the_same(pricelist: PriceList) -> None:
    check(pricelist)
    assert parse_tariff(render_tariff(pricelist)) == pricelist


@pytest.mark.parametrize("text", [BEIJING_2016, SHENZHEN, SHANGHAI, COMMERCIAL])
def test_published_lists_come_back_from_their_own_file(text: str) -> None:
    assert parse_tariff(render_tariff(parse_tariff(text))) == parse_tariff(text)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A price list in which a few stretches are missing, doubled or replaced by other signs."""
    text = draw(st.sampled_from([BEIJING_2016, SHENZHEN, SHANGHAI]))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 12))
        text = (
            text[:start]
            + draw(st.sampled_from(["", text[start:end] * 2, *"[]{}=\"'\\#.,\n\x1b-0"]) | st.text())
            + text[end:]
        )
    return text


@given(damaged())
@settings(max_examples=300)
def test_a_damaged_file_is_read_or_refused_but_never_breaks_the_reader(text: str) -> None:
    try:
        pricelist = parse_tariff(text)
    except Refused:
        return
    assert parse_tariff(render_tariff(pricelist)) == pricelist
