"""What a volume would cost under a price list: for a price committee that wants to see what a list does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.billing.tariffs.pricelist import GENERAL, PriceList
from app.billing.tariffs.rules import ChargeLine, ceilings, charge, plan_for, plans_of, total
from app.domain.errors import Refused
from app.domain.money import Fen, format_price, plain_fen
from app.domain.text import Text
from app.domain.volume import Volume, format_volume

NOTHING = Volume(0)


@dataclass(frozen=True, slots=True)
class Quote:
    """The priced lines of a volume, their sum in fen, and the volume billed in the cycle afterwards."""

    tariff: str
    lines: tuple[ChargeLine, ...]
    volume: Volume
    total: Fen
    cumulative: Volume


def quote(
    pricelist: PriceList,
    volume: Volume,
    before: Volume = NOTHING,
    on: date | None = None,
    persons: int | None = None,
    use: str | None = None,
) -> Quote:
    """Price `volume` after `before` m³ of the cycle; `on` chooses the season (default: the list's first day).

    Raises Refused where the list has no plan for the use or the household, and for volumes that `charge` refuses.
    """
    plan = plan_for(pricelist, use, on or pricelist.valid_from, persons)
    if plan is None:
        raise _no_plan(pricelist, use)
    lines = charge(ceilings(pricelist, plan, persons), before, volume)
    return Quote(pricelist.name, lines, volume, total(lines), Volume(before + volume))


def quote_as_dict(quoted: Quote) -> dict[str, object]:
    """The quote as the JSON of tariff-files.md: all figures are strings, amounts have two decimals."""
    return {
        "tariff": quoted.tariff,
        "lines": [_line_as_dict(line) for line in quoted.lines],
        "volume": format_volume(quoted.volume),
        "total": plain_fen(quoted.total),
        "cumulative": format_volume(quoted.cumulative),
    }


def quote_as_text(quoted: Quote, say: Callable[[Text], str] = str) -> str:
    """The quote for people, one line of text for each line of the bill; `say` translates the sentences."""
    sentences = [
        *(_line_as_text(line) for line in quoted.lines),
        Text(
            "Total for %(volume)s m³: %(total)s yuan",
            volume=format_volume(quoted.volume),
            total=plain_fen(quoted.total),
        ),
        Text("Billed in the cycle afterwards: %(cumulative)s m³", cumulative=format_volume(quoted.cumulative)),
    ]
    return "\n".join([quoted.tariff, *map(say, sentences)])


def _no_plan(pricelist: PriceList, use: str | None) -> Refused:
    plans = plans_of(pricelist, use)
    named = use or GENERAL
    if not plans:
        uses = ", ".join(dict.fromkeys(plan.use for plan in pricelist.plans))
        return Refused(
            Text("The list has no plan for the use “%(use)s”. Uses with a plan: %(uses)s.", use=named, uses=uses),
            field="use",
        )
    return Refused(
        Text(
            "The use “%(use)s” is only for households of at least %(persons)s persons.",
            use=named,
            persons=max(plan.from_persons or 0 for plan in plans),
        ),
        field="persons",
    )


def _line_as_dict(line: ChargeLine) -> dict[str, str]:
    return {
        "block": str(line.block),
        "from": format_volume(line.start),
        "to": format_volume(line.end),
        "volume": format_volume(line.volume),
        "price": format_price(line.price),
        "amount": plain_fen(line.amount),
    }


def _line_as_text(line: ChargeLine) -> Text:
    return Text(
        "Block %(block)s, from %(from)s to %(to)s: %(volume)s m³ at %(price)s yuan/m³ = %(amount)s yuan",
        **_line_as_dict(line),
    )
