"""Forms of the daily problem list."""

from __future__ import annotations

from app.complaints.problems.rules import ENQUIRY, KINDS, MONTH, PERIODS
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    day = DayField(N_("Day"), required=False)
    kind = ChoiceField(N_("Kind"), required=False, choices=list(KINDS.items()), id="shown-kind")
    open = YesField(N_("Not solved, of every day"))


class EntryForm(OnceForm):
    words = LineField(N_("What came up"), longest=1000)
    kind = ChoiceField(N_("Kind of problem"), choices=list(KINDS.items()), default=ENQUIRY)
    customer = LineField(N_("Customer number or name"), required=False)
    times = WholeField(N_("Times"), low=1, high=999, default=1)


class PassForm(VersionFields):
    staff_id = ChoiceField(N_("To whom it is passed on"), coerce=int, translate=False)


class SolveForm(VersionFields):
    result = NoteField(N_("Result"))


class SummaryForm(Form):
    since = DayField(N_("From"))
    until = DayField(N_("Until"))
    period = ChoiceField(N_("How it is summed up"), choices=list(PERIODS.items()), default=MONTH)
