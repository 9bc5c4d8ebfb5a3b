"""The looks at contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.customers.contracts import rules
from app.customers.contracts.feature import SEE
from app.customers.contracts.models import Contract
from app.customers.contracts.policy import ContractPolicy
from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

PLACE = "/customers/contracts"
MOST_SHOWN = 200
MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: how contracts stand, who is responsible, words of number, title or customer."""

    standing: str | None = None
    staff_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A contract with its customer and the name of who is responsible."""

    contract: Contract
    customer: Customer
    staff: str | None


def subject_of(contract_id: int) -> str:
    """What history, tasks and attachments call a contract."""
    return f"contract:{contract_id}"


def page_url(contract_id: int) -> str:
    """The address of a contract's page, also where no request is under way."""
    return f"{PLACE}/{contract_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Contract and Customer under which this actor may read a contract: it is file matter (O-07)."""
    return file_visible(actor) if actor.may(SEE.name) else false()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The contracts that this actor may see, the newest first, as rows of the fields of `Seen`."""
    query, order = _seen(actor), [Order(Contract.id, descending=True)]
    if filters.standing:
        query = query.where(stands(filters.standing))
    if filters.standing in (rules.ENDING, rules.RUN_OUT):
        order = [Order(Contract.until_on), Order(Contract.id)]
    if filters.staff_id:
        query = query.where(Contract.staff_id == filters.staff_id)
    if filters.text:
        query = query.where(_says(filters.text))
    return page_of(db.session(), query, order, after=after)


def contract(contract_id: int, actor: Actor) -> Seen:
    """One contract. Raises NoResultFound for what is not there or not this actor's business."""
    query = _seen(actor).where(Contract.id == contract_id).execution_options(populate_existing=True)
    return Seen(*db.session.execute(query).one())


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The contracts with a customer, the newest first, as rows of the fields of `Seen` (C-126)."""
    query = _seen(actor).where(Contract.customer_id == customer_id).order_by(Contract.id.desc())
    return db.session.execute(query.limit(MOST_SHOWN)).all()


def choices(customer_id: int) -> list[tuple[int, str]]:
    """The contracts with a customer that were not cancelled, as choices, the newest first."""
    query = select(Contract.id, Contract.number, Contract.title).where(Contract.customer_id == customer_id)
    rows = db.session.execute(query.where(Contract.state != rules.CANCELLED).order_by(Contract.id.desc()))
    return [(row.id, f"{row.number} {row.title}") for row in rows]


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The contract of this number or of this stationery, as rows of the fields of `Seen`."""
    plain = text.strip().upper()
    query = _seen(actor).where(or_(Contract.number == plain, Contract.blank_number == plain))
    return db.session.execute(query.order_by(Contract.id.desc()).limit(MOST_FOUND)).all()


def count_ending(actor: Actor) -> int:
    """How many contracts that this actor answers for end soon or have run out."""
    soon = or_(stands(rules.ENDING), stands(rules.RUN_OUT))
    query = _seen(actor).where(soon, Contract.staff_id == actor.staff_id).with_only_columns(Contract.id)
    return len(db.session.scalars(query.limit(MOST_SHOWN)).all())


def due(today: date) -> list[int]:
    """The contracts whose end is to be brought to mind and was not, as ids."""
    last = today + timedelta(days=ahead())
    query = select(Contract.id).where(Contract.state == rules.SIGNED, Contract.until_on <= last)
    new = or_(Contract.reminded_for.is_(None), Contract.reminded_for != Contract.until_on)
    return list(db.session.scalars(query.where(new).order_by(Contract.id)))


def run_out(today: date) -> list[int]:
    """The contracts whose last day is over and that are in force all the same, as ids."""
    query = select(Contract.id).where(Contract.state == rules.SIGNED, Contract.until_on < today)
    return list(db.session.scalars(query.order_by(Contract.id)))


def ahead() -> int:
    """How many days before its end a contract ends soon."""
    return policy.of(ContractPolicy).remind_days


def stands(standing: str) -> ColumnElement[bool]:
    """The condition on Contract for how it stands today, as `rules.standing` says."""
    today, open_ = clock.today(), Contract.state == rules.SIGNED
    last = today + timedelta(days=ahead())
    begun = or_(Contract.from_on.is_(None), Contract.from_on <= today)
    match standing:
        case rules.RUN_OUT:
            return and_(open_, Contract.until_on < today)
        case rules.COMING:
            return and_(open_, Contract.from_on > today, or_(Contract.until_on.is_(None), Contract.until_on >= today))
        case rules.ENDING:
            return and_(open_, begun, Contract.until_on >= today, Contract.until_on <= last)
        case rules.SIGNED:
            return and_(open_, begun, or_(Contract.until_on.is_(None), Contract.until_on > last))
    return Contract.state == standing


def _says(text: str) -> ColumnElement[bool]:
    words = (Contract.number, Contract.title, Customer.name, Customer.number)
    return or_(*(one.icontains(text, autoescape=True) for one in words))


def _seen(actor: Actor) -> Select[Any]:
    staff = aliased(Staff)
    return (
        select(Contract, Customer)
        .add_columns(staff.name.label("staff"))
        .join(Customer, Customer.id == Contract.customer_id)
        .outerjoin(staff, staff.id == Contract.staff_id)
        .where(visible(actor))
    )
