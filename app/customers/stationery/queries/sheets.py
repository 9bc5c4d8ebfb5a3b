"""The looks at single sheets: the list, one of them, its moves, and what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.customers.stationery import rules
from app.customers.stationery.feature import KEEP, REPORT, SEE
from app.customers.stationery.models import Blank, BlankMove, StationeryKind
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

PLACE = "/customers/stationery"
WAITING = (rules.OUT, rules.SIGNED, rules.PASSED, rules.REPORTED)
MOST_SHOWN = 100
MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a kind, a state, who has it, overdue ones, the beginning of the serial number."""

    kind_id: int | None = None
    state: str | None = None
    holder_id: int | None = None
    overdue: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet with its kind, who has it, and its customer where the reader may know of him."""

    blank: Blank
    kind: str
    holder: str | None
    customer: Customer | None


def subject_of(blank_id: int) -> str:
    """What history, deadlines and approvals call a sheet."""
    return f"blank:{blank_id}"


def page_url(blank_id: int) -> str:
    """The address of a sheet's page, also where no request is under way."""
    return f"{PLACE}/{blank_id}"


def left_with(staff_id: int) -> str:
    """What the task to see to the sheets of somebody who left is about."""
    return f"stationery_of:{staff_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Blank: whoever sees the stationery sees all of it, others what they have in hand (O-07)."""
    if actor.may(SEE.name) or actor.may(KEEP.name) or actor.may(REPORT.name):
        return true()
    return Blank.holder_id == actor.staff_id if actor.staff_id else false()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The sheets, the newest first, overdue ones by their day; as rows of the fields of `Seen`."""
    query, order = _filtered(_seen(actor), filters), [Order(Blank.id, descending=True)]
    if filters.overdue:
        query, order = query.where(is_overdue()), [Order(Blank.due_on), Order(Blank.id)]
    return page_of(db.session(), query, order, after=after)


def sheet(blank_id: int, actor: Actor) -> Seen:
    """One sheet. Raises NoResultFound."""
    query = _seen(actor).where(Blank.id == blank_id).execution_options(populate_existing=True)
    return Seen(*db.session.execute(query).one())


def sheets(state: str, actor: Actor, *, holder_id: int | None = None) -> Sequence[Any]:
    """The sheets in a state, the oldest first, at most a hundred; as rows of the fields of `Seen`."""
    query = _seen(actor).where(Blank.state == state)
    if holder_id is not None:
        query = query.where(Blank.holder_id == holder_id)
    return db.session.execute(query.order_by(Blank.id).limit(MOST_SHOWN)).all()


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The sheets of this serial number, as rows of the fields of `Seen`."""
    query = _seen(actor).where(Blank.serial == text.strip().upper()).order_by(Blank.id)
    return db.session.execute(query.limit(MOST_FOUND)).all()


def moves_of(blank_id: int) -> Sequence[Any]:
    """The moves of a sheet from the first on, each with the name of who got it."""
    query = select(BlankMove, Staff.name.label("to")).outerjoin(Staff, Staff.id == BlankMove.staff_id)
    return db.session.execute(query.where(BlankMove.blank_id == blank_id).order_by(BlankMove.id)).all()


def last_day(blank_id: int) -> date | None:
    """The day of a sheet's last move."""
    return db.session.scalar(select(func.max(BlankMove.on_day)).where(BlankMove.blank_id == blank_id))


def figures(actor: Actor) -> tuple[int, int]:
    """How many sheets of this actor are overdue, and how many wait for his receipt."""
    mine = select(func.count()).select_from(Blank).where(is_overdue(), Blank.holder_id == actor.staff_id)
    late = db.session.scalar(mine) or 0
    if not actor.may(REPORT.name):
        return late, 0
    waiting = select(func.count()).select_from(Blank).where(Blank.state == rules.REPORTED)
    return late, db.session.scalar(waiting) or 0


def held_by(staff_id: int) -> int:
    """How many sheets somebody has in hand."""
    held = Blank.state.in_((rules.STOCK, *WAITING))
    query = select(func.count()).select_from(Blank).where(Blank.holder_id == staff_id, held)
    return db.session.scalar(query) or 0


def is_overdue() -> ColumnElement[bool]:
    """The condition on Blank: should have been back, or on, before today (C-122)."""
    return and_(Blank.state.in_(WAITING), Blank.due_on < clock.today())


def _filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    if filters.kind_id:
        query = query.where(Blank.kind_id == filters.kind_id)
    if filters.state:
        query = query.where(Blank.state == filters.state)
    if filters.holder_id:
        query = query.where(Blank.holder_id == filters.holder_id)
    if filters.text:
        query = query.where(Blank.serial.startswith(filters.text.upper(), autoescape=True))
    return query


def _seen(actor: Actor) -> Select[Any]:
    holder = aliased(Staff)
    query: Any = (
        select(Blank, StationeryKind.name.label("kind"), holder.name.label("holder"), Customer)
        .join(StationeryKind, StationeryKind.id == Blank.kind_id)
        .outerjoin(holder, holder.id == Blank.holder_id)
        .outerjoin(Customer, (Customer.id == Blank.customer_id) & customer_visible(actor))
        .where(visible(actor))
    )
    seen: Select[Any] = query
    return seen
