"""Registering visitors, and ending those whom a day left over."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from sqlalchemy import insert, select

from app.columns import table_of
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.extensions import db
from app.office.numbering.service import next_number
from app.reception.counters.models import Purpose
from app.reception.queue import kinds, queries
from app.reception.queue.models import Visit, VisitNamed
from app.reception.queue.queries.visits import IS_HERE
from app.reception.queue.rules import WAITING, AlreadyHere, Interval, NewVisit, check_new, number_of, phone_of
from app.reception.queue.service import turns
from app.reception.queue.service.moving import choose
from app.reception.queue.service.steps import SCOPE, begin, check_desk, move, take, tell, today
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work, unit_of_work

KEY = "key"


def register(new: NewVisit, *, by: Actor) -> Visit:
    """Register a visitor (R-12, R-13): number of the day, place in the line, and who receives where the rules say so.

    Raises AlreadyHere where the same person was registered today and `again` is not given; Refused.
    """
    check_new(new)
    with unit_of_work(by=by) as work:
        check_desk(by)
        turns.hold()
        day = today()
        # Whoever registers on this day waits here for the others, so that nobody is registered twice at once.
        next_number(SCOPE, day.isoformat())
        new = _completed(new, by)
        _check_once(new, day)
        visit = _visit(new, _purpose(new.purpose_id), day, by)
        work.session.add(visit)
        work.session.flush()
        _begin(visit, new, by)
        if new.assign and turns.chooses(visit):
            choose(visit, by=by)
        kinds.tell("visit_registered", visit, by)
        return visit


def close_leftovers(day: date, *, by: Actor) -> int:
    """End the visits of this day and of earlier ones that nobody has ended, as left; return how many.

    Nothing is deleted: every interval stays, and the last says that the day ended it. Those who wait for a turn go
    first, so that nobody is given to whoever the closing sets free.
    """
    with unit_of_work(by=by) as work:
        turns.hold()
        query = select(Visit.id).where(IS_HERE, Visit.day <= day).order_by(Visit.staff_id.is_not(None), Visit.id)
        found = list(work.session.scalars(query))
        for visit_id in found:
            visit = take(visit_id, None)
            receiver, before = visit.staff_id, visit.state
            made = move(visit, "close", by=by, more={"ended_at": work.at})
            if before == WAITING:
                turns.given_back(visit, made, by=by)
            turns.ended(visit, receiver, made.id, by=by)
            kinds.tell("visit_ended", visit, by)
        return len(found)


def _completed(new: NewVisit, by: Actor) -> NewVisit:
    """The visitor with what is known of the customer: name, telephone number, VIP (R-30)."""
    phone = phone_of(new.phone or "") or (tidy(new.phone) if new.phone else None) or None
    new = replace(new, name=tidy(new.name), phone=phone)
    if new.customer_id is None:
        return new
    query = select(Customer).where(Customer.id == new.customer_id, customer_visible(by))
    known = db.session.scalars(query).one_or_none()
    if known is None:
        raise Refused(Text("This customer is not known."), field="customer_id")
    phone = new.phone or phone_of(known.phone or "") or known.phone
    return replace(new, name=new.name or known.name, phone=phone, vip=new.vip or known.category == KEY)


def _check_once(new: NewVisit, day: date) -> None:
    earlier = queries.here_today(day, customer_id=new.customer_id, phone=new.phone)
    if earlier is not None and not new.again:
        raise AlreadyHere(earlier.id, earlier.number)


def _purpose(purpose_id: int) -> Purpose:
    found = db.session.scalars(select(Purpose).where(Purpose.id == purpose_id, Purpose.active)).one_or_none()
    if found is None:
        raise Refused(Text("Please choose one of the list."), field="purpose_id")
    return found


def _visit(new: NewVisit, purpose: Purpose, day: date, by: Actor) -> Visit:
    at = current_work().at
    number = number_of(purpose.prefix, next_number(f"{SCOPE}.{purpose.prefix}", day.isoformat()))
    return Visit(
        day=day, number=number, purpose_id=purpose.id, channel=new.channel, customer_id=new.customer_id,
        name=new.name, phone=new.phone, party=new.party, needs=new.needs, vip=new.vip, first_time=new.first_time,
        asked_for_id=new.asked_for[0] if new.asked_for else None, forgot=new.forgot, complains=new.complains,
        brought_by_id=new.brought_by_id, announced_for_id=new.announced_for_id, referral_id=new.referral_id,
        company_case_id=new.company_case_id, leader_named=new.leader_named, appointment_id=new.appointment_id,
        family_of_id=new.family_of_id, arrived_at=at, place=new.place or at, state=WAITING, state_at=at,
        token=secrets.token_urlsafe(18), registered_by=by.name, registered_by_id=by.staff_id, version=1,
    )  # fmt: skip


def _begin(visit: Visit, new: NewVisit, by: Actor) -> None:
    session = current_work().session
    begin(
        visit.id,
        Interval(
            state=WAITING, step="register", began_at=visit.arrived_at, staff_id=None, desk_id=None,
            purpose_id=visit.purpose_id, place=visit.place, calls=0, called_at=None, reason=None, by_id=by.staff_id,
        ),
    )  # fmt: skip
    rows = [{"visit_id": visit.id, "place": n, "staff_id": one} for n, one in enumerate(new.asked_for, 1)]
    if rows:
        session.execute(insert(table_of(VisitNamed)), rows)
    index.put("visit", [(visit.id, tokens_of(name=visit.name, phones=[visit.phone or ""], numbers=[visit.number]))])
    tell(visit, "register", None, before=None)
