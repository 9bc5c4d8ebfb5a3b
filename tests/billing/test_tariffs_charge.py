"""Volumes priced through the blocks: published sums, and an independent reckoning in decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.tariffs.pricelist import Block
from app.billing.tariffs.rules import charge, describe_blocks, total
from app.domain.errors import Refused
from app.domain.money import plain_fen
from app.domain.volume import Volume, format_volume, parse_volume
from tests.billing.tariff_examples import BEIJING_2024_BLOCKS, any_blocks, blocks

BEIJING_2016 = blocks(("350", "2.28"), ("500", "2.50"), (None, "3.90"))
BAISHAN = blocks(("300", "3.50"), ("400", "4.00"), (None, "5.00"))
TWO_BLOCKS = blocks(("180", "3.0"), (None, "4.5"))
SHENZHEN_SUMMER = blocks(("30", "3.41"), ("35", "3.91"), (None, "5.16"))
SHENZHEN_WINTER = blocks(("40", "3.41"), ("45", "3.91"), (None, "5.16"))
CHANGSHU = blocks(("400", "2.75"), ("1000", "3.30"), (None, "4.125"))
ONE_AND_REST = blocks(("1", "2.942"), (None, "3.668"))
WRONG_ON_THE_PAGE = blocks(("300", "2.86"), (None, "3.36"))

VOLUMES = st.integers(0, 3_000_000).map(Volume)


@pytest.mark.parametrize(
    ("steps", "before", "volume", "amounts", "sum_"),
    [
        (BEIJING_2016, "0", "400", ["798.00", "125.00"], "923.00"),
        (BAISHAN, "0", "500", ["1050.00", "400.00", "500.00"], "1950.00"),
        (TWO_BLOCKS, "170", "15", ["30.00", "22.50"], "52.50"),
        (TWO_BLOCKS, "0", "200", ["540.00", "90.00"], "630.00"),
        (TWO_BLOCKS, "179.999", "10.001", ["0.00", "45.00"], "45.00"),
        (blocks((None, "0.335")), "0", "3", ["1.01"], "1.01"),
        (blocks((None, "0.067")), "0", "55", ["3.69"], "3.69"),
        (BEIJING_2024_BLOCKS, "0", "350", ["913.50"], "913.50"),
        (BEIJING_2024_BLOCKS, "0", "351", ["913.50", "2.83"], "916.33"),
        (BEIJING_2024_BLOCKS, "0", "500", ["913.50", "424.50"], "1338.00"),
        (BEIJING_2024_BLOCKS, "0", "501", ["913.50", "424.50", "4.23"], "1342.23"),
        (BEIJING_2024_BLOCKS, "330", "31", ["52.20", "31.13"], "83.33"),
        (BEIJING_2024_BLOCKS, "480", "43", ["56.60", "97.29"], "153.89"),
        (SHENZHEN_SUMMER, "0", "40", ["102.30", "19.55", "25.80"], "147.65"),
        (SHENZHEN_WINTER, "0", "50", ["136.40", "19.55", "25.80"], "181.75"),
        (CHANGSHU, "1000", "1", ["4.13"], "4.13"),
        (CHANGSHU, "1000", "5", ["20.63"], "20.63"),
        (ONE_AND_REST, "0", "4", ["2.94", "11.00"], "13.94"),
        (WRONG_ON_THE_PAGE, "0", "350", ["858.00", "168.00"], "1026.00"),
    ],
)
def test_it_meets_the_published_sums_to_the_fen(
    steps: tuple[Block, ...], before: str, volume: str, amounts: list[str], sum_: str
) -> None:
    lines = charge(steps, parse_volume(before), parse_volume(volume))
    assert [plain_fen(line.amount) for line in lines] == amounts
    assert plain_fen(total(lines)) == sum_


def test_a_line_names_its_block_and_both_ends() -> None:
    first, second = charge(BEIJING_2024_BLOCKS, parse_volume("330"), parse_volume("31"))
    assert (first.block, format_volume(first.start), format_volume(first.end)) == (1, "330", "350")
    assert (second.block, format_volume(second.start), format_volume(second.end)) == (2, "350", "361")


def test_a_correction_walks_back_from_where_the_last_bill_ended() -> None:
    lines = charge(BEIJING_2024_BLOCKS, parse_volume("361"), parse_volume("-31"))
    told = [(line.block, format_volume(line.start), format_volume(line.end), plain_fen(line.amount)) for line in lines]
    assert told == [(2, "361", "350", "-31.13"), (1, "350", "330", "-52.20")]
    assert plain_fen(total(lines)) == "-83.33"


def test_no_volume_touches_no_block() -> None:
    assert charge(BEIJING_2024_BLOCKS, parse_volume("350"), Volume(0)) == ()
    assert total(()) == 0


def test_a_ceiling_still_belongs_to_its_block() -> None:
    assert [line.block for line in charge(BEIJING_2024_BLOCKS, parse_volume("349.999"), parse_volume("0.001"))] == [1]
    assert [line.block for line in charge(BEIJING_2024_BLOCKS, parse_volume("350"), parse_volume("0.001"))] == [2]
    assert [line.block for line in charge(BEIJING_2024_BLOCKS, parse_volume("350"), parse_volume("-0.001"))] == [1]
    assert [line.block for line in charge(BEIJING_2024_BLOCKS, parse_volume("350.001"), parse_volume("-0.001"))] == [2]


@pytest.mark.parametrize(("before", "volume"), [("-0.001", "1"), ("10", "-10.001"), ("0", "-1")])
def test_it_refuses_to_go_below_zero(before: str, volume: str) -> None:
    with pytest.raises(Refused, match=r"below zero|take back more"):
        charge(BEIJING_2024_BLOCKS, parse_volume(before), parse_volume(volume))


def test_the_blocks_in_force_can_be_told_in_sentences() -> None:
    assert [str(sentence) for sentence in describe_blocks(BEIJING_2016)] == [
        "Block 1: up to 350 m³ at 2.28 yuan/m³",
        "Block 2: up to 500 m³ at 2.50 yuan/m³",
        "Block 3: above 500 m³ at 3.90 yuan/m³",
    ]
    assert [str(sentence) for sentence in describe_blocks(blocks((None, "4.17")))] == ["Every m³ at 4.17 yuan/m³"]


def naive(steps: tuple[Block, ...], before: int, volume: int) -> dict[int, Decimal]:
    """Amount in yuan for every block that is touched: its part below the end less its part below the beginning."""
    found: dict[int, Decimal] = {}
    floor = Decimal(0)
    for number, block in enumerate(steps, 1):
        width = Decimal("Infinity") if block.up_to is None else Decimal(block.up_to) / 1000 - floor
        ends = (Decimal(before) / 1000, Decimal(before + volume) / 1000)
        low, high = (min(max(end - floor, Decimal(0)), width) for end in ends)
        if high != low:
            price = Decimal(block.price) / 10000
            found[number] = ((high - low) * price).quantize(Decimal("0.01"), ROUND_HALF_UP)
        floor += width
        if not floor.is_finite():
            break
    return found


@given(any_blocks(), VOLUMES, VOLUMES)
def test_it_agrees_with_an_independent_reckoning(steps: tuple[Block, ...], before: Volume, volume: Volume) -> None:
    lines = charge(steps, before, volume)
    assert {line.block: Decimal(plain_fen(line.amount)) for line in lines} == naive(steps, before, volume)
    assert Decimal(plain_fen(total(lines))) == sum(naive(steps, before, volume).values())


@given(any_blocks(), VOLUMES, VOLUMES)
def test_the_lines_lead_without_a_gap_from_before_to_after(
    steps: tuple[Block, ...], before: Volume, volume: Volume
) -> None:
    at: int = before
    for line in charge(steps, before, volume):
        assert line.start == at
        assert line.volume == line.end - line.start > 0
        at = line.end
    assert at == before + volume


@given(any_blocks(), VOLUMES, VOLUMES)
def test_walking_back_is_the_exact_negative_of_walking_there(
    steps: tuple[Block, ...], before: Volume, volume: Volume
) -> None:
    there = charge(steps, before, volume)
    back = charge(steps, Volume(before + volume), Volume(-volume))
    mirrored = [(line.block, line.end, line.start, -line.volume, -line.amount) for line in reversed(there)]
    assert [(line.block, line.start, line.end, line.volume, line.amount) for line in back] == mirrored
    assert total(there) + total(back) == 0


@given(any_blocks(), VOLUMES, VOLUMES, VOLUMES)
def test_two_bills_put_the_same_volumes_into_the_blocks_as_one(
    steps: tuple[Block, ...], before: Volume, first: Volume, second: Volume
) -> None:
    once = charge(steps, before, Volume(first + second))
    parts = charge(steps, before, first) + charge(steps, Volume(before + first), second)
    volumes: dict[int, int] = {}
    for line in parts:
        volumes[line.block] = volumes.get(line.block, 0) + line.volume
    assert volumes == {line.block: line.volume for line in once}
    assert abs(total(parts) - total(once)) <= 1  # only the block that both bills touch is rounded twice


@given(any_blocks(), VOLUMES, VOLUMES, VOLUMES)
def test_more_volume_never_costs_less(steps: tuple[Block, ...], before: Volume, volume: Volume, more: Volume) -> None:
    assert total(charge(steps, before, volume)) <= total(charge(steps, before, Volume(volume + more)))
