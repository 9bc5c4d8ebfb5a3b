"""Who may know of which customers, and the looks at one customer and at many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, false, func, or_, select, union_all
from sqlalchemy.orm import aliased

from app import clock
from app.customers.files import catalogue, kinds
from app.customers.files.feature import SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.models import Customer, FileGrant
from app.customers.owners import queries as owners
from app.domain.actor import Actor
from app.extensions import db
from app.kept import once
from app.office.batches.queries import published
from app.office.staff.models import Department, Staff
from app.search.index import matching
from app.unit_of_work import is_under_way
from app.web.converters import id_in
from app.web.paging import Order, Page, capped_count, page_of

_LOOKED_THROUGH = 100
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """A customer as one user may see him; `file` tells whether he may see more than the card."""

    customer: Customer
    owner: str | None
    department: str | None
    file: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of customers is narrowed to. Category and completeness are file matter: only files are searched."""

    q: str = ""
    category: str | None = None
    owner: int | None = None
    department: int | None = None
    incomplete: bool = False
    more: tuple[tuple[str, str], ...] = ()  # hook `customer_filters`: name and chosen value


def card_visible(actor: Actor, of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition on Customer, or an alias of it, under which this actor may see the card.

    The card is number, name, end of the phone, owner.
    """
    return present(of) if actor.may(SEE_CARD.name) else false()


def present(of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition under which a customer is there at all: his import is applied, and he is not merged into another.

    It names the few that are not, and hides the columns from their indexes: lists go by the order of the id.
    """
    return and_(published(of.batch_id), of.merged_into_id.is_(None))


def file_visible(actor: Actor, of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition on Customer under which this actor may read the file, which is everything (C-17 to C-20, O-07).

    His own, those he looks after together with the owner, his department's, all; and those that he was given leave to
    read, from the first to the last day of the leave.
    """
    if actor.may(SEE_ALL.name):
        return present(of)
    return and_(present(of), or_(_own(actor, of), of.id.in_(granted_to(actor))))


def file_editable(actor: Actor, of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition on Customer under which this actor may change the file: leave to read is no leave to change."""
    return present(of) if actor.may(SEE_ALL.name) else and_(present(of), _own(actor, of))


def granted_to(actor: Actor) -> Collection[int]:
    """The customers whose files this actor has leave to read today, asked once in a transaction (C-17, C-18)."""
    staff_id = actor.staff_id
    return once(grants_key(staff_id), lambda: _granted_to(staff_id)) if staff_id else ()


def grants_key(staff_id: int) -> str:
    """Under which the leave of this person is kept for a transaction: whoever gives or ends it asks again."""
    return f"file grants of {staff_id} on {clock.today()}"


def _granted_to(staff_id: int) -> Collection[int]:
    today = clock.today()
    query = select(FileGrant.customer_id).where(FileGrant.staff_id == staff_id, FileGrant.ended_at.is_(None))
    return frozenset(db.session.scalars(query.where(FileGrant.from_on <= today, FileGrant.until_on >= today)))


def _own(actor: Actor, of: type[Customer]) -> ColumnElement[bool]:
    own: ColumnElement[bool] = false()
    if actor.may(SEE_OWN.name):
        own = or_(own, of.owner_id == actor.staff_id, of.id.in_(owners.looked_after_by(actor.staff_id)))
    if actor.may(SEE_DEPARTMENT.name):
        own = or_(own, of.department_id.in_(sorted(actor.departments(SEE_DEPARTMENT.name))))
    return own


def visible(actor: Actor, of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition on Customer under which this actor may know of it at all: by its card or by its file."""
    return card_visible(actor, of) if actor.may(SEE_CARD.name) else file_visible(actor, of)


def seen(customer_id: int, actor: Actor) -> Seen:
    """The customer as this actor may see him. Raises NoResultFound for what is not there or not his business."""
    return Seen(*db.session.execute(_seen_by(actor).where(Customer.id == customer_id)).one())


def file_of(customer_id: int, actor: Actor) -> Customer:
    """The customer whose file this actor may see. Raises NoResultFound."""
    query = select(Customer).where(Customer.id == customer_id, file_visible(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def file_to_change(customer_id: int, actor: Actor) -> Customer:
    """The customer whose file this actor may change. Raises NoResultFound.

    In a unit of work the file is held until its end: whoever changes it or what hangs on it at the same moment, or
    makes it one with another, waits and then sees what is stored.
    """
    query = select(Customer).where(Customer.id == customer_id, file_editable(actor))
    held = query.with_for_update(of=Customer, key_share=True) if is_under_way() else query
    return db.session.scalars(held.execution_options(populate_existing=True)).one()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The customers that this actor may see, newest first, as rows of the fields of `Seen`."""
    query = _filtered(_seen_by(actor), filters, actor)
    return page_of(db.session(), query, [Order(Customer.id, descending=True)], after=after)


def count(filters: Filters, actor: Actor, *, only: Page[Any] | None = None) -> int:
    """How many customers the list has, counted to 10,001; not counted where `only` is its first page and its last."""
    if only is not None and only.after is None:
        return len(only.rows)
    return capped_count(db.session(), _filtered(select(Customer.id).where(visible(actor)), filters, actor))


def files(filters: Filters, actor: Actor) -> Sequence[Any]:
    """Every customer of the list whose file this actor may see, oldest first: what an export takes out."""
    query = _filtered(_seen_by(actor), filters, actor).where(file_visible(actor))
    return db.session.execute(query.order_by(Customer.id)).all()


def found(query: str, actor: Actor) -> Sequence[Any]:
    """Customers that answer a question of the search box: the exact ones, then others; as rows of `Seen`."""
    exact = select(Customer.id).where(or_(Customer.number == query.upper(), Customer.name == query))
    ids = answering(query, actor)
    hits = [_seen_by(actor).where(Customer.id.in_(exact.limit(_LOOKED_THROUGH)))]
    hits += [_seen_by(actor).where(Customer.id.in_(ids))] if ids is not None else []
    rows = [row for hit in hits for row in db.session.execute(hit.order_by(Customer.id.desc()).limit(_LOOKED_THROUGH))]
    return list({row[0].id: row for row in rows}.values())


def answering(query: str, actor: Actor) -> Select[Any] | CompoundSelect[Any] | None:
    """Select the ids of the customers that answer a question; None where nothing is asked. Use it with visible().

    Everybody who sees cards finds by what they say, by contacts only who may read the file: that somebody is a contact
    of a customer is file matter (O-07).
    """
    cards, files = matching("customer", query), matching("customer", query, inside=True)
    if cards is None or files is None or actor.may(SEE_ALL.name):
        return files
    return union_all(cards, select(Customer.id).where(Customer.id.in_(files), file_visible(actor)))


def owner_choices(*, keep: int | None = None) -> list[tuple[int, str]]:
    """Members of staff who may own a customer, as choices by name; `keep` stays even after he left."""
    query = select(Staff.id, Staff.name).where(or_(Staff.active, Staff.id == keep))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Staff.name, Staff.id))]


