"""The forms of the queue: the visitor at the door, and the words that steps of a visit want."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.reception.queue.rules import CHANNELS, MOST_IN_A_PARTY, OUTCOMES, STATES, WALK_IN, name_and_phone
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields

BEEN = (("no", N_("Yes")), ("yes", N_("No, first time")), ("unknown", N_("Not asked yet")))
MORE = ("name", "channel", "forgot", "complains", "vip", "leader_named", "brought_by", "family_of", "party", "needs")


def rep(label: str) -> ChoiceField:
    """A box for a member of staff whom the visitor names."""
    return ChoiceField(label, coerce=int, required=False, translate=False)


class RegisterForm(OnceForm):
    """A visitor at the door; whoever is typed by telephone may have a name as well."""

    who = LineField(N_("Telephone or name"))
    purpose_id = ChoiceField(N_("What for"), coerce=int, translate=False)
    first_time = ChoiceField(N_("Been here before?"), choices=BEEN, default="unknown")
    asked_for = rep(N_("Asks for"))
    asked_for_2 = rep(N_("Also names"))
    asked_for_3 = rep(N_("Names as the third"))
    name = LineField(N_("Visitor's name"), required=False)
    channel = ChoiceField(N_("How the visitor comes"), choices=list(CHANNELS.items()), default=WALK_IN)
    forgot = YesField(N_("Forgot who received him"))
    complains = YesField(N_("Complains about staff"))
    vip = YesField(N_("Important guest"))
    leader_named = YesField(N_("A leader named the colleague"))
    brought_by = LineField(N_("Brought or sent by customer"), required=False, hint=N_("Number, telephone or name."))
    family_of = LineField(N_("Family of visitor"), required=False, hint=N_("The number of today, such as A007."))
    party = WholeField(N_("How many people"), low=1, high=MOST_IN_A_PARTY, default=1)
    needs = NoteField(N_("What the visitor wants"), required=False)
    customer_id = ChoiceField(N_("Known customer"), coerce=int, required=False, translate=False)
    hint = HiddenField()
    again = YesField(N_("Register once more"))

    def with_choices(self, purposes: list[tuple[int, str]], reps: list[tuple[int, str]]) -> RegisterForm:
        """The form with the office's purposes and reps; the first purpose is the usual one."""
        self.purpose_id.choices = purposes
        if self.purpose_id.raw_data is None and purposes:
            self.purpose_id.data = purposes[0][0]
        for item in (self.asked_for, self.asked_for_2, self.asked_for_3):
            item.choices = reps
        return self

    def phone(self) -> str | None:
        """The telephone number among what was typed."""
        return name_and_phone(self.who.data or "")[1]

    def spoken_name(self) -> str:
        """The name that was typed, in whichever box; empty where there is none."""
        return str(self.name.data or name_and_phone(self.who.data or "")[0])

    def named(self) -> tuple[int, ...]:
        """The reps whom the visitor named, in that order."""
        return tuple(one.data for one in (self.asked_for, self.asked_for_2, self.asked_for_3) if one.data)

    def has_more(self) -> bool:
        """True where something stands among the rarer fields, so that they must be seen."""
        return any(self[key].errors or self[key].data not in (None, "", False, 1, WALK_IN) for key in MORE)


class StepForm(Form):
    """The words and choices that steps of a visit want; each step reads its own."""

    reason = LineField(N_("Reason"), required=False, longest=200)
    note = NoteField(N_("Note"), required=False)
    outcome = ChoiceField(N_("Result of the visit"), choices=list(OUTCOMES.items()), required=False)
    staff_id = ChoiceField(N_("Transfer to"), coerce=int, required=False, translate=False)
    purpose_id = ChoiceField(N_("To the line of"), coerce=int, required=False, translate=False)
    desk_id = ChoiceField(N_("To the desk"), coerce=int, required=False, translate=False)
    customer = LineField(N_("Customer"), required=False, hint=N_("Number, telephone or name."))
    then = HiddenField()
    back = HiddenField()
    in_box = HiddenField()

    def chosen(self, name: str) -> int:
        """The person, line or desk that was chosen. Raises Refused where none was."""
        value = self[name].data
        if value is None:
            raise Refused(Text("Please choose one of the list."), field=name)
        return int(value)

    def take_choices(self, **choices: list[tuple[int, str]]) -> StepForm:
        """The form with the office's people, purposes and desks."""
        for name, pairs in choices.items():
            self[name].choices = pairs
        return self


class VisitorForm(VersionFields):
    """Who the visitor is, where the door heard it wrongly or late."""

    name = LineField(N_("Visitor's name"), required=False)
    phone = LineField(N_("Telephone"), required=False)
    party = WholeField(N_("How many people"), low=1, high=MOST_IN_A_PARTY)
    first_time = ChoiceField(N_("Been here before?"), choices=BEEN)
    vip = YesField(N_("Important guest"))
    needs = NoteField(N_("What the visitor wants"), required=False)

    def values(self) -> dict[str, Any]:
        """What was typed, by the words of Visit."""
        return {name: self[name].data for name in ("name", "phone", "party", "first_time", "vip", "needs")}


class DayForm(Form):
    """What the list of a day is narrowed to; it lives in the address."""

    day = DayField(N_("Day"), required=False)
    state = ChoiceField(N_("State"), choices=list(STATES.items()), required=False)
    purpose = ChoiceField(N_("What for"), coerce=int, required=False, translate=False)
    channel = ChoiceField(N_("How the visitor comes"), choices=list(CHANNELS.items()), required=False)
    staff = ChoiceField(N_("Receiving colleague"), coerce=int, required=False, translate=False)
    q = LineField(N_("Number, name or telephone"), required=False)
