"""The stages of a consultation, and what stands in its form of two pages (F-33, F-34; C-105, C-107, C-113)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.errors import Refused
from app.domain.text import N_, Text

ENQUIRY, COMPLETION, LOST = "enquiry", "completion", "lost"
# C-107: deposit, measuring, drawings, design fee, quotation, contract, audit, start, completion, lost.
STAGES: Mapping[str, str] = {
    ENQUIRY: N_("Consultation"),
    "deposit": N_("Deposit paid"),
    "measuring": N_("Measured"),
    "drawings": N_("Drawings made"),
    "design_fee": N_("Design fee paid"),
    "quotation": N_("Quotation made"),
    "contract": N_("Contract signed"),
    "audit": N_("Audited"),
    "start": N_("Work begun"),
    COMPLETION: N_("Completed"),
    LOST: N_("Lost"),
}
COLOURS: Mapping[str, str] = {"contract": "green", "start": "green", COMPLETION: "green", LOST: "red"}
LAST = (COMPLETION, LOST)
WITH_SUM = ("deposit", "design_fee", "quotation", "contract")
PAGE_ONE: Mapping[str, str] = {
    "source": N_("Source"),
    "family": N_("Family"),
    "income": N_("Income"),
    "preferences": N_("Preferences"),
    "house_address": N_("Address of the house"),
    "house_type": N_("Type of the house"),
    "area_m2": N_("Area (m²)"),
    "handed_over_on": N_("Keys handed over on"),
    "budget": N_("Budget"),
    "wishes": N_("What the customer wants"),
}
TOLD = ("house_address", "house_type", "area_m2", "budget", "wishes")  # one of these at least
PAGE_TWO: Mapping[str, str] = {
    "measured": N_("Measurements and state of the house"),
    "design": N_("Idea of the design"),
    "materials": N_("Materials and craft"),
    "advice": N_("What the customer was advised"),
}
_UNIT = re.compile(r"\s*(?:m²|㎡|m2|平方米|平米|平方)$")
LARGEST_AREA = 10_000_000  # 100,000 m² in hundredths
LARGEST_SUM = 10**12


@dataclass(frozen=True, slots=True)
class Step:
    """A change of stage as it stands in the ledger; `takes_back_id` is the step that it takes back."""

    id: int
    stage: str
    on_day: date
    takes_back_id: int | None = None


def standing(steps: Sequence[Step]) -> list[Step]:
    """The steps that hold, in their order: neither taken back nor taking back."""
    gone = {one.takes_back_id for one in steps}
    return [one for one in steps if one.takes_back_id is None and one.id not in gone]


def stage_of(steps: Sequence[Step], opened_on: date) -> tuple[str, date]:
    """How far a consultation is, and since when: its newest step that holds, else the enquiry itself."""
    held = standing(steps)
    return (held[-1].stage, held[-1].on_day) if held else (ENQUIRY, opened_on)


def check_step(
    stage: str, on_day: date, amount: int | None, note: str | None, *, now: str, since: date, today: date
) -> None:
    """Refuse a step that cannot follow: nothing follows the completion or the loss, and no step lies ahead."""
    if now in LAST:
        raise Refused(Text("This consultation is over. Take the last step back first."), field="stage")
    if stage == ENQUIRY or stage not in STAGES:
        raise Refused(Text("Choose the stage that was reached."), field="stage")
    if on_day > today:
        raise Refused(Text("This day has not come yet."), field="on_day")
    if on_day < since:
        raise Refused(Text("The step before was on %(day)s; this one cannot be earlier.", day=since), field="on_day")
    if amount is not None and stage not in WITH_SUM:
        raise Refused(Text("There is no sum at this stage. Leave it empty."), field="amount")
    if amount is not None and not 0 < amount < LARGEST_SUM:
        raise Refused(Text("Please type a sum above zero."), field="amount")
    if stage == LOST and not note:
        raise Refused(Text("Write why the customer was lost."), field="note")


def check_told(values: Mapping[str, Any]) -> None:
    """Refuse a form that says nothing of the house, the money or the wishes: nobody could go on from it (C-105)."""
    if all(values.get(key) in (None, "") for key in TOLD):
        told = Text("Write at least the address, the type or the area of the house, the budget, or what is wanted.")
        raise Refused(told, field="house_address")


def missing(values: Mapping[str, Any]) -> list[str]:
    """What the enquiry form still lacks on its first page, as keys of PAGE_ONE (C-113)."""
    return [key for key in PAGE_ONE if values.get(key) is None]


def read_area(text: str) -> int:
    """Read an area like 89.5 (m²) as hundredths of a square metre. Raises Refused."""
    try:
        area = Decimal(_UNIT.sub("", text.replace(",", ""))) * 100
        exact = int(area)
    except (InvalidOperation, ValueError, OverflowError):
        raise Refused(Text("Please type an area like 89.5.")) from None
    if area != exact or not 0 < exact <= LARGEST_AREA:
        raise Refused(Text("Please type an area like 89.5."))
    return exact


def area_in_words(area: int) -> str:
    """Write hundredths of a square metre as 89.5."""
    return f"{area // 100}.{area % 100:02d}".rstrip("0").rstrip(".")
