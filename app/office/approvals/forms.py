"""Forms of requests and of the matrix."""

from app.domain.text import N_
from app.office.approvals.words import MODES, STATES, WHO
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm

DEEDS = {
    "approve": N_("Approve"),
    "refuse": N_("Refuse"),
    "ask": N_("Ask back"),
    "answer": N_("Answer"),
    "withdraw": N_("Withdraw"),
}


class DecisionForm(Form):
    version = WholeField(N_("Version"), low=1)
    words = NoteField(
        N_("Words"), required=False, hint=N_("Needed to refuse, to ask back and to answer. The submitter reads them.")
    )
    deed = ChoiceField(N_("Decision"), choices=list(DEEDS.items()))


class FilterForm(Form):
    words = LineField(N_("Number or title"), required=False)
    state = ChoiceField(N_("State"), choices=list(STATES.items()), required=False)
    matter = ChoiceField(N_("Matter"), required=False, translate=False)
    department = ChoiceField(N_("Department"), required=False, coerce=int, translate=False)
    since = DayField(N_("Submitted from"), required=False)
    until = DayField(N_("Submitted to"), required=False)


class WaitingForm(Form):
    matter = ChoiceField(N_("Matter"), required=False, translate=False)


class MineForm(Form):
    state = ChoiceField(N_("State"), choices=list(STATES.items()), required=False)


class ChainForm(OnceForm):
    version = WholeField(N_("Version"), low=1, required=False)
    name = LineField(N_("Name"))
    department = ChoiceField(
        N_("Department"),
        coerce=int,
        translate=False,
        required=False,
        hint=N_("Empty: for every department without a row of its own."),
    )
    amount_from = MoneyField(N_("From this amount"), required=False, hint=N_("Included. Empty: without limit."))
    amount_to = MoneyField(N_("Below this amount"), required=False, hint=N_("Not included. Empty: without limit."))


class StepForm(Form):
    version = WholeField(N_("Version"), low=1)
    label = LineField(N_("Name of the step"))
    who = ChoiceField(N_("Who is asked"), choices=list(WHO.items()))
    position = ChoiceField(
        N_("Position"),
        coerce=int,
        translate=False,
        required=False,
        hint=N_("Whose holders are asked, or at which the line of superiors ends."),
    )
    role = ChoiceField(N_("Role"), coerce=int, translate=False, required=False)
    person = ChoiceField(N_("Person"), coerce=int, translate=False, required=False)
    at_home = YesField(N_("Only within the department of the request"))
    mode = ChoiceField(N_("How many must say yes"), choices=list(MODES.items()))


class VersionForm(Form):
    version = WholeField(N_("Version"), low=1)
