"""What a reading would cost, shown as soon as it is entered."""

from __future__ import annotations

from app.billing.readings.queries.items import Line
from app.billing.readings.rules import NOTHING, first_day
from app.billing.tariffs.pricelist import Category
from app.billing.tariffs.queries import tariff_in_force
from app.billing.tariffs.quote import Quote, quote
from app.billing.tariffs.rules import cycle_start
from app.domain.errors import Refused
from app.domain.volume import Volume
from app.web import registry


def amount_of(line: Line) -> Quote | None:
    """Lines and total of what was read at an account, as its statement will have them; None without volume or price.

    The price list is the one in force on the reading date, cycle and season those of the billing period.
    """
    figure, volume = line.counted, line.item.volume
    found = tariff_in_force(Category(line.item.category), figure.read_on) if figure else None
    if volume is None or found is None:
        return None
    day = first_day(line.period)
    before = NOTHING if cycle_start(found[1].cycle, day) is None else cumulative_before(line.account.id, line.period)
    try:
        return quote(found[1], volume, before, day, line.item.persons, line.item.use)
    except Refused:  # no price for this use: the account is held for it
        return None


def cumulative_before(account_id: int, period: str) -> Volume:
    """Billed in the cycle before a period, 0.001 m³. Hook `cumulative_before(account_id, period) -> Volume`."""
    return Volume(sum(ask(account_id, period) for ask in registry.hooked("cumulative_before")))
