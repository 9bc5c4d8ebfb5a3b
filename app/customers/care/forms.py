"""Forms of those who look after a customer."""

from __future__ import annotations

from typing import Any

from app.customers.care.rules import LABELS, WAYS, NewReport
from app.customers.owners.models import ContactReport
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class GiveForm(VersionFields):
    staff_id = ChoiceField(N_("New owner"), coerce=int, translate=False)
    reason = NoteField(N_("Reason"), longest=500)


class SecondForm(Form):
    staff_id = ChoiceField(N_("Second contact"), coerce=int, translate=False)
    reason = NoteField(N_("Reason"), longest=500, required=False)


class EndForm(Form):
    reason = NoteField(N_("Reason"), longest=500)


class ReportFields(Form):
    met_on = DayField(LABELS["met_on"])
    way = ChoiceField(LABELS["way"], choices=list(WAYS.items()), default="visit")
    spoke_with = LineField(LABELS["spoke_with"], required=False)
    joined_by = LineField(LABELS["joined_by"], required=False)
    content = NoteField(LABELS["content"])
    agreed = NoteField(LABELS["agreed"], required=False)
    next_on = DayField(LABELS["next_on"], required=False, hint=N_("On that day it stands among your tasks."))
    next_what = LineField(LABELS["next_what"], required=False)

    def report(self) -> NewReport:
        """What was typed."""
        return NewReport(**{name: getattr(self, name).data for name in LABELS})


class ReportForm(ReportFields, OnceForm):
    pass


class ChangeForm(ReportFields, VersionFields):
    pass


def typed(one: ContactReport) -> dict[str, Any]:
    """A contact report as the fields of its form."""
    return {name: getattr(one, name) for name in LABELS} | {"version": one.version}
