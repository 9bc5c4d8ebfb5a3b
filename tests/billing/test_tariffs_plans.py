"""Which plan, which ceilings and which cycle hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.pricelist import Cycle, CycleLength, Household, MonthDay, PriceList, Season, Step
from app.billing.tariffs.rules import ceilings, charge, cycle_contains, cycle_start, plan_for, total
from app.domain.money import plain_fen
from app.domain.volume import Volume, format_volume, parse_volume
from tests.billing.tariff_examples import BEIJING_2016, HARBIN_WATER, SHANGHAI, SHENZHEN, any_pricelist

JULY, JANUARY = date(2026, 7, 15), date(2026, 1, 15)


def in_force(pricelist: PriceList, persons: int | None) -> list[str]:
    blocks = ceilings(pricelist, pricelist.plans[0], persons)
    assert blocks[-1].up_to is None
    return [format_volume(block.up_to) for block in blocks if block.up_to is not None]


@pytest.mark.parametrize(
    ("persons", "expected"),
    [(None, ["350", "500"]), (1, ["350", "500"]), (5, ["350", "500"]), (6, ["500", "650"]), (9, ["500", "650"])],
)
def test_a_large_household_gets_its_ceilings_raised_once(persons: int | None, expected: list[str]) -> None:
    assert in_force(parse_tariff(BEIJING_2016), persons) == expected


@pytest.mark.parametrize(("persons", "expected"), [(5, ["150", "250"]), (6, ["180", "280"]), (8, ["240", "340"])])
def test_every_further_person_raises_the_ceilings(persons: int, expected: list[str]) -> None:
    assert in_force(HARBIN_WATER, persons) == expected


@pytest.mark.parametrize(
    ("persons", "before", "volume", "split", "sum_"),
    [
        (5, "0", "140", [(1, "140")], "336.00"),
        (5, "140", "30", [(1, "10"), (2, "20")], "96.00"),
        (6, "160", "50", [(1, "20"), (2, "30")], "156.00"),
        (5, "160", "10", [(2, "10")], "36.00"),
    ],
)
def test_it_splits_as_the_published_cases_of_household_size(
    persons: int, before: str, volume: str, split: list[tuple[int, str]], sum_: str
) -> None:
    blocks = ceilings(HARBIN_WATER, HARBIN_WATER.plans[0], persons)
    lines = charge(blocks, parse_volume(before), parse_volume(volume))
    assert [(line.block, format_volume(line.volume)) for line in lines] == split
    assert plain_fen(total(lines)) == sum_


def test_prices_stay_when_ceilings_rise() -> None:
    pricelist = parse_tariff(BEIJING_2016)
    raised = ceilings(pricelist, pricelist.plans[0], 6)
    assert [block.price for block in raised] == [block.price for block in pricelist.plans[0].blocks]


def test_an_account_without_a_use_has_the_general_plan() -> None:
    pricelist = parse_tariff(SHANGHAI)
    assert plan_for(pricelist, None, JULY, None) == pricelist.plans[0]
    assert plan_for(pricelist, "", JULY, None) == pricelist.plans[0]
    assert plan_for(pricelist, "general", JULY, 9) == pricelist.plans[0]


def test_a_use_that_the_list_does_not_name_has_no_plan() -> None:
    assert plan_for(parse_tariff(SHANGHAI), "boiler", JULY, 4) is None


@pytest.mark.parametrize(("persons", "given_"), [(None, False), (1, False), (6, False), (7, True), (8, True)])
def test_a_use_for_large_households_is_not_given_to_smaller_ones(persons: int | None, given_: bool) -> None:
    pricelist = parse_tariff(SHANGHAI)
    assert plan_for(pricelist, "flat", JULY, persons) == (pricelist.plans[1] if given_ else None)


def test_a_flat_plan_has_no_ceiling_to_raise() -> None:
    pricelist = parse_tariff(SHANGHAI)
    assert ceilings(pricelist, pricelist.plans[1], 9) == pricelist.plans[1].blocks


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 4, 30), 1),
        (date(2026, 5, 1), 0),
        (JULY, 0),
        (date(2026, 10, 31), 0),
        (date(2026, 11, 1), 1),
        (date(2026, 12, 31), 1),
        (JANUARY, 1),
        (date(2028, 2, 29), 1),
    ],
)
def test_both_ends_of_a_season_belong_to_it_and_it_may_wrap_the_year(day: date, number: int) -> None:
    pricelist = parse_tariff(SHENZHEN)
    assert plan_for(pricelist, None, day, None) == pricelist.plans[number]


def test_a_season_may_be_a_single_day() -> None:
    season = Season(MonthDay(2, 29), MonthDay(2, 29))
    assert season.holds(MonthDay(2, 29))
    assert not season.holds(MonthDay(2, 28))
    assert not season.holds(MonthDay(3, 1))


@given(any_pricelist(), st.dates(), st.integers(12, 20))
def test_every_use_of_a_valid_list_has_exactly_one_plan_on_every_day(
    pricelist: PriceList, day: date, persons: int
) -> None:
    for use in {plan.use for plan in pricelist.plans}:
        plan = plan_for(pricelist, use, day, persons)
        others = [other for other in pricelist.plans if other.use == use and other is not plan]
        assert plan is not None
        assert not [other for other in others if plan_for(replace(pricelist, plans=(other,)), use, day, persons)]


@given(any_pricelist(), st.integers(1, 40))
def test_ceilings_rise_and_never_fall_below_those_of_a_smaller_household(pricelist: PriceList, persons: int) -> None:
    for plan in pricelist.plans:
        smaller, larger = (
            [block.up_to for block in ceilings(pricelist, plan, size) if block.up_to is not None]
            for size in (persons, persons + 1)
        )
        assert len(larger) == len(plan.blocks) - 1
        assert larger == sorted(set(larger))
        assert all(low <= high for low, high in zip(smaller, larger, strict=True))


@pytest.mark.parametrize(
    ("cycle", "day", "start"),
    [
        (Cycle(CycleLength.YEAR), date(2026, 1, 1), date(2026, 1, 1)),
        (Cycle(CycleLength.YEAR), date(2026, 12, 31), date(2026, 1, 1)),
        (Cycle(CycleLength.YEAR, 4, 1), date(2026, 3, 31), date(2025, 4, 1)),
        (Cycle(CycleLength.YEAR, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
        (Cycle(CycleLength.YEAR, 7, 16), date(2026, 7, 15), date(2025, 7, 16)),
        (Cycle(CycleLength.YEAR, 2, 29), date(2026, 2, 28), date(2026, 2, 28)),
        (Cycle(CycleLength.YEAR, 2, 29), date(2028, 2, 28), date(2027, 2, 28)),
        (Cycle(CycleLength.HALF_YEAR), date(2026, 6, 30), date(2026, 1, 1)),
        (Cycle(CycleLength.HALF_YEAR), date(2026, 7, 1), date(2026, 7, 1)),
        (Cycle(CycleLength.HALF_YEAR, 3, 1), date(2026, 1, 5), date(2025, 9, 1)),
        (Cycle(CycleLength.HALF_YEAR, 8, 31), date(2026, 2, 28), date(2026, 2, 28)),
        (Cycle(CycleLength.HALF_YEAR, 10, 1), date(2026, 12, 1), date(2026, 10, 1)),
        (Cycle(CycleLength.MONTH), date(2026, 2, 28), date(2026, 2, 1)),
        (Cycle(CycleLength.MONTH, 1, 21), date(2026, 1, 20), date(2025, 12, 21)),
        (Cycle(CycleLength.MONTH, 1, 31), date(2026, 3, 30), date(2026, 2, 28)),
        (Cycle(CycleLength.NONE), date(2026, 2, 28), None),
    ],
)
def test_a_cycle_begins_on_its_day_and_contains_what_follows(cycle: Cycle, day: date, start: date | None) -> None:
    assert cycle_start(cycle, day) == start


CYCLES = st.builds(
    lambda length, day: Cycle(length, day.month, day.day),
    st.sampled_from([CycleLength.YEAR, CycleLength.HALF_YEAR, CycleLength.MONTH]),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)


@given(CYCLES, st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_cycles_follow_one_another_without_gap_or_overlap(cycle: Cycle, day: date) -> None:
    start = cycle_start(cycle, day)
    assert start is not None
    assert start <= day
    assert cycle_start(cycle, start) == start
    assert cycle_contains(cycle, start, day)
    assert not cycle_contains(cycle, start, start - timedelta(days=1))
    tomorrow = cycle_start(cycle, day + timedelta(days=1))
    assert tomorrow in (start, day + timedelta(days=1))
    assert (day - start).days < {"year": 367, "half-year": 185, "month": 31}[cycle.length]


def test_nothing_accumulates_without_a_cycle() -> None:
    assert not cycle_contains(Cycle(CycleLength.NONE), JULY, JULY)


def test_once_and_each_agree_for_the_first_person_that_counts() -> None:
    raises = (Volume(10_000), Volume(20_000))
    once, each = (replace(HARBIN_WATER, household=Household(6, step, raises)) for step in (Step.ONCE, Step.EACH))
    assert in_force(once, 6) == in_force(each, 6) == ["160", "270"]
    assert in_force(once, 7) == ["160", "270"]
    assert in_force(each, 7) == ["170", "290"]
