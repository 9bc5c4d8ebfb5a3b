"""What a price list must fulfil before it may be stored, whether it came from a file or from the screen.

Every refusal names its place as the file format does, joined by hyphens: "plan-0-blocks-2-price", "household-raise".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from app.billing.tariffs.pricelist import (
    DAYS_OF_THE_YEAR,
    Category,
    Household,
    MonthDay,
    Plan,
    PriceList,
    Step,
)
from app.billing.tariffs.rules import raise_times
from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.volume import Volume, format_volume

LONGEST_NAME = 200
LONGEST_USE = 40
LARGEST_HOUSEHOLD = 999

_Numbered = Sequence[tuple[int, Plan]]


def check(pricelist: PriceList) -> None:
    """Raise Refused, with the place as `field`, for a price list that must not be used (tariff-files.md)."""
    _check_names(pricelist)
    for number, plan in enumerate(pricelist.plans):
        _check_plan(plan, f"plan-{number}")
    _check_uses(pricelist)
    if pricelist.household is not None:
        _check_household(pricelist, pricelist.household)


def _check_names(pricelist: PriceList) -> None:
    if not pricelist.name.strip():
        raise Refused(Text("Give the price list a name."), field="name")
    if pricelist.category is Category.RESIDENTIAL and not pricelist.document.strip():
        raise Refused(
            Text("A residential price list needs its price document: name it under “%(key)s”.", key="document"),
            field="document",
        )
    for field, text in (("name", pricelist.name), ("document", pricelist.document), ("issuer", pricelist.issuer)):
        _check_line(text, LONGEST_NAME, field)
    if not pricelist.plans:
        raise Refused(Text("A price list needs at least one plan."), field="plan")


def _check_line(text: str, longest: int, field: str) -> None:
    if len(text) > longest:
        raise Refused(Text("This text is too long. Characters allowed: %(longest)s.", longest=longest), field=field)
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text):
        raise Refused(Text("Write this text on one line, without control characters."), field=field)


def _check_plan(plan: Plan, place: str) -> None:
    if not plan.use.strip():
        raise Refused(Text("Name the use of the plan, or leave the use out for general use."), field=f"{place}-use")
    _check_line(plan.use, LONGEST_USE, f"{place}-use")
    if plan.from_persons is not None:
        _check_persons(plan.from_persons, f"{place}-from_persons")
    _check_blocks(plan, place)
    _check_rise((Volume(0), *plan.ceilings), f"{place}-blocks", "-up_to")


def _check_persons(persons: int, field: str) -> None:
    if not 1 <= persons <= LARGEST_HOUSEHOLD:
        raise Refused(
            Text("The number of persons must lie between 1 and %(largest)s.", largest=LARGEST_HOUSEHOLD), field=field
        )


def _check_blocks(plan: Plan, place: str) -> None:
    if not plan.blocks or plan.blocks[-1].up_to is not None:
        raise Refused(
            Text("The last block is missing: a plan ends with a block without a ceiling."), field=f"{place}-blocks"
        )
    for number, block in enumerate(plan.blocks):
        field = f"{place}-blocks-{number}"
        if block.price <= 0:
            raise Refused(Text("A price must be above zero."), field=f"{field}-price")
        if block.up_to is None and number < len(plan.blocks) - 1:
            raise Refused(Text("Only the last block of a plan may be without a ceiling."), field=field)


def _check_rise(ceilings: Sequence[Volume], place: str, key: str) -> None:
    for number, (lower, upper) in enumerate(pairwise(ceilings)):
        if upper <= lower:
            raise Refused(
                Text(
                    "The ceilings must rise: %(upper)s does not lie above %(lower)s.",
                    upper=format_volume(upper),
                    lower=format_volume(lower),
                ),
                field=f"{place}-{number}{key}",
            )


def _check_uses(pricelist: PriceList) -> None:
    uses: dict[str, list[tuple[int, Plan]]] = {}
    for numbered in enumerate(pricelist.plans):
        uses.setdefault(numbered[1].use, []).append(numbered)
    for use, plans in uses.items():
        _check_all_year_plans(use, plans)
        for day in DAYS_OF_THE_YEAR:
            _check_day(use, plans, day)


def _check_all_year_plans(use: str, plans: _Numbered) -> None:
    if len(plans) > 1 and any(plan.season is None for _, plan in plans):
        raise Refused(
            Text("The use “%(use)s” has a plan for the whole year and one more: they overlap.", use=use),
            field=f"plan-{plans[1][0]}",
        )


def _check_day(use: str, plans: _Numbered, day: MonthDay) -> None:
    holding = [number for number, plan in plans if plan.season is None or plan.season.holds(day)]
    if len(holding) > 1:
        raise Refused(
            Text("The seasons of the use “%(use)s” overlap on %(day)s.", use=use, day=str(day)),
            field=f"plan-{holding[1]}-season",
        )
    if not holding:
        raise Refused(
            Text("The seasons of the use “%(use)s” leave %(day)s uncovered.", use=use, day=str(day)),
            field=f"plan-{plans[-1][0]}-season",
        )


def _check_household(pricelist: PriceList, household: Household) -> None:
    _check_persons(household.from_persons, "household-from_persons")
    if any(volume < 0 for volume in household.raise_):
        raise Refused(Text("Larger households cannot get lower ceilings."), field="household-raise")
    # A flat plan has no ceiling to raise: it may stand beside plans with blocks (Shanghai's flat price from 7 persons).
    bounded = {len(plan.ceilings) for plan in pricelist.plans} - {0}
    if any(len(household.raise_) != count for count in bounded or {0}):
        raise Refused(
            Text("“%(key)s” needs one volume for each block with a ceiling, in every plan.", key="raise"),
            field="household-raise",
        )
    for plan in pricelist.plans:
        _check_raised(plan, household)


def _check_raised(plan: Plan, household: Household) -> None:
    # Each further person adds the same, so if the largest household's ceilings rise, those of every size between do.
    largest = LARGEST_HOUSEHOLD if household.step is Step.EACH else household.from_persons
    times = raise_times(household, largest)
    raised = [Volume(ceiling + times * more) for ceiling, more in zip(plan.ceilings, household.raise_, strict=False)]
    if any(upper <= lower for lower, upper in pairwise(raised)):
        raise Refused(
            Text("With this raise the ceilings of the use “%(use)s” would not rise any more.", use=plan.use),
            field="household-raise",
        )
