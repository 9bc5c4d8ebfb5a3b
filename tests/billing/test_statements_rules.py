"""The law of settlement slips: cycle, blocks, terms, numbers, persons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.statements import rules
from app.billing.statements.policy import StatementPolicy
from app.billing.statements.rules import Chain, Pricing, Terms, User
from app.billing.tariffs.files import read_tariff
from app.billing.tariffs.pricelist import Block, Cycle, CycleLength
from app.domain.actor import OPERATOR, Actor, ActorKind
from app.domain.errors import Refused
from app.domain.money import Fen, net_and_tax, parse_rate
from app.domain.text import Text
from app.domain.volume import Volume
from tests.billing.price_lists import LISTS
from tests.billing.tariff_examples import BEIJING_2024_BLOCKS, SHENZHEN, any_blocks, blocks

DAY = date(2026, 11, 21)
YEAR = date(2026, 1, 1)


def terms(found: tuple[Block, ...], start: date | None = YEAR) -> Terms:
    return Terms(1, None, found, start)


def m3(volume: int) -> Volume:
    return Volume(volume * 1000)


@pytest.mark.parametrize(
    ("found", "before", "volume", "amount"),
    [
        (blocks((None, "4.125")), 1000, 1, 413),
        (blocks((None, "4.125")), 1000, 5, 2063),
        (blocks(("1", "2.942"), (None, "3.668")), 0, 4, 1394),
        (BEIJING_2024_BLOCKS, 330, 31, 8333),
        (BEIJING_2024_BLOCKS, 480, 43, 15389),
        (blocks(("180", "3.0"), (None, "4.5")), 170, 15, 5250),
    ],
)
def test_the_amount_is_rounded_half_up_once_for_each_line(
    found: tuple[Block, ...], before: int, volume: int, amount: int
) -> None:
    assert rules.price(terms(found), m3(before), m3(volume)).amount == amount


@given(any_blocks(), st.integers(0, 900_000), st.integers(0, 900_000))
def test_a_slip_ends_where_the_next_begins_and_is_the_sum_of_its_lines(
    found: tuple[Block, ...], before: int, volume: int
) -> None:
    priced = rules.price(terms(found), Volume(before), Volume(volume))
    assert priced.amount == sum(line.amount for line in priced.lines)
    assert priced.cumulative_to - priced.cumulative_from == volume == sum(line.volume for line in priced.lines)


def test_without_a_cycle_every_slip_begins_at_zero() -> None:
    priced = rules.price(terms(BEIJING_2024_BLOCKS, None), m3(400), m3(10))
    assert (priced.cumulative_from, priced.amount) == (0, 2610)


def test_a_correction_below_zero_is_refused() -> None:
    with pytest.raises(Refused):
        rules.price(terms(BEIJING_2024_BLOCKS), m3(10), m3(-11))


def test_tax_is_taken_out_so_that_both_parts_add_up() -> None:
    assert net_and_tax(Fen(11487), parse_rate("0.09")) == (10539, 948)


@pytest.mark.parametrize(
    ("length", "period", "start", "old"),
    [
        (CycleLength.YEAR, "2026-11", date(2026, 1, 1), date(2026, 1, 1)),
        (CycleLength.YEAR, "2027-01", date(2027, 1, 1), date(2026, 1, 1)),
        (CycleLength.YEAR, "2027-02", date(2027, 1, 1), date(2027, 1, 1)),
        (CycleLength.HALF_YEAR, "2026-07", date(2026, 7, 1), date(2026, 1, 1)),
        (CycleLength.MONTH, "2026-03", date(2026, 3, 1), date(2026, 2, 1)),
        (CycleLength.NONE, "2026-03", None, None),
    ],
)
def test_the_cycle_follows_the_period_and_its_first_month_may_belong_to_the_old_one(
    length: CycleLength, period: str, start: date | None, old: date | None
) -> None:
    assert rules.cycle_of(Cycle(length), period, False) == start
    assert rules.cycle_of(Cycle(length), period, True) == old


def test_the_season_follows_the_period_and_the_list_the_day_of_reading() -> None:
    lists = {7: read_tariff(SHENZHEN.encode())}
    user = User("residential", "general", None, date(2026, 10, 31))
    november = Pricing(lists, "2026-11").terms_of(user)
    october = Pricing(lists, "2026-10").terms_of(user)
    assert isinstance(november, Terms)
    assert isinstance(october, Terms)
    assert (november.ceilings, october.ceilings) == ([40_000, 45_000], [30_000, 35_000])
    assert isinstance(Pricing(lists, "2024-01").terms_of(user._replace(read_on=date(2024, 1, 20))), Text)
    assert isinstance(Pricing(lists, "2026-11").terms_of(user._replace(use="boiler")), Text)


def test_a_large_household_has_higher_ceilings() -> None:
    lists = {1: read_tariff(LISTS["residential"].encode())}
    found = Pricing(lists, "2026-11").terms_of(User("residential", "general", 6, DAY))
    assert isinstance(found, Terms)
    assert found.ceilings == [500_000, 650_000]


@pytest.mark.parametrize(
    ("as_of", "start", "counts"),
    [
        (date(2026, 10, 31), YEAR, True),
        (None, YEAR, True),
        (date(2026, 10, 31), date(2027, 1, 1), False),
        (date(2026, 10, 31), None, False),
    ],
)
def test_what_was_billed_before_the_program_counts_in_its_cycle_only(
    as_of: date | None, start: date | None, counts: bool
) -> None:
    assert rules.carried(m3(40), as_of, start) == (m3(40) if counts else 0)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6), st.data())
def test_a_replacement_begins_where_the_slips_before_its_first_end(volumes: list[int], data: st.DataObject) -> None:
    chains = [Chain(first, Volume(volume)) for first, volume in enumerate(volumes, 1)]
    own = data.draw(st.integers(1, len(chains)))
    assert rules.billed_ahead_of(chains, own) == sum(volumes[: own - 1])
    assert rules.billed_ahead_of(chains, None) == sum(volumes)


def test_each_category_has_its_own_term() -> None:
    policy = StatementPolicy(term_residential=3, term_public_welfare=7, term_commercial=10)
    days = {"residential": 3, "public_welfare": 7, "commercial": 10}
    assert {name: rules.due_day(DAY, name, policy) - DAY for name in days} == {
        name: timedelta(days=count) for name, count in days.items()
    }


def test_a_number_says_its_month_and_counts_on() -> None:
    assert rules.statement_number("2026-11", 1) == "2611000001"
    assert rules.statement_number("2027-01", 123456) == "2701123456"


def person(name: str, staff_id: int | None) -> Actor:
    return Actor(ActorKind.PERSON, name, staff_id)


@pytest.mark.parametrize(
    ("made_by", "made_by_id", "by", "wanted", "refused"),
    [
        ("陈收", 2, person("陈收", 2), True, True),
        ("陈收", 2, person("陈改名", 2), True, True),
        ("陈收", None, person("陈收", 2), True, True),
        ("陈收", 2, person("白管", 6), True, False),
        ("陈收", 2, person("陈收", 2), False, False),
        ("operator", None, OPERATOR, True, False),
    ],
)
def test_who_drafted_does_not_post(
    made_by: str, made_by_id: int | None, by: Actor, wanted: bool, refused: bool
) -> None:
    if refused:
        with pytest.raises(Refused):
            rules.refuse_same_person(made_by, made_by_id, by, wanted=wanted)
    else:
        rules.refuse_same_person(made_by, made_by_id, by, wanted=wanted)


@pytest.mark.parametrize(
    ("kind", "taken", "outstanding", "due_on", "state"),
    [
        ("regular", False, 100, DAY, "open"),
        ("regular", False, 100, DAY - timedelta(days=1), "overdue"),
        ("regular", False, 0, DAY - timedelta(days=1), "paid"),
        ("regular", True, 0, DAY, "reversed"),
        ("reversal", False, 0, DAY, "reversed"),
        ("replacement", False, 5, DAY, "open"),
    ],
)
def test_where_a_slip_stands(kind: str, taken: bool, outstanding: int, due_on: date, state: str) -> None:
    assert rules.state_of(kind, taken, Fen(outstanding), due_on, DAY) == state


def test_any_change_of_prices_changes_the_mark() -> None:
    mark = rules.fingerprint([(1, "a"), (2, "b")], False)
    assert mark == rules.fingerprint([(2, "b"), (1, "a")], False)
    others = [
        rules.fingerprint([(1, "a")], False),
        rules.fingerprint([(1, "a"), (2, "c")], False),
        rules.fingerprint([(1, "a"), (2, "b")], True),
        rules.fingerprint([(1, "a"), (2, "b"), (3, "")], False),
    ]
    assert mark not in others
