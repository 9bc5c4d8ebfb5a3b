"""Forms of failures."""

from __future__ import annotations

from wtforms import HiddenField

from app.complaints.failures.queries import EVERY, RUNNING
from app.complaints.failures.rules import ANALYSIS, STATES
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MomentField, NoteField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    q = LineField(N_("Number, place or symptom"), required=False, longest=60)
    state = ChoiceField(
        N_("State"),
        required=False,
        choices=[(RUNNING, N_("Not over yet")), *STATES.items(), (EVERY, N_("All"))],
    )


class ReportForm(OnceForm):
    happened_at = MomentField(N_("When it began"))
    place = LineField(N_("Where it is"), longest=200)
    symptom = NoteField(N_("What can be seen of it"))
    plan = NoteField(N_("What is planned"), required=False)
    customer = LineField(N_("Customer number or name"), required=False)
    solved_first = YesField(
        N_("Technical service acts at once, the work-contact slip follows"), hint=N_("It is watched that it follows.")
    )
    signatory_id = ChoiceField(
        N_("Sales signatory"),
        required=False,
        coerce=int,
        translate=False,
        hint=N_("Empty: who looks after the customer, else as the office has laid down."),
    )
    manager_id = ChoiceField(
        N_("Responsible manager"),
        required=False,
        coerce=int,
        translate=False,
        hint=N_("Empty: as the office has laid down."),
    )
    complaint_id = HiddenField()


class NoteForm(Form):
    words = LineField(N_("What happens now"), longest=1000)
    told = LineField(N_("Whom you told"), required=False, longest=60)


class EndForm(VersionFields):
    ended_at = MomentField(N_("When it was over"))
    words = NoteField(N_("How it ended"), required=False)
    solved_first = YesField(N_("It was solved before the work-contact slip, which follows"))


class SlipForm(VersionFields):
    number = LineField(
        N_("Number of the work-contact slip"), longest=40, hint=N_("As it stands on the slip, such as LD2611-001.")
    )


class AnalyseForm(VersionFields):
    effect = NoteField(ANALYSIS["effect"])
    handling = NoteField(ANALYSIS["handling"])
    cause = NoteField(ANALYSIS["cause"])
    corrective = NoteField(ANALYSIS["corrective"])
    preventive = NoteField(ANALYSIS["preventive"])


class SendForm(VersionFields):
    sent_customer_on = DayField(N_("Sent to the customer on"), required=False)
    sent_business_on = DayField(N_("Sent to the business department on"), required=False)
