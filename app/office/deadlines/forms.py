"""Forms of deadlines."""

from __future__ import annotations

from app.domain.text import N_
from app.office.deadlines.words import STATES, UNITS
from app.web.fields import ChoiceField, LineField, MomentField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm

ENDINGS = {"done": N_("Done"), "dropped": N_("Dropped: it need not be done any more")}


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    state = ChoiceField(N_("State"), required=False, choices=tuple(STATES.items()))
    rule = ChoiceField(N_("Deadline rule"), required=False)
    person = ChoiceField(N_("Responsible"), required=False, coerce=int, translate=False)
    department = ChoiceField(N_("Department"), required=False, coerce=int, translate=False)


class NewForm(OnceForm):
    """A deadline of one's own: what, how long, from when, and for whom."""

    what = LineField(N_("What has to be done"))
    n = WholeField(N_("Within"), low=1, high=1000)
    unit = ChoiceField(N_("Counted in"), choices=tuple(UNITS.items()))
    arrived_at = MomentField(
        N_("Came in at"),
        hint=N_("When it came in. What comes after office hours or on a day off counts from the next working day."),
    )
    staff_id = ChoiceField(N_("For whom"), required=False, coerce=int, translate=False)
    department_id = ChoiceField(N_("Or for the department"), required=False, coerce=int, translate=False)


class PauseForm(Form):
    cause = NoteField(N_("Why it stands still"))


class HandForm(Form):
    staff = ChoiceField(N_("Responsible from now on"), coerce=int, translate=False)


class StopForm(Form):
    outcome = ChoiceField(N_("How it ended"), choices=tuple(ENDINGS.items()))


class ReceiptForm(Form):
    answer = NoteField(N_("Answer: by when it will be done, and what stands in the way"))


class RungForm(Form):
    """A step of a ladder; it can be tried before it is added."""

    days = WholeField(
        N_("Working days after the due day"), low=-30, high=60, hint=N_("Negative: so many working days before it.")
    )
    addressee = ChoiceField(N_("To whom"))
    slip = YesField(N_("With a printed urging slip"))
