"""Who stands at the door: what the office knows of a phone number, a name or a customer (R-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import answering
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.names import phone_tail
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.queue.feature import SEE
from app.reception.queue.kinds import Hint, hints
from app.reception.queue.models import Visit
from app.reception.queue.queries.visits import here_today, last_visit, last_visits
from app.reception.queue.rules import name_and_phone, phone_of
from app.web.hooks import Flag, customer_flags

MOST_KNOWN = 6
LOOKED_THROUGH = 60
KEY = "key"


@dataclass(frozen=True, slots=True)
class Known:
    """A customer who may be the one at the door: his card, who owns him, his last visit, what is open (R-13, R-30).

    `phone` is whole where it was typed whole, else None: the card shows its end only. `exact` tells that number,
    whole phone number or whole name agree.
    """

    customer_id: int
    number: str
    name: str
    phone: str | None
    tail: str
    owner_id: int | None
    owner: str | None
    vip: bool
    flags: tuple[Flag, ...]
    last_on: date | None
    last_staff: str | None
    last_purpose: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Door:
    """What is known at the door. `one` is the customer where only one can be meant; `here` his visit of today.

    `last` is the last visit of this phone number where no customer is known.
    """

    known: tuple[Known, ...]
    one: Known | None
    here: Visit | None
    last: Any | None
    hints: tuple[Hint, ...]


NOTHING = Door((), None, None, None, ())


def door(typed: str, actor: Actor, *, customer_id: int | None = None) -> Door:
    """What the office knows of what was typed at the door, a phone number, a name or both, or of a chosen customer.

    A number of at least four digits is looked for as a phone number or its end. Of both the number is the surer: only
    where nobody has it the name is looked for, and then nobody is taken for granted.
    """
    said, phone = name_and_phone(typed)
    text = phone or said
    found = _customers(text, phone, actor, customer_id)
    if phone and said and not found:
        found = _customers(said, None, actor, None)
    if not text and not found:
        return NOTHING
    known = _known(found, text, phone, actor)
    exact = [one for one in known if one.exact]
    one = exact[0] if len(exact) == 1 else None
    chosen = one.customer_id if one else None
    name = one.name if one else (said or None)
    return Door(
        known=tuple(known),
        one=one,
        here=here_today(clock.today(), customer_id=chosen, phone=phone),
        last=None if one else _last(phone, actor),
        hints=tuple(hints(phone or (found[0][0].phone if one and found else None), name, chosen)),
    )


def _customers(text: str, phone: str | None, actor: Actor, customer_id: int | None) -> Sequence[Any]:
    query = select(Customer, Staff.name).outerjoin(Staff, Staff.id == Customer.owner_id).where(customer_visible(actor))
    if customer_id:
        return db.session.execute(query.where(Customer.id == customer_id)).all()
    if not text:
        return ()
    same = or_(Customer.phone == text, Customer.phone == (phone or text), Customer.number == text.upper())
    rows = list(
        db.session.execute(query.where(or_(same, Customer.name == text)).order_by(Customer.id).limit(MOST_KNOWN))
    )
    ids = answering(text, actor)
    if len(rows) < MOST_KNOWN and ids is not None:
        more = query.where(Customer.id.in_(ids)).order_by(Customer.id.desc()).limit(LOOKED_THROUGH)
        rows += db.session.execute(more)
    return list({row[0].id: row for row in rows}.values())[:MOST_KNOWN]


def _known(found: Sequence[Any], text: str, phone: str | None, actor: Actor) -> list[Known]:
    ids = [customer.id for customer, _ in found]
    flags, last = customer_flags(ids, actor), last_visits(ids, before=clock.today())
    return [
        _one(customer, owner, tuple(flags[customer.id]), last.get(customer.id), text, phone, len(found))
        for customer, owner in found
    ]


def _one(
    customer: Customer, owner: str | None, flags: tuple[Flag, ...], last: Any, text: str, phone: str | None, n: int
) -> Known:  # fmt: skip
    whole = phone is not None and phone_of(customer.phone or "") == phone
    exact = whole or text.upper() == customer.number or text == customer.name or (not text and n == 1)
    return Known(
        customer.id, customer.number, customer.name, customer.phone if whole else None,
        phone_tail(customer.phone or ""), customer.owner_id, owner, customer.category == KEY, flags,
        last[0].day if last else None, last.staff if last else None, last.purpose if last else None, exact,
    )  # fmt: skip


def _last(phone: str | None, actor: Actor) -> Any | None:
    return last_visit(phone, before=clock.today()) if phone and actor.may(SEE.name) else None
