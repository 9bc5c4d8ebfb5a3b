"""Forms of orders and deliveries."""

from __future__ import annotations

from typing import Any

from app.complaints.deliveries.models import DeliveryNote
from app.complaints.deliveries.rules import LABELS, LONGEST_UNIT, MOST_PIECES, NewDelivery
from app.customers.files.queries import id_of
from app.domain.errors import Refused
from app.domain.money import Rate, format_rate, parse_rate
from app.domain.text import N_, Text
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, Typed, WholeField
from app.web.forms import Form, OnceForm, VersionFields


class RatioField(Typed):
    """A share of a whole, typed as 5% or 0.05; its data is Rate."""

    kind = "line"

    def parse(self, text: str) -> Rate:
        """Read a rate."""
        return parse_rate(text)

    def show(self, value: Any) -> str:
        """Write it in per cent."""
        return format_rate(value)


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Order, material, delivery note, product or customer"), required=False, longest=60)
    staff = ChoiceField(LABELS["staff_id"], required=False, coerce=int, translate=False)


class CustomerField(Form):
    customer = LineField(N_("Customer no."), longest=40)

    def customer_id(self) -> int:
        """The customer of the number that was typed. Raises Refused where there is none."""
        found = id_of(self.customer.data or "")
        if found is None:
            raise Refused(Text("There is no such customer."), field="customer")
        return found


class DeliveryFields(Form):
    order_number = LineField(LABELS["order_number"], longest=40)
    material_number = LineField(LABELS["material_number"], longest=40)
    note_number = LineField(LABELS["note_number"], longest=40)
    product = LineField(LABELS["product"], required=False)
    unit = LineField(LABELS["unit"], longest=LONGEST_UNIT, hint=N_("Such as 片, 件 or 公斤."))
    ordered = WholeField(LABELS["ordered"], low=1, high=MOST_PIECES)
    delivered = WholeField(LABELS["delivered"], high=MOST_PIECES)
    shipped_on = DayField(LABELS["shipped_on"])
    price_fen = MoneyField(LABELS["price_fen"])
    excess_ratio = RatioField(
        LABELS["excess_ratio"],
        required=False,
        hint=N_("As noted on the order, such as 0.05 for five in a hundred. Empty: none was noted."),
    )
    staff_id = ChoiceField(LABELS["staff_id"], required=False, coerce=int, translate=False)

    def delivery(self, customer_id: int) -> NewDelivery:
        """What was typed."""
        return NewDelivery(customer_id, **{name: getattr(self, name).data for name in LABELS})


class NewForm(CustomerField, DeliveryFields, OnceForm):
    pass


class ChangeForm(DeliveryFields, VersionFields):
    reason = NoteField(N_("Reason of the correction"), longest=500)


def typed(one: DeliveryNote) -> dict[str, Any]:
    """A delivery as the fields of its form."""
    return {name: getattr(one, name) for name in LABELS} | {"version": one.version}
