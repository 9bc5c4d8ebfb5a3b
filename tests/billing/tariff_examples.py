"""Price lists with published figures, as texts and as values, and strategies that make any other."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from app.billing.tariffs.pricelist import (
    Block,
    Category,
    Cycle,
    CycleLength,
    Household,
    MonthDay,
    Plan,
    PriceList,
    Season,
    Step,
)
from app.domain.money import Price, Rate, parse_price
from app.domain.volume import Volume, parse_volume

BEIJING_2016 = """\
name = "北京居民用气 2016"
category = "residential"
document = "京发改〔2015〕2660号"
issuer = "北京市发展和改革委员会"
valid_from = 2016-01-01
tax_rate = "0.09"

[cycle]
length = "year"
starts = "01-01"

[[plan]]
use = "general"
blocks = [
  { up_to = 350, price = "2.28" },
  { up_to = 500, price = "2.50" },
  { price = "3.90" },
]

[household]
from_persons = 6
step = "once"
raise = [150, 150]
"""

SHENZHEN = """\
name = "深圳居民用气 2024"
category = "residential"
document = "深发改 2024"
valid_from = 2024-03-16

[cycle]
length = "month"

[[plan]]
season = { from = "05-01", to = "10-31" }
blocks = [{ up_to = 30, price = "3.41" }, { up_to = 35, price = "3.91" }, { price = "5.16" }]

[[plan]]
season = { from = "11-01", to = "04-30" }
blocks = [{ up_to = 40, price = "3.41" }, { up_to = 45, price = "3.91" }, { price = "5.16" }]
"""

SHANGHAI = """\
name = "上海居民用气"
category = "residential"
document = "沪价 2014"
valid_from = 2014-09-01

[cycle]
length = "year"

[[plan]]
blocks = [{ up_to = 310, price = "3.00" }, { up_to = 520, price = "3.30" }, { price = "4.20" }]

[[plan]]
use = "flat"
from_persons = 7
blocks = [{ price = "3.05" }]

[household]
from_persons = 5
step = "once"
raise = [150, 150]
"""

COMMERCIAL = """\
name = "商业用气"
category = "commercial"
valid_from = 2026-01-01
[cycle]
length = "none"
[[plan]]
blocks = [{ price = "4.17" }]
"""


def blocks(*steps: tuple[str | None, str]) -> tuple[Block, ...]:
    """Blocks from pairs of ceiling in m³ (None: the last) and price in yuan."""
    return tuple(Block(None if up_to is None else parse_volume(up_to), parse_price(price)) for up_to, price in steps)


BEIJING_2024_BLOCKS = blocks(("350", "2.61"), ("500", "2.83"), (None, "4.23"))
HARBIN_WATER = PriceList(
    name="哈尔滨居民用水 2016",
    category=Category.RESIDENTIAL,
    document="哈政发法字 2016",
    valid_from=date(2016, 1, 1),
    cycle=Cycle(CycleLength.YEAR),
    plans=(Plan(blocks(("150", "2.40"), ("250", "3.60"), (None, "7.20"))),),
    household=Household(6, Step.EACH, (Volume(30_000), Volume(30_000))),
)

_PRICES = st.integers(1, 999_999_999).map(Price)
_WIDTHS = st.lists(st.integers(1, 900_000), max_size=4)
_TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)


@st.composite
def any_blocks(draw: st.DrawFn, widths: st.SearchStrategy[list[int]] = _WIDTHS) -> tuple[Block, ...]:
    """Blocks with rising ceilings and any prices."""
    made, ceiling = [], 0
    for width in draw(widths):
        ceiling += width
        made.append(Block(Volume(ceiling), draw(_PRICES)))
    return (*made, Block(None, draw(_PRICES)))


@st.composite
def _plans_of_one_use(draw: st.DrawFn, use: str, bounded: int) -> list[Plan]:
    starts = draw(st.lists(st.sampled_from(_month_days()), unique=True, max_size=3).map(sorted))
    seasons = [Season(start, _day_before(after)) for start, after in zip(starts, starts[1:] + starts[:1], strict=True)]
    widths = st.lists(st.integers(1, 900_000), min_size=bounded, max_size=bounded)
    persons = st.none() | st.integers(1, 12)
    return [Plan(draw(any_blocks(widths)), use, season, draw(persons)) for season in seasons or [None]]


@st.composite
def any_pricelist(draw: st.DrawFn) -> PriceList:
    """Any price list that may be stored."""
    bounded = draw(st.integers(0, 3))
    uses = draw(st.lists(st.just("general") | _TEXTS, unique=True, min_size=1, max_size=3))
    raises = draw(st.lists(st.integers(0, 300_000), min_size=bounded, max_size=bounded).map(sorted))
    household = Household(draw(st.integers(1, 9)), draw(st.sampled_from(Step)), tuple(map(Volume, raises)))
    starts = draw(st.sampled_from(_month_days()))
    return PriceList(
        name=draw(_TEXTS),
        category=draw(st.sampled_from(Category)),
        document=draw(_TEXTS),
        issuer=draw(st.just("") | _TEXTS),
        valid_from=draw(st.dates()),
        tax_rate=draw(st.none() | st.integers(0, 1_000_000).map(Rate)),
        cycle=Cycle(draw(st.sampled_from(CycleLength)), starts.month, starts.day),
        plans=tuple(plan for use in uses for plan in draw(_plans_of_one_use(use, bounded))),
        household=draw(st.none() | st.just(household)),
    )


def _month_days() -> list[MonthDay]:
    leap_year = range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    return [MonthDay(day.month, day.day) for day in map(date.fromordinal, leap_year)]


def _day_before(day: MonthDay) -> MonthDay:
    days = _month_days()
    return days[days.index(day) - 1]