def department_of(staff_id: int | None) -> int | None:
    """The department of a member of staff; None for nobody."""
    return db.session.scalar(select(Staff.department_id).where(Staff.id == staff_id)) if staff_id else None


def departments() -> list[tuple[int, str]]:
    """The departments as choices by name."""
    query = select(Department.id, Department.name).order_by(Department.name, Department.id)
    return [(row.id, row.name) for row in db.session.execute(query)]


def may_see(actor: Actor, customer_id: int) -> bool:
    """Tell whether this actor may know what was done about the customer: that is file matter."""
    query = select(Customer.id).where(Customer.id == customer_id, file_visible(actor))
    return db.session.scalar(query) is not None


def readable(actor: Actor, ids: Iterable[int]) -> set[int]:
    """Whose files of these customers this actor may read, also under the numbers of files made one with theirs."""
    if actor.may(SEE_ALL.name):
        return set(ids)
    survivor, wanted = aliased(Customer), sorted(ids)
    query = select(Customer.id).join(survivor, survivor.id == func.coalesce(Customer.merged_into_id, Customer.id))
    seen = query.where(file_visible(actor, survivor)).order_by(Customer.id)
    parts = (wanted[start : start + _ASKED_AT_ONCE] for start in range(0, len(wanted), _ASKED_AT_ONCE))
    return {one for part in parts for one in db.session.scalars(seen.where(Customer.id.in_(part)))}


