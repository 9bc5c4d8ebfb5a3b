"""Forms of tasks and commands."""

from __future__ import annotations

from app.domain.text import N_
from app.office.tasks.rules import FORMS
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField
from app.web.forms import Form, OnceForm

ENDED = "ended"
DUE = {
    "overdue": N_("Overdue"),
    "today": N_("Due today"),
    "soon": N_("Due soon"),
    "returned": N_("Given back"),
    "confirm": N_("To be confirmed"),
}


class FilterForm(Form):
    """What stands in the address of a list of tasks; nothing is required."""

    state = ChoiceField(N_("State"), required=False, choices=((ENDED, N_("Ended")),))
    kind = ChoiceField(N_("Kind"), required=False)
    due = ChoiceField(N_("What is the matter"), required=False, choices=tuple(DUE.items()))
    until = DayField(N_("Due until"), required=False)
    person = ChoiceField(N_("Member of staff"), required=False, coerce=int, translate=False)


class CommandForm(OnceForm):
    """A complete command: who, what, by when, where, plan of action, how controlled and assessed (S-13)."""

    staff_id = ChoiceField(N_("Who does it"), required=False, coerce=int, translate=False)
    role_id = ChoiceField(N_("Or whoever holds the role"), required=False, coerce=int)
    department_id = ChoiceField(N_("The role within the department"), required=False, coerce=int, translate=False)
    what = NoteField(N_("What is to be done"))
    due_on = DayField(N_("By when"), hint=N_("Like 1120, 11-20 or 2026-11-20."))
    place = LineField(N_("Where"))
    plan = NoteField(N_("Plan of action"))
    control = NoteField(N_("How it is controlled and assessed"))
    way = ChoiceField(N_("Way of giving"), choices=tuple(FORMS.items()))


class _Seen(Form):
    version = WholeField("version", high=1_000_000_000)


class FinishForm(_Seen):
    words = NoteField(N_("What came of it"))


class RemarkForm(_Seen):
    words = NoteField(N_("What you found"), required=False)


class ReasonForm(_Seen):
    words = NoteField(N_("Reason"))


class HandOnForm(_Seen):
    to = ChoiceField(N_("Hand on to"), coerce=int, translate=False)
    words = NoteField(N_("Reason"))
