"""Forms of calls."""

from __future__ import annotations

from app.domain.text import N_
from app.reception.calls.rules import FIRST_TIME, UNKNOWN, NewCall
from app.web.converters import read_id
from app.web.fields import ChoiceField, DayField, LineField, MomentField, YesField
from app.web.forms import Form, OnceForm


class CallForm(OnceForm):
    phone = LineField(N_("Telephone"), required=False, longest=40)
    name = LineField(N_("Name of the caller"), required=False)
    matter = LineField(N_("What the call is about"), longest=1000)
    answer = LineField(N_("What was answered"), required=False, longest=1000)
    purpose_id = ChoiceField(N_("Purpose"), coerce=read_id, translate=False)
    first_time = ChoiceField(N_("First call"), choices=list(FIRST_TIME.items()), default=UNKNOWN)
    source = LineField(N_("How the caller heard of us"), required=False)
    invited = YesField(N_("Invited to visit"))
    invited_for = DayField(N_("Invited for"), required=False, hint=N_("A day like 11-20; empty where none was named."))
    staff_id = ChoiceField(N_("Call taken by"), coerce=read_id, translate=False)
    called_at = MomentField(
        N_("Taken at"), required=False, hint=N_("Only for a call entered later, like 11-20 14:05; empty is now.")
    )
    matter_of_id = ChoiceField(N_("The same matter as"), coerce=read_id, translate=False, required=False)
    customer_id = ChoiceField(N_("Customer"), coerce=read_id, translate=False, required=False)

    def call(self) -> NewCall:
        """What was typed."""
        return NewCall(
            purpose_id=self.purpose_id.data,
            matter=self.matter.data or "",
            name=self.name.data or "",
            phone=self.phone.data,
            customer_id=self.customer_id.data,
            staff_id=self.staff_id.data,
            first_time=self.first_time.data,
            source=self.source.data,
            answer=self.answer.data,
            invited=self.invited.data,
            invited_for=self.invited_for.data,
            called_at=self.called_at.data,
            matter_of_id=self.matter_of_id.data,
        )


class FilterForm(Form):
    q = LineField(N_("Words or number"), required=False, longest=60)
    day = DayField(N_("Day"), required=False)
    staff = ChoiceField(N_("Call taken by"), coerce=read_id, translate=False, required=False)
    repeated = YesField(N_("Repeated calls only"))
