"""The forms of price lists: one to enter a list, one to bring a file, one to try a list out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import Field, FieldList, Form, FormField

from app.billing.tariffs.files import LARGEST_FILE
from app.billing.tariffs.pricelist import (
    CATEGORIES,
    CYCLE_LENGTHS,
    GENERAL,
    NEW_YEAR,
    STEPS,
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
    parse_month_day,
)
from app.domain.errors import Refused
from app.domain.money import Rate, format_rate, parse_rate
from app.domain.text import N_, Text
from app.domain.volume import Volume, format_volume, parse_volume
from app.web.fields import ChoiceField, DayField, LineField, PriceField, Typed, VolumeField, WholeField
from app.web.forms import OnceForm
from app.web.language import say

MOST_PERSONS = 999


class MonthDayField(Typed):
    """A day of every year, written 11-01."""

    def parse(self, text: str) -> MonthDay:
        return parse_month_day(text)


class RateField(Typed):
    """A tax rate, written 9% or 0.09."""

    kind = "factor"

    def parse(self, text: str) -> Rate:
        return parse_rate(text)

    def show(self, value: Any) -> str:
        return format_rate(value)


class VolumesField(Typed):
    """Several volumes in m³ with blanks between them."""

    def parse(self, text: str) -> tuple[Volume, ...]:
        return tuple(parse_volume(part) for part in re.split(r"[\s,;、，；]+", text.strip(" ,;、，；")))

    def show(self, value: Any) -> str:
        return " ".join(format_volume(volume) for volume in value)


class AnyVolumeField(VolumeField):
    """A volume in m³ that may be negative: a correction."""

    def parse(self, text: str) -> Volume:
        return parse_volume(text)


class BlockForm(Form):
    up_to = VolumeField(N_("Up to (m³)"), required=False)
    price = PriceField(N_("Price (yuan per m³)"))


class SeasonForm(Form):
    start = MonthDayField(N_("From month-day"), name="from", required=False)
    end = MonthDayField(N_("To month-day"), name="to", required=False)


class PlanForm(Form):
    use = LineField(N_("Use"), longest=40, required=False)
    season = FormField(SeasonForm)
    from_persons = WholeField(N_("Only from persons"), low=1, high=MOST_PERSONS, required=False)
    blocks = FieldList(FormField(BlockForm), min_entries=1)


class CycleForm(Form):
    length = ChoiceField(N_("Volume adds up over"), choices=list(CYCLE_LENGTHS.items()))
    starts = MonthDayField(N_("First cycle of a year begins on"), required=False)


class HouseholdForm(Form):
    from_persons = WholeField(N_("Larger households from persons"), low=1, high=MOST_PERSONS, required=False)
    step = ChoiceField(N_("Raise"), choices=list(STEPS.items()), required=False)
    raise_ = VolumesField(
        N_("Raise of each ceiling (m³)"),
        name="raise",
        required=False,
        hint=N_("One figure for each block with a ceiling, with blanks between them."),
    )


class TariffForm(OnceForm):
    """A price list; its fields are named like the places in a tariff file."""

    name = LineField(N_("Name of the price list"), longest=200)
    category = ChoiceField(N_("Category"), choices=list(CATEGORIES.items()))
    document = LineField(
        N_("Price document"), longest=200, required=False, hint=N_("A residential list needs its price document.")
    )
    issuer = LineField(N_("Issuer of the document"), longest=200, required=False)
    valid_from = DayField(N_("In force from"))
    tax_rate = RateField(N_("Tax contained in the prices"), required=False)
    cycle = FormField(CycleForm)
    plan = FieldList(FormField(PlanForm), min_entries=1)
    household = FormField(HouseholdForm)
    refused = 0

    @property
    def status(self) -> int:
        """What to answer with when something was refused, also inside a row, else 200."""
        return self.refused or super().status

    def pricelist(self) -> PriceList:
        """The price list as typed. Raises Refused for halves of a season or of the household's raise."""
        starts = self.cycle.form.starts.data or NEW_YEAR
        return PriceList(
            name=self.name.data,
            category=Category(self.category.data),
            document=self.document.data or "",
            issuer=self.issuer.data or "",
            valid_from=self.valid_from.data,
            tax_rate=self.tax_rate.data,
            cycle=Cycle(CycleLength(self.cycle.form.length.data), *starts),
            plans=tuple(_plan(entry.form) for entry in self.plan),
            household=_household(self.household.form),
        )

    def refuse(self, refused: Refused) -> int:
        """Put the sentence beside the field of that place, or of the nearest place around it."""
        fields = {field.name: field for field in _all_fields(self)}
        place = refused.field or ""
        while place and place not in fields:
            place = next((name for name in fields if name.startswith(f"{place}-")), place.rpartition("-")[0])
        if place:
            self.refused = refused.status
            fields[place].errors = [*fields[place].errors, say(refused.text)]
            return refused.status
        return super().refuse(Refused(refused.text))

    def add_row(self, place: str) -> None:
        """Offer one more empty row: a block of the plan at `place` ("plan-0"), else a plan."""
        found = next((entry for entry in self.plan if entry.name == place), None)
        (found.form.blocks if found else self.plan).append_entry()


