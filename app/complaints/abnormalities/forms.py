"""Forms of abnormality slips."""

from __future__ import annotations

from app.complaints.abnormalities.rules import EVERY, LATE, OPEN, STATES, NewSlip
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Customer"), required=False, longest=60)
    state = ChoiceField(
        N_("State"), required=False, choices=[*STATES.items(), (LATE, N_("Late")), (EVERY, N_("All"))], default=OPEN
    )
    department = ChoiceField(N_("Unit concerned"), required=False, coerce=int, translate=False)


class NewForm(OnceForm, VersionFields):
    happened_on = DayField(N_("Happened on"))
    department_id = ChoiceField(N_("Unit concerned"), coerce=int, translate=False)
    what = NoteField(N_("What is abnormal"))
    wanted = NoteField(N_("What is wanted of the unit"), required=False)
    due_on = DayField(N_("Wanted by"), required=False, hint=N_("Empty: by the rule of the office."))

    def slip(self, *, complaint_id: int | None, customer_id: int | None) -> NewSlip:
        """What was typed."""
        return NewSlip(
            happened_on=self.happened_on.data,
            what=self.what.data or "",
            department_id=self.department_id.data,
            wanted=self.wanted.data,
            due_on=self.due_on.data,
            complaint_id=complaint_id,
            customer_id=customer_id,
        )


class AnswerForm(VersionFields):
    cause = NoteField(N_("Cause of the abnormality"))
    measure = NoteField(N_("What the unit does about it"))


class CloseForm(VersionFields):
    effect = NoteField(N_("Effect of the measure"))


class BackForm(VersionFields):
    reason = NoteField(N_("Why the measure did not help"), longest=500)
