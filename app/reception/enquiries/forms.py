"""Forms of enquiries."""

from __future__ import annotations

from wtforms import HiddenField

from app.domain.text import N_
from app.reception.enquiries.queries.lists import EVERY, LATE
from app.reception.enquiries.rules import CHANNELS, DONE, KINDS, REFERRED, STATES, NewEnquiry
from app.reception.enquiries.service import NewSlip
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields

KEEP, AT_ONCE, ON = "keep", "at_once", "on"
THEN = {
    KEEP: N_("I see to it"),
    AT_ONCE: N_("Finished at once"),
    ON: N_("Hand it on"),
}
ENDINGS = {DONE: N_("Done"), REFERRED: N_("Not ours: referred elsewhere")}


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Name, telephone or number"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=[*STATES.items(), (LATE, N_("Late")), (EVERY, N_("All"))])
    kind = ChoiceField(N_("Kind"), required=False, choices=list(KINDS.items()))
    channel = ChoiceField(N_("How it came"), required=False, choices=list(CHANNELS.items()))
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)
    department = ChoiceField(N_("Department"), required=False, coerce=int, translate=False)
    again = YesField(N_("Asked again only"))


class NewForm(OnceForm):
    phone = LineField(N_("Telephone"), required=False, longest=40)
    name = LineField(N_("Name of whoever asks"), required=False)
    kind = ChoiceField(N_("Kind"), choices=list(KINDS.items()), default="service")
    channel = ChoiceField(N_("How it came"), choices=list(CHANNELS.items()), default="counter")
    matter = NoteField(N_("What was asked"))
    weighty = YesField(
        N_("A matter of weight for the company"), hint=N_("It is reported to the general manager at once.")
    )
    then = ChoiceField(N_("What next"), choices=list(THEN.items()), default=KEEP)
    result = NoteField(N_("Result"), required=False, hint=N_("Where it was finished at once."))
    to = ChoiceField(
        N_("Hand it on to"),
        required=False,
        coerce=int,
        translate=False,
        hint=N_("Empty: to whoever the rules of the office name."),
    )
    days = WholeField(N_("Answer within (working days)"), required=False, low=1, high=60)
    customer_id = ChoiceField(N_("Customer"), coerce=int, translate=False, required=False)
    matter_of = ChoiceField(N_("The same matter?"), translate=False, required=False)
    visit_id = HiddenField()
    call_id = HiddenField()

    def enquiry(self, *, visit_id: int | None, call_id: int | None) -> NewEnquiry:
        """What was typed."""
        chosen = self.matter_of.data or ""
        return NewEnquiry(
            name=self.name.data or "",
            matter=self.matter.data or "",
            kind=self.kind.data,
            channel=self.channel.data,
            phone=self.phone.data,
            customer_id=self.customer_id.data,
            weighty=bool(self.weighty.data),
            matter_of_id=int(chosen) if chosen.isdigit() else None,
            visit_id=visit_id,
            call_id=call_id,
            days=self.days.data,
        )


class HandOnForm(VersionFields):
    to = ChoiceField(N_("Colleague"), required=False, coerce=int, translate=False)
    department = ChoiceField(N_("Or the head of a department"), required=False, coerce=int, translate=False)
    words = NoteField(N_("What the other has to know"), required=False)


class GiveBackForm(VersionFields):
    reason = NoteField(N_("Why you give it back"))


class FinishForm(VersionFields):
    state = ChoiceField(N_("How it ended"), choices=list(ENDINGS.items()), default=DONE)
    result = NoteField(N_("Result"))


class TellForm(VersionFields):
    words = NoteField(N_("Words to the general manager"), required=False)


class NoteForm(Form):
    words = NoteField(N_("Words to whoever has the matter"), required=False)


class SlipForm(OnceForm, VersionFields):
    department_id = ChoiceField(N_("To the department"), coerce=int, translate=False)
    to_id = ChoiceField(N_("For the attention of"), required=False, coerce=int, translate=False)
    asked = NoteField(N_("What the department is asked to do"))
    done_already = NoteField(
        N_("What was done already"), required=False, hint=N_("Needed where the problem was solved before.")
    )
    due_on = DayField(N_("Wanted by"), required=False)

    def slip(self) -> NewSlip:
        """What was typed."""
        return NewSlip(
            self.department_id.data, self.asked.data or "", self.to_id.data, self.done_already.data, self.due_on.data
        )


class PeriodForm(Form):
    since = DayField(N_("From"))
    until = DayField(N_("Until"))
