"""The check of a claim against the register: is the customer on file, filed, and who looks alike (C-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from app.customers.duplicates.finding import alike
from app.customers.files.models import Customer
from app.customers.files.queries import id_of, present
from app.customers.files.rules import kind_by
from app.customers.filing.models import Filing
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.extensions import db


def registered(typed: str) -> Customer | None:
    """The customer of the whole office that has this number or exactly this name; None where nobody has.

    Raises Refused where several have the name: only the number tells which one is meant.
    """
    plain = tidy(typed)
    by_number = id_of(plain)
    which = Customer.id == by_number if by_number is not None else Customer.name == plain
    found = db.session.scalars(select(Customer).where(present(), which).order_by(Customer.id).limit(2)).all()
    if len(found) > 1:
        raise Refused(Text("Several customers have this name. Type the customer number."), field="customer")
    return found[0] if found else None


def checks_of(typed: str, customer: Customer | None) -> dict[str, Any]:
    """What the check found, to be kept with the claim: what was searched, whom, how far he is filed, who looks alike.

    Customers who look alike are masked: neither the claimant nor finance need be allowed to see them.
    """
    found: dict[str, Any] = {"searched": tidy(typed)}
    if customer is None:
        draft = {"name": tidy(typed), "kind": kind_by(typed), "phone": None, "uscc": None, "address": None}
        return {**found, "alike": [_plain(one) for one in alike(draft)]}
    opening = select(Filing).where(Filing.customer_id == customer.id, Filing.kind == "opening")
    filing = db.session.scalars(opening.where(Filing.state != "dropped")).one_or_none()
    return {
        **found,
        "number": customer.number,
        "registered_on": customer.opened_at.isoformat(),
        "filing": filing.state if filing else None,
        "filed_on": filing.filed_on.isoformat() if filing and filing.filed_on else None,
    }


def _plain(one: Any) -> Mapping[str, Any]:
    return {name: value for name, value in asdict(one).items() if name in ("number", "name", "phone", "owner")}
