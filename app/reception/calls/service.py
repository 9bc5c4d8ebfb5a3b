"""Registering calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.reception.calls import rules
from app.reception.calls.feature import AGAIN, REGISTERED
from app.reception.calls.models import Call
from app.reception.calls.policy import CallPolicy
from app.reception.calls.rules import NewCall
from app.reception.claims import service as claims
from app.reception.queue.rules import phone_of, phone_said
from app.search.index import put
from app.search.tokens import tokens_of
from app.unit_of_work import Work, current_work, unit_of_work

SCOPE = "calls"
TOPIC = "calls"  # no screen hears it: the sums of the statistics are kept until it is touched


def register_call(new: NewCall, *, by: Actor) -> Call:
    """Register a telephone call (来电, R-23, R-89, R-141): it stands in the register of today and gets a number.

    Where the office counts calls as proof (D-12), the caller is registered for whoever took the call, too.
    Raises Refused for what cannot be, NoResultFound for a customer or an earlier call that is not there.
    """
    with unit_of_work(by=by) as work:
        settings, called_at = policy.of(CallPolicy), new.called_at or work.at
        new = _read(new, by)
        rules.check(new, called_at=called_at, now=work.at, late_days=settings.late_days, today=clock.today())
        first = _first(new.matter_of_id)
        made = _store(work, new, called_at, first)
        facts = {"number": made.number, "name": made.name, "first": first.number if first else None}
        if made.staff_id is not None:
            claims.register_call(
                made.id, made.staff_id, customer_id=made.customer_id, name=made.name, phone=made.phone, by=by
            )
        record(AGAIN if first else REGISTERED, f"call:{made.id}", customer_id=made.customer_id, facts=facts)
    return made


def _read(new: NewCall, by: Actor) -> NewCall:
    """The call with its words tidied, the customer's own name and number where nothing else was said."""
    phone = phone_said(new.phone)
    name = tidy(new.name)
    if new.customer_id is not None:
        known = select(Customer).where(Customer.id == new.customer_id, customer_visible(by))
        customer = current_work().session.scalars(known).one()
        name, phone = name or customer.name, phone or phone_of(customer.phone or "")
    matter = new.matter.strip()
    if not matter:
        raise Refused(Text("What was the call about?"), field="matter")
    return replace(new, name=name or phone or "", phone=phone, matter=matter)


def _first(matter_of_id: int | None) -> Call | None:
    """The first call on the matter of an earlier one (R-152). Raises NoResultFound."""
    if matter_of_id is None:
        return None
    session = current_work().session
    earlier = session.scalars(select(Call).where(Call.id == matter_of_id)).one()
    return session.get_one(Call, rules.first_of(earlier))


def _store(work: Work, new: NewCall, called_at: datetime, first: Call | None) -> Call:
    today = clock.today()
    month = f"{today:%y%m}"
    made = Call(
        number=rules.number_of(month, next_number(SCOPE, month)),
        day=today,
        called_at=called_at,
        staff_id=new.staff_id or work.by.staff_id,
        purpose_id=new.purpose_id,
        customer_id=new.customer_id,
        name=new.name,
        phone=new.phone,
        first_time=rules.NO if first else new.first_time,
        source=new.source,
        matter=new.matter,
        answer=new.answer,
        invited=rules.is_invited(new),
        invited_for=new.invited_for,
        matter_of_id=first.id if first else None,
        registered_by=work.by.name,
        registered_by_id=work.by.staff_id,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC)
    put("call", [(made.id, tokens_of(name=made.name, phones=[made.phone or ""], numbers=[made.number]))])
    return made
