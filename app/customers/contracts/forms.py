"""Forms of contracts."""

from __future__ import annotations

from typing import Any

from app.customers.contracts.models import Contract
from app.customers.contracts.rules import CANCELLED, ENDED, LABELS, STANDINGS, NewContract
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Number, words or customer"), required=False, longest=60)
    standing = ChoiceField(N_("State"), required=False, choices=list(STANDINGS.items()))
    staff = ChoiceField(N_("Responsible"), required=False, coerce=int, translate=False)


class ContractFields(Form):
    title = LineField(LABELS["title"])
    number = LineField(
        LABELS["number"], required=False, longest=40, hint=N_("Empty: the next number of the office's own series.")
    )
    signed_on = DayField(LABELS["signed_on"])
    from_on = DayField(LABELS["from_on"], required=False)
    until_on = DayField(LABELS["until_on"], required=False, hint=N_("Empty: without an end."))
    amount = MoneyField(LABELS["amount"], required=False)
    our_part = NoteField(LABELS["our_part"], required=False)
    their_part = NoteField(LABELS["their_part"], required=False)
    blank_number = LineField(LABELS["blank_number"], required=False, longest=40)
    staff_id = ChoiceField(LABELS["staff_id"], required=False, coerce=int, translate=False)

    def contract(self) -> NewContract:
        """What was typed."""
        return NewContract(**{name: getattr(self, name).data for name in LABELS})


class NewForm(ContractFields, OnceForm):
    pass


class ChangeForm(ContractFields, VersionFields):
    reason = NoteField(N_("Reason of the correction"), longest=500)


class CloseForm(VersionFields):
    state = ChoiceField(
        N_("What happens"),
        choices=[(ENDED, N_("It is over: end it")), (CANCELLED, N_("It does not hold: cancel it"))],
        default=ENDED,
    )
    reason = NoteField(N_("Reason"), longest=500)


def typed(one: Contract) -> dict[str, Any]:
    """A contract as the fields of its form."""
    return {name: getattr(one, name) for name in LABELS} | {"version": one.version}
