"""What the office has decided about taking money."""

from __future__ import annotations

from app.domain.money import Fen
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("billing.payments", Text("Payments"))
class PaymentPolicy:
    """Limits at the counter and who may take money back."""

    asks_above: Fen = value(
        Fen(1_000_000_00),
        Text("A payment above this amount asks once more"),
        row="G-12",
        unit=Text("yuan"),
        low=1,
    )
    transfer_reference: bool = value(True, Text("A bank transfer needs its reference"), row="G-12")
