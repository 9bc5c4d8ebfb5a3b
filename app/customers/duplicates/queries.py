"""The list of customers who may be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from app.customers.duplicates.models import DuplicatePair
from app.customers.files.masking import covered
from app.customers.files.models import Customer
from app.customers.files.queries import file_editable, file_visible, present
from app.domain.actor import Actor
from app.domain.names import masked
from app.extensions import db
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, page_of

OPEN = "open"
FIRST, SECOND = aliased(Customer, name="first"), aliased(Customer, name="second")
STATES = (OPEN, "different")


@dataclass(frozen=True, slots=True)
class Side:
    """One customer of a pair: by name where the reader may see the file, else masked, with whom to ask (O-07)."""

    id: int
    number: str
    name: str
    phone: str
    owner: str | None
    file: bool


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two customers who may be one, as one reader may see them; `may_merge` where both files are his to change,
    `may_decide` where one is."""

    pair: DuplicatePair
    sides: tuple[Side, Side]
    may_merge: bool
    may_decide: bool


def listing(actor: Actor, *, state: str = OPEN, after: str | None = None) -> Page[PairShown]:
    """Pairs of which this actor may see at least one file, the likeliest first."""
    query = _pairs(actor).where(DuplicatePair.state == state)
    order = [Order(DuplicatePair.score, descending=True), Order(DuplicatePair.id)]
    page = page_of(db.session(), query, order, after=after)
    return Page([_shown(row) for row in page.rows], page.after)


def of_customer(customer_id: int, actor: Actor) -> list[PairShown]:
    """The open pairs of one customer; ask for the file first."""
    query = _pairs(actor).where(DuplicatePair.state == OPEN)
    query = query.where(or_(DuplicatePair.first_id == customer_id, DuplicatePair.second_id == customer_id))
    ordered = query.order_by(DuplicatePair.score.desc(), DuplicatePair.id)
    return [_shown(row) for row in db.session.execute(ordered.limit(50))]


def pair(pair_id: int, actor: Actor) -> PairShown:
    """One pair. Raises NoResultFound where the actor may see neither file."""
    return _shown(db.session.execute(_pairs(actor).where(DuplicatePair.id == pair_id)).one())


def pair_to_decide(pair_id: int, actor: Actor) -> PairShown:
    """One pair about which this actor may decide: leave to read is no leave to decide. Raises NoResultFound."""
    shown = pair(pair_id, actor)
    if not shown.may_decide:
        raise NoResultFound(f"pair {pair_id} is not this actor's to decide")
    return shown


def _pairs(actor: Actor) -> Select[Any]:
    query: Any = select(DuplicatePair, FIRST, SECOND).join(FIRST, FIRST.id == DuplicatePair.first_id)
    query = query.join(SECOND, SECOND.id == DuplicatePair.second_id)
    for n, side in enumerate((FIRST, SECOND)):
        staff, department = aliased(Staff), aliased(Department)
        query = query.add_columns(staff.name.label(f"owner_{n}"), department.name.label(f"department_{n}"))
        query = query.add_columns(file_visible(actor, side).label(f"seen_{n}"))
        query = query.add_columns(file_editable(actor, side).label(f"editable_{n}"))
        query = query.outerjoin(staff, staff.id == side.owner_id)
        query = query.outerjoin(department, department.id == side.department_id)
    found: Select[Any] = query.where(*_both_there(), or_(file_visible(actor, FIRST), file_visible(actor, SECOND)))
    return found


def _both_there() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return present(FIRST), present(SECOND)


def _shown(row: Sequence[Any]) -> PairShown:
    pair, first, second = row[:3]
    one, other = row[3:7], row[7:11]
    sides, mine = (_side(first, *one[:3]), _side(second, *other[:3])), (bool(one[3]), bool(other[3]))
    return PairShown(pair, sides, may_merge=all(mine), may_decide=any(mine))


def _side(customer: Customer, owner: str | None, department: str | None, file: bool) -> Side:
    phone = customer.phone or ""
    name = customer.name if file else masked(customer.name)
    return Side(customer.id, customer.number, name, covered(phone, "phone"), owner or department, bool(file))