class UploadForm(OnceForm):
    """A tariff file."""

    file = FileField(N_("Tariff file (TOML)"))

    def content(self) -> bytes:
        """The bytes of the file, a little more than allowed at most. Raises Refused where none was chosen."""
        if not self.file.data:
            raise Refused(Text("Choose a file."), field="file")
        data: bytes = self.file.data.stream.read(LARGEST_FILE + 1)
        return data


class TryForm(Form):
    """A volume and what decides about its price; sent with GET, so that a link shows the same quote."""

    volume = AnyVolumeField(N_("Volume (m³)"))
    before = VolumeField(N_("Billed before in the cycle (m³)"), required=False)
    persons = WholeField(N_("Persons"), low=1, high=MOST_PERSONS, required=False)
    use = ChoiceField(N_("Use"), required=False)
    on = DayField(N_("Day of the reading"), required=False)

    def asked(self) -> dict[str, Any]:
        """What a quote needs to know."""
        return {**self.data, "before": self.before.data or Volume(0)}


def typed_of(pricelist: PriceList) -> dict[str, Any]:
    """A stored price list as the data of the form."""
    household = pricelist.household
    return {
        "name": pricelist.name,
        "category": pricelist.category.value,
        "document": pricelist.document,
        "issuer": pricelist.issuer,
        "valid_from": pricelist.valid_from,
        "tax_rate": pricelist.tax_rate,
        "cycle": {
            "length": pricelist.cycle.length.value,
            "starts": MonthDay(pricelist.cycle.starts_month, pricelist.cycle.starts_day),
        },
        "plan": [_typed_plan(plan) for plan in pricelist.plans],
        "household": {
            "from_persons": household.from_persons,
            "step": household.step.value,
            "raise_": household.raise_,
        }
        if household
        else {},
    }


def blank(today: date) -> Mapping[str, Any]:
    """What an empty form begins with."""
    return {"valid_from": today, "plan": [{"use": GENERAL, "blocks": [{}, {}, {}]}]}


def _typed_plan(plan: Plan) -> dict[str, Any]:
    season = {"start": plan.season.start, "end": plan.season.end} if plan.season else {}
    return {
        "use": plan.use,
        "season": season,
        "from_persons": plan.from_persons,
        "blocks": [{"up_to": block.up_to, "price": block.price} for block in plan.blocks],
    }


def _plan(form: Any) -> Plan:
    return Plan(
        blocks=tuple(Block(entry.form.up_to.data, entry.form.price.data) for entry in form.blocks),
        use=form.use.data or GENERAL,
        season=_season(form.season.form),
        from_persons=form.from_persons.data,
    )


def _season(form: Any) -> Season | None:
    if form.start.data is None and form.end.data is None:
        return None
    _all_filled(form)
    return Season(form.start.data, form.end.data)


def _household(form: Any) -> Household | None:
    if form.from_persons.data is None and form.raise_.data is None:
        return None
    _all_filled(form)
    return Household(form.from_persons.data, Step(form.step.data), form.raise_.data)


def _all_filled(form: Form) -> None:
    for field in form:
        if field.data is None:
            raise Refused(Text("Please fill this in."), field=field.name)


def _all_fields(form: Any) -> Iterator[Field]:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field:
                yield from _all_fields(entry.form)
        elif isinstance(field, FormField):
            yield from _all_fields(field.form)
        else:
            yield field
