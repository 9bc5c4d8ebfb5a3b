"""What an order with its delivery must say, and whose excess ratio holds (F-98, K-36)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.money import Fen, Rate
from app.domain.text import N_, Text

MOST_PIECES = 1_000_000_000
LONGEST_UNIT = 20
CUSTOMER, OFFICE = "customer", "office"
WHOSE: Mapping[str, str] = {CUSTOMER: N_("The customer's, noted on the order"), OFFICE: N_("The office's own rule")}

LABELS: Mapping[str, str] = {
    "order_number": N_("Order number"),
    "material_number": N_("Material number"),
    "note_number": N_("Delivery note"),
    "product": N_("Product"),
    "unit": N_("Unit of the goods"),
    "ordered": N_("Ordered quantity"),
    "delivered": N_("Delivered quantity"),
    "shipped_on": N_("Shipped on"),
    "price_fen": N_("Price of one unit before tax"),
    "excess_ratio": N_("Excess acceptance ratio of the customer"),
    "staff_id": N_("Sales person"),
}


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """An order with its delivery (订单/交货单) as it is entered: whole pieces, the price of one in fen before tax."""

    customer_id: int
    order_number: str
    material_number: str
    note_number: str
    unit: str
    ordered: int
    delivered: int
    shipped_on: date
    price_fen: Fen
    product: str | None = None
    excess_ratio: Rate | None = None
    staff_id: int | None = None


def check(new: NewDelivery, today: date) -> None:
    """Refuse what an order cannot say: quantities and prices below nothing, goods shipped in days to come (F-98).

    More may be delivered than was ordered: that is what the ratio is for.
    """
    for name in ("order_number", "material_number", "note_number", "unit"):
        if not getattr(new, name).strip():
            raise Refused(Text("Please fill this in."), field=name)
    if not 1 <= new.ordered <= MOST_PIECES:
        raise Refused(Text("At least one piece is ordered."), field="ordered")
    if not 0 <= new.delivered <= MOST_PIECES:
        raise Refused(Text("A delivered quantity is not below zero."), field="delivered")
    if new.price_fen < 0:
        raise Refused(Text("A price is not below zero."), field="price_fen")
    if new.shipped_on > today:
        raise Refused(Text("Goods that leave later are no delivery yet."), field="shipped_on")
    if len(new.unit.strip()) > LONGEST_UNIT:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST_UNIT), field="unit")


def whose_ratio(noted: Rate | None, office: Rate) -> tuple[Rate, str]:
    """The excess ratio that holds, and whose it is: the customer's where he noted one, else the office's (K-36)."""
    return (office, OFFICE) if noted is None else (noted, CUSTOMER)
