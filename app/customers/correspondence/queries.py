"""The looks at letters, calls and messages: all of it is file matter (O-07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, false, func, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.customers.contacts.models import Contact
from app.customers.contracts.feature import SEE as SEE_CONTRACTS
from app.customers.contracts.models import Contract
from app.customers.correspondence.deadlines import ANSWER
from app.customers.correspondence.models import Letter
from app.customers.correspondence.rules import ANSWERED, LATE, OPEN
from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

PLACE = "/customers/correspondence"
MOST_SHOWN = 100
MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; `category` files the records by type of customer (C-93)."""

    way: str | None = None
    counterpart: str | None = None
    state: str | None = None
    staff_id: int | None = None
    category: str | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An exchange with its customer, who spoke for us, the contact and the contract that a reader may know of."""

    letter: Letter
    customer: Customer
    staff: str | None
    contact: str | None
    contract: str | None


def subject_of(letter_id: int) -> str:
    """What history, deadlines and attachments call an exchange."""
    return f"letter:{letter_id}"


def page_url(letter_id: int) -> str:
    """The address of the page of an exchange, also where no request is under way."""
    return f"{PLACE}/{letter_id}"


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The exchanges with customers whose files this actor may read, the latest first; as rows of `Seen`."""
    query = _filtered(_seen(actor), filters)
    return page_of(db.session(), query, [Order(Letter.at, descending=True), Order(Letter.id, True)], after=after)


def letter(letter_id: int, actor: Actor) -> Seen:
    """One exchange. Raises NoResultFound for what is not there or not this actor's business."""
    query = _seen(actor).where(Letter.id == letter_id).execution_options(populate_existing=True)
    return Seen(*db.session.execute(query).one())


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The exchanges with a customer, the latest first, at most a hundred; as rows of the fields of `Seen`."""
    query = _seen(actor).where(Letter.customer_id == customer_id).order_by(Letter.at.desc(), Letter.id.desc())
    return db.session.execute(query.limit(MOST_SHOWN)).all()


def newest(customer_id: int) -> Letter | None:
    """The exchange with a customer that was recorded last: the next one is mostly with the same counterpart."""
    query = select(Letter).where(Letter.customer_id == customer_id).order_by(Letter.id.desc())
    return db.session.scalars(query.limit(1)).first()


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The exchange of this number, as rows of the fields of `Seen`."""
    return db.session.execute(_seen(actor).where(Letter.number == text.strip().upper()).limit(MOST_FOUND)).all()


def count_open(actor: Actor) -> int:
    """How many answers this actor still owes."""
    query = select(func.count()).select_from(Letter).join(Customer, Customer.id == Letter.customer_id)
    return db.session.scalar(query.where(_is(OPEN), Letter.staff_id == actor.staff_id, file_visible(actor))) or 0


def _filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    same = (
        (Letter.way, filters.way),
        (Letter.counterpart, filters.counterpart),
        (Letter.staff_id, filters.staff_id),
        (Customer.category, filters.category),
    )
    query = query.where(*(column == value for column, value in same if value))
    if filters.since:
        query = query.where(Letter.at >= _midnight(filters.since))
    if filters.until:
        query = query.where(Letter.at < _midnight(filters.until + timedelta(days=1)))
    if filters.state:
        query = query.where(_is(filters.state))
    return query.where(_says(filters.text)) if filters.text else query


def _midnight(day: date) -> datetime:
    return clock.at_office(datetime.combine(day, time()))


def _is(state: str) -> ColumnElement[bool]:
    """The condition on Letter for how its answer stands; late is what its deadline says, extensions included."""
    if state == ANSWERED:
        return Letter.answered_on.is_not(None)
    waiting = and_(Letter.answered_on.is_(None), Letter.answer_due_on.is_not(None))
    if state != LATE:
        return waiting
    running = select(cast(func.substr(Deadline.subject, len("letter:") + 1), Integer)).where(
        Deadline.rule == ANSWER, Deadline.stopped_on.is_(None), Deadline.due_on < clock.today()
    )
    return and_(waiting, Letter.id.in_(running))


def _says(text: str) -> ColumnElement[bool]:
    words = (Letter.number, Letter.reason, Letter.asked, Letter.counterpart_name, Customer.name, Customer.number)
    return or_(*(one.icontains(text, autoescape=True) for one in words))


def _seen(actor: Actor) -> Select[Any]:
    staff, known = aliased(Staff), actor.may(SEE_CONTRACTS.name)
    query: Any = (
        select(Letter, Customer, staff.name.label("staff"), Contact.name.label("contact"))
        .add_columns(Contract.number.label("contract"))
        .join(Customer, Customer.id == Letter.customer_id)
        .outerjoin(staff, staff.id == Letter.staff_id)
        .outerjoin(Contact, Contact.id == Letter.contact_id)
        .outerjoin(Contract, Contract.id == Letter.contract_id if known else false())
        .where(file_visible(actor))
    )
    seen: Select[Any] = query
    return seen
