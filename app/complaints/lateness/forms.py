"""Forms of enquiries about late stages."""

from __future__ import annotations

from app.complaints.lateness.rules import WHICH
from app.domain.text import N_
from app.web.fields import ChoiceField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    department = ChoiceField(N_("Department"), required=False, coerce=int, translate=False)
    month = ChoiceField(N_("Month in which the stage was left"), required=False, translate=False)
    which = ChoiceField(N_("Enquiry slips"), required=False, choices=list(WHICH.items()))


class AskForm(OnceForm):
    words = NoteField(N_("What is asked"), required=False, longest=500)


class AnswerForm(VersionFields):
    reason = NoteField(N_("Why it was late"))
    measure = NoteField(N_("What is done about it"))
