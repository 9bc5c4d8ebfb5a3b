"""How a volume becomes money under a price list (tariff-files.md): plan, ceilings, cycle, blocks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.billing.tariffs.pricelist import (
    GENERAL,
    Block,
    Category,
    Cycle,
    CycleLength,
    Household,
    MonthDay,
    Plan,
    PriceList,
    Step,
)
from app.domain.errors import Refused
from app.domain.money import Fen, Price, amount, format_price
from app.domain.text import Text
from app.domain.volume import Volume, format_volume

_MONTHS = {CycleLength.YEAR: 12, CycleLength.HALF_YEAR: 6, CycleLength.MONTH: 1}


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One block touched by a bill: its number from 1, from where to where within the cycle, and what that costs.

    `volume` is `end - start`; in a correction it and `amount` are negative.
    """

    block: int
    start: Volume
    end: Volume
    volume: Volume
    price: Price
    amount: Fen


def charge(blocks: Sequence[Block], before: Volume, volume: Volume) -> tuple[ChargeLine, ...]:
    """Price `volume` on top of the `before` already billed in the cycle, one line for each block touched.

    A negative volume (correction) walks the same way back and gives the exact negative of the way there.
    Zero gives no line. Raises Refused where either end of the way lies below zero.
    """
    after = before + volume
    if before < 0:
        raise Refused(Text("The volume billed before cannot be below zero."), field="before")
    if after < 0:
        raise Refused(Text("A correction cannot take back more than was billed in the cycle."), field="volume")
    low, high = min(before, after), max(before, after)
    lines = []
    floor = 0
    for number, block in enumerate(blocks, 1):
        ceiling = high if block.up_to is None else min(block.up_to, high)
        start = max(floor, low)
        if start < ceiling:
            lines.append(_line(number, block.price, start, ceiling))
        floor = ceiling
    return tuple(lines) if volume > 0 else tuple(_back(line) for line in reversed(lines))


def total(lines: Iterable[ChargeLine]) -> Fen:
    """The sum of the printed lines, in fen."""
    return Fen(sum(line.amount for line in lines))


def ceilings(pricelist: PriceList, plan: Plan, persons: int | None) -> tuple[Block, ...]:
    """The blocks of the plan with the ceilings in force for a household of `persons` (None: not known, no raise)."""
    household = pricelist.household
    times = 0 if household is None or persons is None else raise_times(household, persons)
    if household is None or times == 0 or not plan.ceilings:
        return plan.blocks
    raised = [
        replace(block, up_to=Volume(ceiling + times * more))
        for block, ceiling, more in zip(plan.blocks, plan.ceilings, household.raise_, strict=False)
    ]
    return (*raised, plan.blocks[-1])


def raise_times(household: Household, persons: int) -> int:
    """How many times the raise is added for a household of this size; 0 for one that is too small."""
    counted = max(0, persons - household.from_persons + 1)
    return min(1, counted) if household.step is Step.ONCE else counted


def plan_for(pricelist: PriceList, use: str | None, on: date, persons: int | None) -> Plan | None:
    """The plan for a use (None or "": general) in the season of the day `on`; None where the list has none.

    A plan for households of at least so many persons is not given to smaller ones, nor where `persons` is not known.
    """
    day = MonthDay(on.month, on.day)
    for plan in plans_of(pricelist, use):
        if (plan.season is None or plan.season.holds(day)) and (plan.from_persons or 0) <= (persons or 0):
            return plan
    return None


def plans_of(pricelist: PriceList, use: str | None) -> tuple[Plan, ...]:
    """All plans for a use (None or "": general), of every season and household size."""
    return tuple(plan for plan in pricelist.plans if plan.use == (use or GENERAL))


def in_force(pricelists: Mapping[int, PriceList], category: Category, on: date) -> tuple[int, PriceList] | None:
    """The list of a category in force on a day, with its id: the one that began last; None before the first.

    An imported or entered list counts as approved until the price committee's procedure exists (tariff-files.md).
    """
    begun = [
        (one.valid_from, key) for key, one in pricelists.items() if one.category is category and one.valid_from <= on
    ]
    if not begun:
        return None
    _, found = max(begun)
    return found, pricelists[found]


def cycle_start(cycle: Cycle, day: date) -> date | None:
    """The first day of the cycle that contains `day`; None where volume does not accumulate.

    A cycle that should begin on a day its month lacks begins on that month's last day (money-and-time.md, months).
    """
    months = _MONTHS.get(cycle.length)
    if months is None:
        return None
    index = day.year * 12 + day.month - 1
    index -= (index - (cycle.starts_month - 1)) % months
    start = _day_of_month(index, cycle.starts_day)
    return start if start <= day else _day_of_month(index - months, cycle.starts_day)


def cycle_contains(cycle: Cycle, start: date, day: date) -> bool:
    """Whether `day` lies in the cycle that began on `start`; never where volume does not accumulate."""
    return cycle_start(cycle, day) == start


def describe_blocks(blocks: Sequence[Block]) -> tuple[Text, ...]:
    """One sentence for each block with its ceiling in m³ and its price in yuan per m³, as a statement prints them."""
    floors = (Volume(0), *(block.up_to for block in blocks if block.up_to is not None))
    return tuple(
        _describe(number, block, floor) for number, (block, floor) in enumerate(zip(blocks, floors, strict=False), 1)
    )


def _line(number: int, price: Price, start: int, end: int) -> ChargeLine:
    volume = Volume(end - start)
    return ChargeLine(number, Volume(start), Volume(end), volume, price, amount(volume, price))


def _back(line: ChargeLine) -> ChargeLine:
    return _line(line.block, line.price, line.end, line.start)


def _day_of_month(index: int, day: int) -> date:
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def _describe(number: int, block: Block, floor: Volume) -> Text:
    price = format_price(block.price)
    if block.up_to is not None:
        ceiling = format_volume(block.up_to)
        return Text(
            "Block %(block)s: up to %(ceiling)s m³ at %(price)s yuan/m³", block=number, ceiling=ceiling, price=price
        )
    if floor:
        return Text(
            "Block %(block)s: above %(floor)s m³ at %(price)s yuan/m³",
            block=number,
            floor=format_volume(floor),
            price=price,
        )
    return Text("Every m³ at %(price)s yuan/m³", price=price)
