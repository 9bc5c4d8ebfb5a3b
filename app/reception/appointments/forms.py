"""Forms of appointments."""

from __future__ import annotations

from datetime import datetime, time

from wtforms import HiddenField

from app import clock
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.reception.appointments.models import Appointment
from app.reception.appointments.rules import APPOINTMENT, KINDS, MOST_IN_A_PARTY, STATES
from app.web.fields import ChoiceField, DayField, LineField, NoteField, Typed, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class TimeField(Typed):
    """A time of the day, typed as 14:30 or 1430."""

    kind = "time"

    def parse(self, text: str) -> time:
        """Read hours and minutes."""
        digits = text.replace("：", ":").replace(":", "").zfill(4)
        if not digits.isascii() or not digits.isdigit() or len(digits) > 4 or digits[:2] > "23" or digits[2:] > "59":
            raise Refused(Text("Please type a time like 14:30."))
        return time(int(digits[:2]), int(digits[2:]))

    def show(self, value: time) -> str:
        """Write 14:30."""
        return value.strftime("%H:%M")


class AppointmentFields(Form):
    day = DayField(N_("Day"))
    time = TimeField(N_("Time"), required=False, hint=N_("Empty: some time of the day."))
    phone = LineField(N_("Telephone"), required=False, longest=40)
    name = LineField(N_("Name of the visitor"), required=False, hint=N_("Empty: the customer's own name."))
    customer = LineField(N_("Customer"), required=False, hint=N_("Number, telephone or name, where he has a file."))
    purpose_id = ChoiceField(N_("What for"), coerce=int, translate=False)
    staff_id = ChoiceField(N_("Comes to see"), coerce=int, translate=False, required=False)
    party = WholeField(N_("How many people"), low=1, high=MOST_IN_A_PARTY, default=1)
    kind = ChoiceField(N_("Kind"), choices=list(KINDS.items()), default=APPOINTMENT)
    announced_by = LineField(
        N_("Old customer who telephoned"), required=False, hint=N_("Only for an announced friend.")
    )
    note = NoteField(N_("Remark"), required=False, longest=500)

    def moment(self) -> datetime | None:
        """The appointed time of the day; None where there is none."""
        if self.time.data is None:
            return None
        return clock.at_office(datetime.combine(self.day.data, self.time.data))


class NewForm(AppointmentFields, OnceForm):
    call_id = HiddenField()


class ChangeForm(AppointmentFields, VersionFields):
    pass


class CheckInForm(VersionFields, OnceForm):
    again = YesField(N_("Register once more"))


class CancelForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)


class FilterForm(Form):
    q = LineField(N_("Name, telephone or number"), required=False, longest=60)
    day = DayField(N_("Day"), required=False)
    state = ChoiceField(N_("State"), choices=list(STATES.items()), required=False)
    staff = ChoiceField(N_("Comes to see"), coerce=int, translate=False, required=False)


def typed(one: Appointment, customer: str | None, announced_by: str | None) -> dict[str, object]:
    """An appointment as the fields of its form."""
    names = ("day", "phone", "name", "purpose_id", "staff_id", "party", "kind", "note", "version")
    time = clock.local(one.at).time() if one.at else None
    return {name: getattr(one, name) for name in names} | {
        "time": time, "customer": customer, "announced_by": announced_by,
    }  # fmt: skip
