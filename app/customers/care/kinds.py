"""What stands above is told when somebody reports a contact: one hook, called inside the unit of work.

`contact_reported(customer_id, staff_id, met_on, *, by)`: a member of staff was in contact with a customer on that day.
"""

from __future__ import annotations

from datetime import date

from app.domain.actor import Actor
from app.web import registry


def contact_reported(customer_id: int, staff_id: int, met_on: date, *, by: Actor) -> None:
    """Tell whoever listens."""
    for tell in registry.hooked("contact_reported"):
        tell(customer_id, staff_id, met_on, by=by)
