"""Forms of absences and deputies."""

from app.domain.text import N_
from app.office.absence import queries
from app.office.absence.rules import KINDS
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField
from app.web.forms import Form, OnceForm

STATES = {
    queries.CURRENT: N_("Now and to come"),
    queries.NOW: N_("Away today"),
    queries.COMING: N_("Still to come"),
    queries.OVER: N_("Is over"),
    queries.EVERY: N_("All, with the cancelled ones"),
}


class AbsenceForm(OnceForm):
    staff = ChoiceField(N_("Who is away"), coerce=int, translate=False)
    kind = ChoiceField(N_("Kind"), choices=list(KINDS.items()))
    first_on = DayField(N_("First day away"))
    last_on = DayField(N_("Last day away"), required=False, hint=N_("Empty: until he is back."))
    deputy = ChoiceField(
        N_("Stands in"), coerce=int, translate=False, required=False, hint=N_("Empty: the usual deputy.")
    )
    note = NoteField(N_("Note"), required=False)


class BackForm(Form):
    back_on = DayField(N_("Back on"))
    version = WholeField("version")


class CancelForm(Form):
    version = WholeField("version")


class DeputyForm(Form):
    deputy = ChoiceField(N_("Stands in as a rule"), coerce=int, translate=False, required=False)


class AbsenceFilter(Form):
    name = LineField(N_("Name of the person"), required=False)
    department = ChoiceField(N_("Department"), coerce=int, translate=False, required=False)
    state = ChoiceField(N_("State"), choices=tuple(STATES.items()))

    class Meta:
        csrf = False
