"""Forms of decisions, meetings and objections."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from app.complaints.cases.words import REMEDIES
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.rules import STATES, WHOSE, Proposal, in_order
from app.complaints.decisions.service import NewMeeting
from app.domain.money import Fen
from app.domain.text import N_, Text
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, WholeField
from app.web.forms import Form, OnceForm, VersionFields
from app.web.language import say

MOST_PIECES = 10**12
YES, NO = "yes", "no"
UPHELD = ((YES, N_("Upheld")), (NO, N_("Not upheld")))


class RemediesField(Field):
    """Remedies, several of them, each a box to tick."""

    kind = "remedies"
    required = True

    def __init__(self, label: str, *, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, default=(), **kwargs)
        self.hint = hint

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what stands in the list, in its order."""
        self.unknown = any(one not in REMEDIES for one in valuelist)
        self.data = in_order([str(one) for one in valuelist])

    def pre_validate(self, form: Any) -> None:
        """Refuse what the list does not have; nothing chosen is refused by the rule."""
        if getattr(self, "unknown", False):
            raise StopValidation(say(Text("Please choose one of the list.")))

    def pairs(self) -> list[tuple[str, str]]:
        """The choices as value and what the user reads."""
        return [(value, say(Text(name))) for value, name in REMEDIES.items()]


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))


class ProposalFields(Form):
    upheld = ChoiceField(N_("Is the complaint upheld"), choices=UPHELD)
    remedies = RemediesField(N_("What is granted"))
    amount = MoneyField(
        N_("What it costs"), hint=N_("In yuan, 0 where it costs nothing. It says who has the authority to decide.")
    )
    return_quantity = WholeField(
        N_("Quantity that may come back"), required=False, low=0, high=MOST_PIECES,
        hint=N_("Where goods come back. The store and accounting compare what comes with it."),
    )  # fmt: skip
    words = NoteField(N_("Decision in the office's words"), longest=5000, hint=N_("Never leaves the office."))
    for_customer = NoteField(
        N_("What may be told to the customer"), longest=5000, hint=N_("Goes into the letter: nobody promises more.")
    )

    def proposal(self) -> Proposal:
        """What was typed."""
        return Proposal(
            upheld=self.upheld.data == YES, remedies=self.remedies.data, amount=self.amount.data or Fen(0),
            words=self.words.data, for_customer=self.for_customer.data, return_quantity=self.return_quantity.data,
        )  # fmt: skip


class ProposeForm(ProposalFields, OnceForm):
    pass


class ChangeForm(ProposalFields, VersionFields, OnceForm):
    reason = NoteField(N_("Why it is changed"), longest=500)


class ConfirmForm(VersionFields):
    reason = NoteField(N_("Why the decision still holds"), longest=500)


class MeetingForm(OnceForm):
    held_on = DayField(N_("Held on"))
    attendees = LineField(N_("Who was there"), longest=300)
    minutes = NoteField(N_("Minutes of the meeting"), longest=10_000)
    resolved = NoteField(N_("What was resolved"), longest=5000)

    def meeting(self) -> NewMeeting:
        """What was typed."""
        return NewMeeting(self.held_on.data, self.attendees.data, self.minutes.data, self.resolved.data)


class ObjectForm(OnceForm):
    whose = ChoiceField(N_("Who objects"), choices=list(WHOSE.items()))
    reason = NoteField(N_("Why the decision should not hold"), longest=5000)


class NoteForm(Form):
    pass


def typed(one: ComplaintDecision) -> dict[str, Any]:
    """A decision as the fields of its form."""
    return {
        "upheld": YES if one.upheld else NO,
        "remedies": tuple(one.remedies),
        "amount": Fen(one.amount_fen),
        "return_quantity": one.return_quantity,
        "words": one.words,
        "for_customer": one.for_customer,
        "version": one.version,
    }
