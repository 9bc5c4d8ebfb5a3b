"""Looks at the archive: what is bound and where it lies, what is not bound yet, which months are put away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from app.customers.archive.kinds import MonthlyRegister, monthly_registers
from app.customers.archive.models import ArchivedFile, MonthlyArchive
from app.customers.archive.policy import ArchivePolicy
from app.customers.archive.rules import fingerprint, ordinal_in, room
from app.customers.files.models import Customer
from app.customers.files.queries import answering, card_visible, file_editable, file_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.policy import queries as policy
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of bound files is narrowed to; `q` is an archive number, customer number or name."""

    q: str = ""
    bag: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A register in a month: what was put away, and how many lines it has now; `same` is None where it never was."""

    register: MonthlyRegister
    kept: MonthlyArchive | None
    rows: int
    sha256: str

    @property
    def same(self) -> bool | None:
        """Whether the register still is what was put away."""
        return self.kept.sha256 == self.sha256 if self.kept else None


def listing(filters: Filters, actor: Actor, after: str | None) -> Page[Any]:
    """One page of bound files as rows of ArchivedFile, Customer and `file` (whether the actor may read the file).

    Where a file lies is card matter: whoever carries it need not read it.
    """
    query = select(ArchivedFile).add_columns(Customer, file_visible(actor).label("file"))
    query = query.join(Customer, Customer.id == ArchivedFile.customer_id).where(card_visible(actor))
    order = [Order(ArchivedFile.ordinal, descending=filters.bag is None)]
    return page_of(db.session(), _filtered(query, filters, actor), order, after=after)


def of_bag(bag: int, actor: Actor) -> Sequence[Any]:
    """The files of a bag in their order, as rows of ArchivedFile and Customer."""
    query = select(ArchivedFile, Customer).join(Customer, Customer.id == ArchivedFile.customer_id)
    query = query.where(ArchivedFile.bag == bag, card_visible(actor))
    return db.session.execute(query.order_by(ArchivedFile.ordinal)).all()


def bound_file(archived_id: int, actor: Actor) -> ArchivedFile:
    """A bound file that this actor may change: he says where it lies and what is in it. Raises NoResultFound."""
    query = select(ArchivedFile).join(Customer, Customer.id == ArchivedFile.customer_id)
    query = query.where(ArchivedFile.id == archived_id, file_editable(actor))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def of_customer(customer_id: int) -> ArchivedFile | None:
    """Where the file of a customer lies; None where it is not bound. Ask `file_of` first."""
    return db.session.scalars(select(ArchivedFile).where(ArchivedFile.customer_id == customer_id)).one_or_none()


def unbound(actor: Actor, category: str | None = None) -> list[Customer]:
    """The files that are to be bound next, by customer number: as many as the bag that is open still takes (C-110)."""
    bound = select(ArchivedFile.id).where(ArchivedFile.customer_id == Customer.id)
    query = select(Customer).where(file_editable(actor), ~bound.exists(), Customer.erased_at.is_(None))
    if category:
        query = query.where(Customer.category == category)
    free = room(*last_bag(), policy.of(ArchivePolicy).bag_size)
    return list(db.session.scalars(query.order_by(Customer.id).limit(free)))


def last_bag() -> tuple[int, int]:
    """The last bag and how many files lie in it; (0, 0) for an empty archive."""
    bag = db.session.scalar(select(func.max(ArchivedFile.bag))) or 0
    inside = select(func.count()).select_from(ArchivedFile).where(ArchivedFile.bag == bag)
    return bag, db.session.scalar(inside) or 0


def bags(after: str | None) -> Page[Any]:
    """One page of bags, the newest first: bag, files, from and to which ordinal, place of the first by name."""
    numbers = func.count().label("files"), func.min(ArchivedFile.ordinal).label("first")
    last = func.max(ArchivedFile.ordinal).label("last"), func.min(ArchivedFile.place).label("place")
    query = select(ArchivedFile.bag).add_columns(*numbers, *last).group_by(ArchivedFile.bag)
    return page_of(db.session(), query, [Order(ArchivedFile.bag, descending=True)], after=after)


def put_away(months: Sequence[str]) -> dict[tuple[str, str], MonthlyArchive]:
    """What was put away of these months, by register and month."""
    query = select(MonthlyArchive).where(MonthlyArchive.month.in_(months))
    return {(one.register, one.month): one for one in db.session.scalars(query)}


def month_of(month: str) -> list[Month]:
    """The registers of a month as they are now, beside what was put away."""
    kept, found = put_away([month]), []
    for one in monthly_registers():
        rows = one.rows(month)
        found.append(Month(one, kept.get((one.key, month)), len(rows), fingerprint(rows)))
    return found


def _filtered(query: Select[Any], filters: Filters, actor: Actor) -> Select[Any]:
    if filters.bag is not None:
        query = query.where(ArchivedFile.bag == filters.bag)
    if filters.place:
        query = query.where(ArchivedFile.place == filters.place)
    if filters.q:
        ids, ordinal = answering(filters.q, actor), ordinal_in(filters.q)
        known = [Customer.number == filters.q.upper(), Customer.name == filters.q]
        known += [Customer.id.in_(ids)] if ids is not None else []
        known += [ArchivedFile.ordinal == ordinal] if ordinal is not None else []
        query = query.where(or_(*known))
    return query
