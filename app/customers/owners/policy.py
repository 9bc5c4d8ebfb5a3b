"""How many look after an important customer."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("customers.owners", Text("Who looks after whom"))
class OwnerPolicy:
    """How many look after an important customer, the owner among them."""

    min_contacts: int = value(
        2,
        Text("So many members of staff look after an important customer, the owner among them"),
        row="C-22",
        unit=Text("people"),
        low=1,
        high=10,
    )
