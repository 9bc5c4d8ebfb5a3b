"""Forms of expense claims."""

from __future__ import annotations

from app.customers.expenses.rules import KINDS, STATES, NewClaim
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Claim number or customer"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))
    kind = ChoiceField(N_("Kind"), required=False, choices=list(KINDS.items()))
    staff = ChoiceField(N_("Claimed by"), required=False, coerce=int, translate=False)
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)


class ClaimForm(OnceForm):
    customer = LineField(
        N_("Customer"),
        hint=N_("Number or whole name. Expenses of a customer who is not on file are not reimbursed."),
    )
    kind = ChoiceField(N_("Kind of expense"), choices=list(KINDS.items()))
    spent_on = DayField(N_("Spent on"))
    amount = MoneyField(N_("Amount"))
    purpose = NoteField(N_("What the money was spent for"), longest=500)

    def claim(self) -> NewClaim:
        """What was typed."""
        return NewClaim(
            self.kind.data, self.customer.data or "", self.spent_on.data, self.amount.data, self.purpose.data or ""
        )


class DecideForm(VersionFields):
    pass


class RefuseForm(VersionFields):
    reason = NoteField(N_("Why it is refused"), longest=500)
