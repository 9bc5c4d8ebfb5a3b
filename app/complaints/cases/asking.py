"""Intake while it is typed: what the address brings along, which customers may be meant, what the form offers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import NoResultFound

from app.complaints.cases import origins
from app.complaints.cases.forms import NewForm
from app.complaints.cases.rules import NewComplaint
from app.customers.files.models import Customer
from app.customers.files.queries import answering, seen, visible
from app.domain.actor import Actor
from app.domain.names import phone_tail, tidy
from app.extensions import db
from app.office.staff.models import Staff
from app.office.staff.queries import colleagues
from app.web.converters import id_typed
from app.web.hooks import Flag, customer_flags

MOST_KNOWN = 5
TYPED = ("contact_name", "contact_phone", "facts", "channel", "matter")
PHONE_LIKE = re.compile(r"[\d\s()（）+.\-、,;/转]{4,}")


@dataclass(frozen=True, slots=True)
class Known:
    """A customer who may be meant: what his card says, and his marks; `exact` where number, name or phone is his."""

    customer_id: int
    number: str
    name: str
    tail: str
    owner: str | None
    exact: bool
    flags: Sequence[Flag]


def prefilled(args: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The fields as the address gives them: of a visit, a call, a customer's page, or typed elsewhere."""
    values = {name: text for name, text in args.items() if name in TYPED}
    subject = origins.subject_in(args)
    if found := origins.origin(subject, actor):
        values |= {name: found[name] for name in origins.PREFILLED if found.get(name)} | {"came_from": subject}
    if customer_id := id_typed(args.get("customer")):
        values |= {"customer_id": customer_id} | _of_customer(customer_id, actor)
    return values


def known(typed: Mapping[str, Any], actor: Actor) -> list[Known]:
    """The customers who may be meant by what is typed: a chosen one, else by number, telephone or name."""
    texts = [tidy(str(typed.get(name) or ""))[:120] for name in ("contact_phone", "contact_name")]
    rows = _rows([text for text in texts if text], id_typed(typed.get("customer_id")), actor)
    flags = customer_flags([customer.id for customer, _ in rows], actor)
    return [
        Known(one.id, one.number, one.name, phone_tail(one.phone or ""), owner, _exact(one, texts), flags[one.id])
        for one, owner in rows
    ]


def ready(form: NewForm, found: Sequence[Known], routes: Sequence[tuple[str, str]]) -> NewForm:
    """The form with its choices; the office's first route and the only customer who can be meant are chosen, until
    others are."""
    form.customer_id.choices = [(one.customer_id, f"{one.number} {one.name} {one.tail}".strip()) for one in found]
    form.route_key.choices = list(routes)
    form.handler_id.choices = colleagues()
    if form.route_key.data is None and routes and not form.is_submitted():
        form.route_key.data = routes[0][0]
    exact = [one.customer_id for one in found if one.exact]
    if form.customer_id.data is None and not form.is_submitted() and len(exact) == 1:
        form.customer_id.data = exact[0]
    return form


def complaint_of(form: NewForm, actor: Actor) -> NewComplaint:
    """What was typed. A number of a customer is no telephone number; what the user may not see brought nothing."""
    came_from = form.came_from.data or None
    brought = came_from if origins.origin(came_from, actor) is not None else None
    phone = form.contact_phone.data
    if phone and not PHONE_LIKE.fullmatch(phone):
        form.contact_phone.data = None
    return form.complaint(brought)


def _of_customer(customer_id: int, actor: Actor) -> dict[str, Any]:
    """Who complains, as far as this user may know: whom to speak to and the telephone number are file matter."""
    try:
        found = seen(customer_id, actor)
    except NoResultFound:
        return {"customer_id": None}
    one = found.customer
    return (
        {"contact_name": one.contact or one.name, "contact_phone": one.phone}
        if found.file
        else {"contact_name": one.name}
    )


def _rows(texts: Sequence[str], customer_id: int | None, actor: Actor) -> Sequence[Any]:
    query = select(Customer, Staff.name).outerjoin(Staff, Staff.id == Customer.owner_id).where(visible(actor))
    if customer_id:
        return db.session.execute(query.where(Customer.id == customer_id)).all()
    for text in texts:
        same = or_(Customer.phone == text, Customer.number == text.upper(), Customer.name == text)
        rows = list(db.session.execute(query.where(same).order_by(Customer.id).limit(MOST_KNOWN)))
        if len(rows) < MOST_KNOWN and (ids := answering(text, actor)) is not None:
            rows += db.session.execute(query.where(Customer.id.in_(ids)).order_by(Customer.id.desc()).limit(MOST_KNOWN))
        if rows:
            return list({row[0].id: row for row in rows}.values())[:MOST_KNOWN]
    return ()


def _exact(one: Customer, texts: Sequence[str]) -> bool:
    return any(text and text.upper() in (one.number, one.name.upper(), one.phone) for text in texts)
