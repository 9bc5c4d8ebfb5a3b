"""Lists of hand-overs, of their customers, and of what each member of staff has to do for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from app.customers.files.models import Customer
from app.customers.handovers import rules
from app.customers.handovers.models import Handover, HandoverDraw, HandoverItem
from app.customers.handovers.queries.people import visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, capped_count, page_of


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of hand-overs is narrowed to."""

    state: str | None = None
    cause: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """What the customers of a hand-over are narrowed to."""

    successor_id: int | None = None
    state: str | None = None


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The hand-overs that this actor may see, newest first: rows of Handover, name, department, customers."""
    query = _filtered(filters, actor)
    return page_of(db.session(), query, [Order(Handover.id, descending=True)], after=after)


def count(filters: Filters, actor: Actor) -> int:
    """How many hand-overs the list has, counted to 10,001."""
    return capped_count(db.session(), _filtered(filters, actor))


def one(handover_id: int, actor: Actor) -> Any:
    """One hand-over as a row of the list, fresh. Raises NoResultFound for what is not this actor's business."""
    query = _seen(actor).where(Handover.id == handover_id).execution_options(populate_existing=True)
    return db.session.execute(query).one()


def items(handover_id: int, filters: ItemFilters, *, after: str | None = None) -> Page[Any]:
    """The customers of a hand-over in their order: rows of HandoverItem, number, name, successor.

    What stands there of a customer is his card. Ask `one` first whether the actor may see the hand-over.
    """
    query = _cards().where(HandoverItem.handover_id == handover_id)
    if filters.successor_id:
        query = query.where(HandoverItem.successor_id == filters.successor_id)
    if filters.state:
        query = query.where(HandoverItem.state == filters.state)
    return page_of(db.session(), query, [Order(HandoverItem.position), Order(HandoverItem.id)], after=after)


def cards(condition: ColumnElement[bool]) -> Sequence[Any]:
    """Customers of hand-overs under this condition in their order, as rows of `items`: for papers."""
    return db.session.execute(_cards().where(condition).order_by(HandoverItem.position, HandoverItem.id)).all()


def progress_of(ids: Sequence[int]) -> dict[int, rules.Progress]:
    """How far these hand-overs are, one question for all."""
    over = HandoverItem.state.in_((rules.HANDED, rules.CONTACTED, rules.RETURNED))
    kept = HandoverItem.state != rules.LEFT_OUT
    sums = (
        func.count(),
        _sum(and_(kept, HandoverItem.successor_id.is_not(None))),
        _sum(over),
        _sum(and_(kept, HandoverItem.contacted_on.is_not(None))),
        _sum(and_(kept, HandoverItem.signed_at.is_not(None))),
        _sum(HandoverItem.state == rules.LEFT_OUT),
    )
    query = select(HandoverItem.handover_id, *sums).where(HandoverItem.handover_id.in_(ids))
    found = {row[0]: rules.Progress(*row[1:]) for row in db.session.execute(query.group_by(HandoverItem.handover_id))}
    return {one: found.get(one, rules.Progress(0, 0, 0, 0, 0, 0)) for one in ids}


def shares(handover_id: int) -> Sequence[Any]:
    """Who takes over how many customers of a hand-over, and has signed for how many: id, name, count, signed."""
    query = select(Staff.id, Staff.name, func.count().label("count"), _sum(HandoverItem.signed_at.is_not(None)))
    query = query.join(HandoverItem, HandoverItem.successor_id == Staff.id)
    query = query.where(HandoverItem.handover_id == handover_id, HandoverItem.state != rules.LEFT_OUT)
    return db.session.execute(query.group_by(Staff.id, Staff.name).order_by(Staff.name, Staff.id)).all()


def draws(handover_id: int) -> Sequence[HandoverDraw]:
    """The draws of a hand-over, the newest first."""
    query = select(HandoverDraw).where(HandoverDraw.handover_id == handover_id)
    return db.session.scalars(query.order_by(HandoverDraw.id.desc())).all()


def draw_seen(draw_id: int, actor: Actor) -> Any:
    """One draw with its hand-over. Raises NoResultFound for what is not this actor's business."""
    query = select(HandoverDraw).add_columns(Handover).join(Handover, Handover.id == HandoverDraw.handover_id)
    return db.session.execute(query.where(HandoverDraw.id == draw_id, visible(actor))).one()


def waiting_for(actor: Actor) -> list[tuple[Any, Sequence[Any]]]:
    """The hand-overs in which this member of staff has something to sign or somebody to contact, with his customers.

    Rows of the list of hand-overs, with rows of `items`: at most 500 customers, those not yet contacted first.
    """
    mine = HandoverItem.successor_id == actor.staff_id
    todo = or_(HandoverItem.state == rules.HANDED, and_(_over(), HandoverItem.signed_at.is_(None)))
    found = db.session.scalars(select(HandoverItem.handover_id).where(mine, todo).distinct())
    gives = and_(Handover.staff_id == actor.staff_id, Handover.giver_signed_at.is_(None))
    wanted = or_(Handover.id.in_(list(found)), gives)
    query = _with_names().where(Handover.state == rules.DECIDED, wanted).order_by(Handover.id.desc())
    rows = db.session.execute(query.execution_options(populate_existing=True)).all()
    return [(row, _mine(row[0].id, actor)) for row in rows]


def _mine(handover_id: int, actor: Actor) -> Sequence[Any]:
    own = and_(HandoverItem.handover_id == handover_id, HandoverItem.successor_id == actor.staff_id)
    query = _cards().where(own, _over()).order_by(HandoverItem.state.desc(), HandoverItem.position)
    return db.session.execute(query.limit(500)).all()


def _over() -> ColumnElement[bool]:
    return HandoverItem.state.in_((rules.HANDED, rules.CONTACTED))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _cards() -> Select[Any]:
    successor, owner = aliased(Staff), aliased(Staff)
    return (
        select(HandoverItem)
        .add_columns(Customer.number, Customer.name, successor.name.label("successor"), owner.name.label("owner"))
        .add_columns(Customer.important.label("important"))
        .join(Customer, Customer.id == HandoverItem.customer_id)
        .outerjoin(successor, successor.id == HandoverItem.successor_id)
        .outerjoin(owner, owner.id == Customer.owner_id)
    )


def _with_names() -> Select[Any]:
    return (
        select(Handover)
        .add_columns(Staff.name.label("person"), Staff.active.label("here"), Department.name.label("department"))
        .join(Staff, Staff.id == Handover.staff_id)
        .outerjoin(Department, Department.id == Handover.department_id)
    )


def _seen(actor: Actor) -> Select[Any]:
    return _with_names().where(visible(actor))


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    query = _seen(actor)
    if filters.state:
        query = query.where(Handover.state == filters.state)
    if filters.cause:
        query = query.where(Handover.cause == filters.cause)
    if filters.text:
        words = (Handover.number, Staff.name)
        query = query.where(or_(*(one.icontains(filters.text, autoescape=True) for one in words)))
    return query
