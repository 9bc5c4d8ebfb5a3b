"""The price list as plain values: one category, valid from one day on, with a plan for every use and season."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.domain.errors import Refused
from app.domain.money import Price, Rate
from app.domain.text import N_, Text
from app.domain.volume import Volume

GENERAL = "general"

USES: Mapping[str, str] = {
    GENERAL: N_("General"),
    "boiler": N_("Wall-hung boiler"),
    "rural": N_("Rural"),
    "flat": N_("Flat price"),
}
"""The known uses of gas (用气性质) and what people call them; an office may have others."""

_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Category(StrEnum):
    """Category of users (用气类别): every price list belongs to one."""

    RESIDENTIAL = "residential"
    PUBLIC_WELFARE = "public_welfare"
    COMMERCIAL = "commercial"


CATEGORIES: Mapping[str, str] = {
    Category.RESIDENTIAL.value: N_("Residential"),
    Category.PUBLIC_WELFARE.value: N_("Public welfare"),
    Category.COMMERCIAL.value: N_("Commercial"),
}


class CycleLength(StrEnum):
    """Over which time volume accumulates through the blocks; with NONE every bill begins at zero."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    MONTH = "month"
    NONE = "none"


CYCLE_LENGTHS: Mapping[str, str] = {
    CycleLength.YEAR.value: N_("Year"),
    CycleLength.HALF_YEAR.value: N_("Half a year"),
    CycleLength.MONTH.value: N_("Month"),
    CycleLength.NONE.value: N_("None: every bill begins at zero"),
}


class Step(StrEnum):
    """How a larger household raises the ceilings: one time, or one time for every person that counts."""

    ONCE = "once"
    EACH = "each"


STEPS: Mapping[str, str] = {
    Step.ONCE.value: N_("Once for a large household"),
    Step.EACH.value: N_("Once for every person that counts"),
}


class MonthDay(NamedTuple):
    """A day of every year; 29 February is one of them."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


NEW_YEAR = MonthDay(1, 1)
DAYS_OF_THE_YEAR = tuple(
    MonthDay(month, day) for month, days in enumerate(_LONGEST_MONTHS, 1) for day in range(1, days + 1)
)


@dataclass(frozen=True, slots=True)
class Block:
    """One step of the price (阶梯): `price` holds up to and including `up_to`, counted within the cycle."""

    up_to: Volume | None
    price: Price


@dataclass(frozen=True, slots=True)
class Season:
    """The part of the year in which a plan holds, both ends included; it may wrap the year's end."""

    start: MonthDay
    end: MonthDay

    def holds(self, day: MonthDay) -> bool:
        """Whether the season includes this day of the year."""
        if self.start <= self.end:
            return self.start <= day <= self.end
        return day >= self.start or day <= self.end


@dataclass(frozen=True, slots=True)
class Plan:
    """The blocks for one use, perhaps only in one season, perhaps only for households of at least `from_persons`."""

    blocks: tuple[Block, ...]
    use: str = GENERAL
    season: Season | None = None
    from_persons: int | None = None

    @property
    def ceilings(self) -> tuple[Volume, ...]:
        """The ceilings of the bounded blocks, as the list states them."""
        return tuple(block.up_to for block in self.blocks if block.up_to is not None)


@dataclass(frozen=True, slots=True)
class Household:
    """Higher ceilings for larger households (多人口家庭): `raise_` has one volume for each bounded block."""

    from_persons: int
    step: Step
    raise_: tuple[Volume, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """The billing cycle of the blocks (计价周期); the first one of a year begins on `starts_month`-`starts_day`."""

    length: CycleLength
    starts_month: int = NEW_YEAR.month
    starts_day: int = NEW_YEAR.day


@dataclass(frozen=True, slots=True)
class PriceList:
    """Price list (价目表, 气价方案) of one category; prices contain the tax at `tax_rate`, where it is known."""

    name: str
    category: Category
    valid_from: date
    cycle: Cycle
    plans: tuple[Plan, ...]
    document: str = ""
    issuer: str = ""
    tax_rate: Rate | None = None
    household: Household | None = None


def parse_month_day(text: str) -> MonthDay:
    """Read a day of the year written MM-DD, "02-29" included. Raises Refused for all else."""
    found = _MONTH_DAY.fullmatch(text)
    if found is None or (day := MonthDay(int(found[1]), int(found[2]))) not in DAYS_OF_THE_YEAR:
        raise Refused(Text("“%(text)s” is no day of the year. Write month and day like 11-01.", text=text[:60]))
    return day
