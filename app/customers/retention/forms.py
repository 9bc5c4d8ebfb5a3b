"""Forms of erasures."""

from __future__ import annotations

from app.customers.retention.rules import STATES
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))


class AskForm(OnceForm):
    customer = LineField(N_("Customer no."), longest=40)
    asked_on = DayField(N_("Asked for on"))
    asked_how = LineField(N_("How it was asked for"), hint=N_("By letter, at the desk, who showed which paper."))
    ground = NoteField(N_("What is asked for, and why"), longest=1000)


class DecideForm(VersionFields):
    pass


class RefuseForm(VersionFields):
    why = NoteField(N_("Why it is refused"), longest=1000)
