"""Writing things down on a complaint: what is typed is read by the rules, and what follows from it happens at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.complaints.cases import fields as of
from app.complaints.cases.models import Complaint
from app.complaints.cases.rules import CHOOSE, check_all, read_value, settled
from app.complaints.cases.service import clocks
from app.complaints.cases.service.placing import columns_of, index, today
from app.complaints.causes.models import ComplaintCause
from app.customers.files.models import Customer
from app.customers.files.queries import card_visible
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.office.history.service import changes
from app.office.staff.models import Department
from app.unit_of_work import current_work

FOUND_BY = {"contact_name", "contact_phone", "customer_id", "matter", "product", "order_number", "material_number"}
TIMED_BY = {"severity", "origin"}


def write_down(one: Complaint, values: Mapping[str, Any], *, reason: str | None, by: Actor) -> list[dict[str, Any]]:
    """Change fields of a complaint in the unit that is under way; return what changed, field by field.

    `values` are by the keys of FIELDS, and `customer_id`. Raises Refused with the field.
    """
    before = columns_of(one)
    after = settled(before, {key: read(key, value, by) for key, value in values.items()})
    check_all({**before, **after}, today())
    changed = changes(before, after)
    for key, value in after.items():
        setattr(one, key, value)
    current_work().session.flush()
    touched = {row["field"] for row in changed}
    if touched & FOUND_BY:
        index(one)
    if touched & TIMED_BY:
        clocks.retime(one, reason=reason or "", by=by)
    if "quantity_unknown" in touched:
        clocks.ask_for_quantity(one, by=by)
    return changed


def read(key: str, value: Any, by: Actor) -> Any:
    """What is stored for a field, with the things it names looked up. Raises Refused."""
    if key == "customer_id":
        return check_customer(value, by)
    found = read_value(key, value)
    kind = of.FIELDS[key].kind
    table: Any = {of.DEPARTMENT: Department, of.CAUSE: ComplaintCause}.get(kind)
    if table is not None and found is not None and current_work().session.get(table, found) is None:
        raise Refused(CHOOSE, field=key)
    return found


def check_customer(customer_id: int | None, by: Actor) -> int | None:
    """The customer, whose card this actor may see. Raises Refused."""
    if customer_id is None:
        return None
    seen = select(Customer.id).where(Customer.id == customer_id, card_visible(by))
    if current_work().session.scalar(seen) is None:
        raise Refused(CHOOSE, field="customer_id")
    return customer_id