def may_change(actor: Actor, customer_id: int) -> bool:
    """Tell whether this actor may change the file of a customer."""
    query = select(Customer.id).where(Customer.id == customer_id, file_editable(actor))
    return db.session.scalar(query) is not None


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a customer, such as attachments; None for other subjects (O-12)."""
    customer_id = customer_of_subject(subject)
    return may_see(actor, customer_id) if customer_id is not None else None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on a file: leave to read is no leave to change; None for other subjects."""
    customer_id = customer_of_subject(subject)
    return may_change(actor, customer_id) if customer_id is not None else None


def customer_of_subject(subject: str) -> int | None:
    """The customer that a subject is itself; None for other subjects."""
    return id_in(subject, "customer")


def customer_of_thing(subject: str, kind: str, table: Any) -> int | None:
    """The customer of a thing that hangs on his file, such as "paper:7" for kind paper; None for other subjects."""
    thing = id_in(subject, kind)
    return db.session.scalar(select(table.customer_id).where(table.id == thing)) if thing is not None else None


def id_of(number: str) -> int | None:
    """The id of the customer of this number, visible or not yet; None where there is none.

    The number of a file that was made one with another leads to that one.
    """
    query = select(func.coalesce(Customer.merged_into_id, Customer.id))
    return db.session.scalar(query.where(Customer.number == number.strip().upper()))


def ids_of(customer_id: int) -> list[int]:
    """The id of a customer and of every file that was made one with his: what can no longer change, such as history
    and statements, stays under the number it was written for."""
    merged = select(Customer.id).where(Customer.merged_into_id == customer_id)
    return [customer_id, *db.session.scalars(merged.order_by(Customer.id))]


def merged_numbers(customer_ids: Sequence[int]) -> Sequence[Any]:
    """The numbers of files that were made one with any of these: rows of the survivor's id and the number."""
    query = select(Customer.merged_into_id, Customer.number).where(Customer.merged_into_id.in_(customer_ids))
    return db.session.execute(query.order_by(Customer.id)).all()


def survivor_of(customer_id: int) -> int | None:
    """The customer with whom this one was made one; None where he was not."""
    return db.session.scalar(select(Customer.merged_into_id).where(Customer.id == customer_id))


def _seen_by(actor: Actor) -> Select[Any]:
    return (
        select(Customer, Staff.name.label("owner"), Department.name.label("department"))
        .add_columns(file_visible(actor).label("file"))
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .outerjoin(Department, Department.id == Customer.department_id)
        .where(visible(actor))
    )


def _filtered(query: Select[Any], filters: Filters, actor: Actor) -> Select[Any]:
    if filters.q:
        ids = answering(filters.q, actor)
        query = query.where(Customer.id.in_(ids) if ids is not None else false())
    if filters.category:
        query = query.where(Customer.category == filters.category, file_visible(actor))
    if filters.incomplete:
        query = query.where(catalogue.incomplete(), file_visible(actor))
    for one in kinds.list_filters() if filters.more else ():
        if chosen := dict(filters.more).get(one.name):
            query = query.where(one.condition(chosen), file_visible(actor))
    if filters.owner:
        query = query.where(Customer.owner_id == filters.owner)
    if filters.department:
        query = query.where(Customer.department_id == filters.department)
    return query
