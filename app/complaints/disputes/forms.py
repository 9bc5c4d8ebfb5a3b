"""Forms of matters of several departments."""

from __future__ import annotations

from wtforms import HiddenField

from app.complaints.disputes.queries import EVERY, NOT_SETTLED
from app.complaints.disputes.rules import STATES
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields

MORE = ("other", "second", "third")


class FilterForm(Form):
    state = ChoiceField(
        N_("State"), required=False, choices=[(NOT_SETTLED, N_("Not settled yet")), *STATES.items(), (EVERY, N_("All"))]
    )


class BringForm(OnceForm):
    matter = LineField(N_("What it is about"), longest=200)
    lead = ChoiceField(N_("Department that leads: it makes the demand"), coerce=int, translate=False)
    demand = NoteField(N_("What it asks for, and why"))
    other = ChoiceField(N_("Department concerned"), coerce=int, translate=False)
    second = ChoiceField(N_("Another department concerned"), required=False, coerce=int, translate=False)
    third = ChoiceField(N_("A third department concerned"), required=False, coerce=int, translate=False)
    complaint_id = HiddenField()

    def others(self) -> tuple[int, ...]:
        """The departments chosen besides the leading one."""
        return tuple(self[name].data for name in MORE if self[name].data is not None)


class OpinionForm(Form):
    department = ChoiceField(N_("Speaks for the department"), coerce=int, translate=False)
    words = NoteField(N_("Opinion of the department"))


class SubmitForm(VersionFields):
    reason = NoteField(
        N_("Why it is hard to go on"),
        hint=N_("The opinions go with it; the office decides and watches that it is done."),
    )


class ArbitrateForm(VersionFields):
    words = NoteField(N_("What the office lays down"))
    due_on = DayField(N_("To be carried out by"))


class FinishForm(VersionFields):
    result = NoteField(N_("How it was settled"))
