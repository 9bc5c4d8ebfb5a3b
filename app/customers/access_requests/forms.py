"""Forms of requests to read files."""

from __future__ import annotations

from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm


class AskForm(OnceForm):
    purpose = NoteField(N_("Purpose"), hint=N_("What you need to know, and what for."), longest=500)
    until_on = DayField(N_("Last day of the leave to read"), hint=N_("The leave ends by itself after this day."))


class ReadsForm(Form):
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)
    staff = ChoiceField(N_("Reader"), coerce=int, translate=False, required=False)
    customer = LineField(N_("Number of the customer"), required=False, longest=40)
