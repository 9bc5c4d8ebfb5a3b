"""Forms of admission."""

from __future__ import annotations

from app.customers.admission.rules import DISQUALIFIED, GROUNDS, LIFTED, SUSPENDED
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, NoteField, WholeField
from app.web.forms import Form, OnceForm

DEEDS = [
    (SUSPENDED, N_("Suspend business")),
    (LIFTED, N_("Lift the suspension")),
    (DISQUALIFIED, N_("Disqualify the customer")),
]


class ApplyForm(OnceForm):
    purpose = NoteField(
        N_("Business wanted"), longest=500, hint=N_("What the customer wants to buy, how much, since when.")
    )


class LiftForm(Form):
    version = WholeField(N_("Version"))
    reason = NoteField(N_("Reason"), longest=500)


class ProposeForm(OnceForm):
    deed = ChoiceField(N_("What is proposed"), choices=DEEDS)
    ground = ChoiceField(
        N_("Ground"), choices=list(GROUNDS.items()), required=False, hint=N_("Only for a disqualification.")
    )
    reason = NoteField(
        N_("What happened, and what proves it"), hint=N_("Attach papers to the admission: whoever decides sees them.")
    )


class FiledForm(OnceForm):
    day = DayField(N_("Put on record on"))
