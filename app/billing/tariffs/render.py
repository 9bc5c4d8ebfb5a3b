"""A price list written as a TOML file that reads back to the same list (tariff-files.md)."""

from __future__ import annotations

import json

from app.billing.tariffs.pricelist import Block, Household, MonthDay, Plan, PriceList
from app.domain.decimals import decimal_text
from app.domain.money import Rate, format_price
from app.domain.volume import format_volume

_RATE_PLACES = 6


def render_tariff(pricelist: PriceList) -> str:
    """Write a checked price list as TOML text; what is empty is left out."""
    parts = ["\n".join(_head(pricelist)), "\n".join(_cycle(pricelist))]
    parts += ["\n".join(_plan(plan)) for plan in pricelist.plans]
    if pricelist.household is not None:
        parts.append("\n".join(_household(pricelist.household)))
    return "\n\n".join(parts) + "\n"


def _head(pricelist: PriceList) -> list[str]:
    lines = [f"name = {_quoted(pricelist.name)}", f"category = {_quoted(pricelist.category)}"]
    if pricelist.document:
        lines.append(f"document = {_quoted(pricelist.document)}")
    if pricelist.issuer:
        lines.append(f"issuer = {_quoted(pricelist.issuer)}")
    lines.append(f"valid_from = {pricelist.valid_from.isoformat()}")
    if pricelist.tax_rate is not None:
        lines.append(f'tax_rate = "{_rate(pricelist.tax_rate)}"')
    return lines


def _cycle(pricelist: PriceList) -> list[str]:
    cycle = pricelist.cycle
    starts = MonthDay(cycle.starts_month, cycle.starts_day)
    return ["[cycle]", f'length = "{cycle.length}"', f'starts = "{starts}"']


def _plan(plan: Plan) -> list[str]:
    lines = ["[[plan]]", f"use = {_quoted(plan.use)}"]
    if plan.season is not None:
        lines.append(f'season = {{ from = "{plan.season.start}", to = "{plan.season.end}" }}')
    if plan.from_persons is not None:
        lines.append(f"from_persons = {plan.from_persons}")
    return [*lines, "blocks = [", *(f"  {_block(block)}," for block in plan.blocks), "]"]


def _block(block: Block) -> str:
    ceiling = "" if block.up_to is None else f"up_to = {format_volume(block.up_to)}, "
    return f'{{ {ceiling}price = "{format_price(block.price)}" }}'


def _household(household: Household) -> list[str]:
    raises = ", ".join(format_volume(volume) for volume in household.raise_)
    return [
        "[household]",
        f"from_persons = {household.from_persons}",
        f'step = "{household.step}"',
        f"raise = [{raises}]",
    ]


def _rate(rate: Rate) -> str:
    return decimal_text(rate, _RATE_PLACES)


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but for DEL, which only TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
