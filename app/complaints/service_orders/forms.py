"""Forms of repair requests and service orders."""

from __future__ import annotations

from datetime import datetime

from wtforms import HiddenField

from app.complaints.service_orders.queries import EVERY, LATE, OPEN
from app.complaints.service_orders.rules import (
    AFTER,
    PARTS,
    PRIVATE,
    STATES,
    WARRANTY,
    WITHIN,
    WORDS,
    NewRequest,
    Order,
)
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MomentField, MoneyField, NoteField, YesField
from app.web.forms import Form, OnceForm, VersionFields

PERSON = N_("Person who carries it out")
WHETHER = {WITHIN: True, AFTER: False}


def warranty_of(chosen: str | None) -> bool | None:
    """Whether it is within warranty, as chosen; None for nothing chosen."""
    return WHETHER.get(chosen or "")


def choice_of(warranty: bool | None) -> str | None:
    """The choice that says so."""
    return next((name for name, value in WHETHER.items() if value is warranty), None)


class FilterForm(Form):
    q = LineField(N_("Number, name, telephone or place"), required=False, longest=60)
    state = ChoiceField(
        N_("State"),
        required=False,
        choices=[(OPEN, N_("Open")), (LATE, N_("Late")), *STATES.items(), (EVERY, N_("All"))],
    )
    mine = YesField(N_("My orders"))


class RequestFields(Form):
    place = LineField(N_("Where it is to be repaired"), longest=200, hint=N_("Estate, house, flat, room."))
    what = NoteField(N_("What is to be repaired"))
    part = ChoiceField(N_("Part of the building"), choices=list(PARTS.items()), default=PRIVATE)
    warranty = ChoiceField(
        N_("Warranty"), choices=list(WARRANTY.items()), required=False, hint=N_("Empty while it is not known.")
    )


class NewForm(OnceForm, RequestFields):
    customer = LineField(N_("Customer number or name"), required=False)
    contact_name = LineField(N_("Name of whoever asks"), required=False, longest=60)
    contact_phone = LineField(N_("Telephone"), required=False, longest=40)
    asked_at = MomentField(N_("Asked for at"))
    came_from = HiddenField()

    def request(self, customer_id: int | None, came_from: str | None) -> NewRequest:
        """What was typed."""
        at: datetime = self.asked_at.data
        return NewRequest(
            place=self.place.data or "",
            what=self.what.data or "",
            part=self.part.data,
            asked_at=at,
            warranty=warranty_of(self.warranty.data),
            customer_id=customer_id,
            contact_name=self.contact_name.data,
            contact_phone=self.contact_phone.data,
            came_from=came_from,
        )


class ChangeForm(VersionFields, RequestFields):
    pass


class AcceptForm(VersionFields):
    task = NoteField(N_("What is to be done"))
    staff_id = ChoiceField(PERSON, required=False, coerce=int, translate=False)
    department_id = ChoiceField(N_("Or a team"), required=False, coerce=int, translate=False)
    due_on = DayField(
        N_("Promised by"), required=False, hint=N_("Empty: the usual time of the office. The day is watched.")
    )
    fee_fen = MoneyField(N_("Fee told to the customer"), required=False)

    def order(self) -> Order:
        """What was typed."""
        parts = (self.staff_id.data, self.department_id.data, self.due_on.data, self.fee_fen.data)
        return Order(self.task.data or "", *parts)


class ReferForm(VersionFields):
    referred_to = LineField(N_("Developer or contractor who was told"))
    words = NoteField(N_("What was passed on"), required=False)
    told_on = DayField(N_("The owner was told so on"))


class RefuseForm(VersionFields):
    words = NoteField(N_("What the owner was told"), hint=N_("Why it is his own matter, and who could help him."))
    told_on = DayField(N_("The owner was told so on"))


class HandForm(VersionFields):
    staff_id = ChoiceField(PERSON, coerce=int, translate=False)


class FinishForm(VersionFields):
    done_at = MomentField(N_("Done at"))
    result = NoteField(N_("What was done to repair it"))
    fee_fen = MoneyField(N_("Fee taken"), required=False)
    satisfied = ChoiceField(N_("Word of the customer"), choices=list(WORDS.items()), required=False)


class AskAfterForm(VersionFields):
    satisfied = ChoiceField(N_("Word of the customer"), choices=list(WORDS.items()))


class CancelForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)
