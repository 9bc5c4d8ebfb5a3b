"""Forms of allowance certificates and of the papers that prove a return or an allowance."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.complaints.allowances.models import Allowance
from app.complaints.allowances.rules import CERTIFICATE, PROOFS, STATES, NewAllowance, NewProof
from app.complaints.deliveries.rules import MOST_PIECES
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields

NAMES = ("invoice_number", "invoice_on", "product", "quantity", "price_fen", "amount_fen", "tax_fen", "reason")
PROVING = ("kind", "received_on", "stamped", "invoice_number", "quantity", "price_fen", "amount_fen", "note")


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Number of certificate or complaint, or customer"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))


class AllowanceFields(Form):
    product = LineField(N_("Product"), required=False)
    invoice_number = LineField(N_("Invoice number"), required=False, longest=40)
    invoice_on = DayField(N_("Invoice of"), required=False)
    quantity = WholeField(N_("Quantity"), required=False, low=1, high=MOST_PIECES)
    price_fen = MoneyField(N_("Allowance on one unit, before tax"), required=False)
    amount_fen = MoneyField(N_("Amount before tax"), required=False, hint=N_("Empty: quantity times the allowance."))
    tax_fen = MoneyField(N_("Tax"), required=False, hint=N_("Empty: worked out by the rate of the office."))
    reason = NoteField(N_("Reason, as the customer reads it"), longest=500)

    def allowance(self) -> NewAllowance:
        """What was typed."""
        return NewAllowance(**{name: getattr(self, name).data for name in NAMES})


class NewForm(AllowanceFields, OnceForm):
    pass


class ChangeForm(AllowanceFields, VersionFields):
    pass


class StampForm(VersionFields):
    stamped_on = DayField(N_("Stamped on"))
    stamped_by = LineField(N_("Who stamped it"), hint=N_("Name of the customer's person."))


class VoidForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)


class ProofForm(OnceForm):
    kind = ChoiceField(N_("Which paper"))
    received_on = DayField(N_("Received on"))
    stamped = YesField(N_("The buyer's stamp is on it"))
    invoice_number = LineField(N_("Invoice number"), required=False, longest=40)
    quantity = WholeField(N_("Quantity"), required=False, high=MOST_PIECES)
    price_fen = MoneyField(N_("Price before tax"), required=False)
    amount_fen = MoneyField(N_("Amount before tax"), required=False)
    note = NoteField(N_("Note"), required=False, longest=500)

    def offer(self, ways: Collection[str]) -> None:
        """Let the papers be chosen that the office takes for a proof."""
        self.kind.choices = [(one, PROOFS[one]) for one in ways]
        if not self.kind.data:
            self.kind.data = CERTIFICATE

    def proof(self) -> NewProof:
        """What was typed."""
        return NewProof(**{name: getattr(self, name).data for name in PROVING})


def typed(one: Allowance) -> dict[str, Any]:
    """A certificate as the fields of its form."""
    return {name: getattr(one, name) for name in NAMES} | {"version": one.version}
