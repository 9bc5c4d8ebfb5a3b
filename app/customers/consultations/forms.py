"""Forms of consultations."""

from __future__ import annotations

from typing import Any

from app.customers.consultations.rules import PAGE_ONE, PAGE_TWO, STAGES, area_in_words, read_area
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, Typed
from app.web.forms import Form, OnceForm, VersionFields


class AreaField(Typed):
    """An area in m²; its data is in hundredths."""

    kind = "area"

    def parse(self, text: str) -> int:
        """Read 89.5."""
        return read_area(text)

    def show(self, value: Any) -> str:
        """Write 89.5."""
        return area_in_words(value)


class PageFields(Form):
    opened_on = DayField(N_("Came on"))
    source = LineField(PAGE_ONE["source"], required=False)
    adviser_id = ChoiceField(N_("Adviser"), coerce=int, translate=False, required=False)
    designer_id = ChoiceField(N_("Designer"), coerce=int, translate=False, required=False)
    family = LineField(PAGE_ONE["family"], required=False, longest=200, hint=N_("Who lives there, and how old."))
    income = LineField(PAGE_ONE["income"], required=False)
    preferences = NoteField(PAGE_ONE["preferences"], required=False)
    house_address = LineField(PAGE_ONE["house_address"], required=False, longest=200)
    house_type = LineField(PAGE_ONE["house_type"], required=False)
    area_m2 = AreaField(PAGE_ONE["area_m2"], required=False)
    handed_over_on = DayField(PAGE_ONE["handed_over_on"], required=False)
    budget = MoneyField(PAGE_ONE["budget"], required=False)
    wishes = NoteField(PAGE_ONE["wishes"], required=False)
    measured = NoteField(PAGE_TWO["measured"], required=False)
    design = NoteField(PAGE_TWO["design"], required=False)
    materials = NoteField(PAGE_TWO["materials"], required=False)
    advice = NoteField(PAGE_TWO["advice"], required=False)


COLUMNS = ("opened_on", "adviser_id", "designer_id", *PAGE_ONE, *PAGE_TWO)


class NewForm(PageFields, OnceForm):
    pass


class ChangeForm(PageFields, VersionFields):
    pass


class ReachForm(VersionFields):
    stage = ChoiceField(N_("Stage reached"), choices=[pair for pair in STAGES.items() if pair[0] != "enquiry"])
    on_day = DayField(N_("On"))
    amount = MoneyField(N_("Amount"), required=False, hint=N_("Deposit, design fee, quotation or contract."))
    note = NoteField(N_("Remark"), required=False, longest=500, hint=N_("Why the customer was lost."))


class BackForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)


class FilterForm(Form):
    q = LineField(N_("Customer"), required=False, longest=60)
    stage = ChoiceField(N_("Stage of the customer"), choices=list(STAGES.items()), required=False)
    adviser = ChoiceField(N_("Adviser"), coerce=int, translate=False, required=False)
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)


def values_of(form: PageFields) -> dict[str, Any]:
    """What was typed, as columns of Consultation; nothing typed is None."""
    return {key: form[key].data for key in COLUMNS}
