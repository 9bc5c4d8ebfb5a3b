"""Names in forms and on pages of complaints: customers by what was typed, people and departments by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.files.queries import id_of, visible
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.extensions import db
from app.kept import once
from app.office.positions.queries import organisation, position
from app.office.positions.rules import Organisation, head_of, top
from app.office.staff.models import Department, Staff

Named = tuple[str, str]


def customer_named(typed: str | None, actor: Actor) -> int | None:
    """The customer of this number, or of exactly this name, whom the actor may know of; None where nothing was typed.

    Raises Refused for the field "customer" where nobody is found, or several are.
    """
    plain = tidy(typed or "")
    if not plain:
        return None
    by_number = id_of(plain)
    which = Customer.id == by_number if by_number is not None else Customer.name == plain
    found = db.session.scalars(select(Customer.id).where(visible(actor), which).order_by(Customer.id).limit(2)).all()
    if len(found) > 1:
        raise Refused(Text("Several customers have this name. Type the customer number."), field="customer")
    if not found:
        raise Refused(Text("There is no such customer. Type the number, or leave this empty."), field="customer")
    return found[0]


def customers_of(ids: Iterable[int | None], actor: Actor) -> dict[int, Named]:
    """Number and name of these customers, of those that the actor may know of."""
    wanted = sorted({one for one in ids if one is not None})
    if not wanted:
        return {}
    query = select(Customer.id, Customer.number, Customer.name).where(Customer.id.in_(wanted), visible(actor))
    return {row.id: (row.number, row.name) for row in db.session.execute(query)}


def departments_of(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these departments."""
    wanted = sorted({one for one in ids if one is not None})
    query = select(Department.id, Department.name).where(Department.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(query)}


def the_office() -> Organisation:
    """The office as it stands today, asked for once in a transaction: for looks, which change nobody's post."""
    return once("the office today", organisation)


def home_of(staff_id: int | None) -> int | None:
    """The department of a person; None for nobody."""
    return db.session.scalar(select(Staff.department_id).where(Staff.id == staff_id)) if staff_id else None


def holder_of(key: str, department_id: int | None) -> int | None:
    """Who holds a position: in this department, else for the whole office, else the department's head, else the top."""
    office, post = organisation(), position(key)
    at: Iterable[Any] = (department_id, None) if post else ()
    held = (one for where in at for one in office.holders.get((post.id if post else 0, where), ()))
    others = (head_of(office, department_id), *top(office))
    return next((one for one in (*held, *others) if one is not None), None)


def holders_of(key: str) -> tuple[int, ...]:
    """Everybody who holds a position for the whole office, else the top of the office."""
    office, post = organisation(), position(key)
    return (office.holders.get((post.id, None), ()) if post else ()) or top(office)
