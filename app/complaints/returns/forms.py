"""Forms of return slips and of the store."""

from __future__ import annotations

from typing import Any

from app.complaints.deliveries.rules import LONGEST_UNIT, MOST_PIECES
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.rules import HANDLINGS, STATES, NewSlip
from app.complaints.returns.service import NewReceipt
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, WholeField
from app.web.forms import Form, OnceForm, VersionFields

NAMES = (
    "order_number", "material_number", "product", "unit", "slip_quantity", "price_fen", "handling", "reason", "basis",
)  # fmt: skip


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Number of slip, complaint, order or material, or customer"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))


class SlipFields(Form):
    slip_quantity = WholeField(N_("Quantity that comes back"), low=1, high=MOST_PIECES)
    unit = LineField(N_("Unit of the goods"), longest=LONGEST_UNIT)
    order_number = LineField(N_("Order number"), required=False, longest=40)
    material_number = LineField(N_("Material number"), longest=40)
    product = LineField(N_("Product"), required=False)
    price_fen = MoneyField(N_("Price of one unit before tax"))
    handling = ChoiceField(N_("Handling of the goods"), choices=list(HANDLINGS.items()))
    reason = NoteField(N_("Reason of the return, as the customer reads it"), longest=500)
    basis = LineField(N_("Basis"), hint=N_("The decision by which the goods come back."))

    def slip(self) -> NewSlip:
        """What was typed."""
        return NewSlip(**{name: getattr(self, name).data for name in NAMES})


class NewForm(SlipFields, OnceForm):
    pass


class ChangeForm(SlipFields, VersionFields):
    pass


class ReceiveForm(VersionFields):
    received_quantity = WholeField(N_("Counted quantity"), high=MOST_PIECES)
    received_on = DayField(N_("Received on"))
    note = NoteField(N_("Note of the store"), required=False, longest=500)
    question = NoteField(
        N_("Question, where the goods differ from the slip"),
        required=False,
        longest=500,
        hint=N_("Nobody signs for other goods than the slip says before somebody with authority has said what to do."),
    )

    def receipt(self) -> NewReceipt:
        """What was typed."""
        return NewReceipt(self.received_quantity.data, self.received_on.data, self.note.data, self.question.data)


class VoidForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)


def typed(one: ReturnSlip) -> dict[str, Any]:
    """A slip as the fields of its form."""
    return {name: getattr(one, name) for name in NAMES} | {"version": one.version}
