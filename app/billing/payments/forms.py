"""The forms of payments."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from app.billing.payments.feature import AT_THE_COUNTER, CASH, CHANNELS
from app.billing.payments.rules import origin_of
from app.domain.text import N_
from app.exchange.cells import to_identifier
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, YesField
from app.web.forms import Form, OnceForm


class ReferenceField(LineField):
    """The number under which a bank, card or app knows a payment, read as the import reads it."""

    def parse(self, text: str) -> str:
        """Without blanks, at most 40 characters."""
        return to_identifier(text)


class PaymentForm(OnceForm):
    """Money over the counter; `first` is the statement the customer named."""

    amount = MoneyField(N_("Amount"))
    channel = ChoiceField(N_("How it is paid"), choices=[(key, CHANNELS[key]) for key in AT_THE_COUNTER], default=CASH)
    tendered = MoneyField(N_("Handed over"), required=False, hint=N_("Cash only. Empty means the exact amount."))
    reference = ReferenceField(N_("Reference"), required=False, hint=N_("Of the card slip, the app or the bank."))
    payer = LineField(N_("Paid by"), required=False, hint=N_("Only where it is somebody else."))
    sure = YesField(N_("Yes, this large amount is right"))
    first = HiddenField()
    origin = HiddenField()

    def named(self) -> int | None:
        """The id of the statement that the customer named; None where none was."""
        text = str(self.first.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    def money(self) -> dict[str, Any]:
        """What was typed, as `take_payment` wants it."""
        return {
            "amount": self.amount.data,
            "channel": self.channel.data,
            "tendered": self.tendered.data,
            "reference": self.reference.data,
            "payer": self.payer.data,
            "first": self.named(),
            "origin": origin_of(self.origin.data),
            "sure": self.sure.data,
        }


class ReversalForm(OnceForm):
    """Taking a payment back, with the reason."""

    reason = NoteField(N_("Reason"))


class AssignForm(OnceForm):
    """Saying to whom a waiting payment belongs."""

    account = LineField(N_("Account number"), longest=40)


class ReturnForm(OnceForm):
    """Sending a waiting payment back, with the reason."""

    reason = NoteField(N_("Reason"))


class FilterForm(Form):
    """What the list of payments is narrowed to; everything stands in the address."""

    class Meta:
        csrf = False

    since = DayField(N_("From"), required=False)
    until = DayField(N_("To"), required=False)
    channel = ChoiceField(N_("How it is paid"), required=False, choices=list(CHANNELS.items()))
    cashier = ChoiceField(N_("Taken by"), required=False, coerce=int, translate=False)
    account = LineField(N_("Account number"), required=False, longest=40)
