"""Repair requests: taken, decided, ordered, done (报修、服务指令, C-125, F-94)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.naming import departments_of, home_of
from app.complaints.service_orders import feature as actions
from app.complaints.service_orders import queries, rules
from app.complaints.service_orders.deadlines import DONE
from app.complaints.service_orders.models import ServiceOrder
from app.customers.files.queries import seen
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.approvals.queries_people import names_of
from app.office.deadlines.kinds import Term
from app.office.deadlines.queries.shown import shown
from app.office.deadlines.service import hand_deadline, start_deadline, stop_deadlines
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of, superior_of
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this order is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this order.")


def take(new: rules.NewRequest, *, by: Actor) -> ServiceOrder:
    """Take a repair request (C-125); what becomes of it is decided afterwards.

    Raises Refused for what is missing, NoResultFound for a customer that the actor may not know of.
    """
    with unit_of_work(by=by) as work:
        rules.check_request(new, work.at)
        day = clock.local(work.at).date()
        one = ServiceOrder(**asdict(_completed(new, by)), state=rules.ASKED, made_by=by.name, made_at=work.at)
        one.number = rules.number_of(day, next_number("service_order", f"{day:%y%m}"))
        work.session.add(one)
        work.session.flush()
        _told(actions.TAKEN, one, what=rules.short(one.what))
    return one


def change(order_id: int, version: int, values: Mapping[str, Any], *, by: Actor) -> None:
    """Put right what is known of a request that is not decided: part, warranty, words. Raises as `accept` does."""
    with _doing(order_id, version, rules.ACCEPT, by) as one:
        as_if = {name: getattr(one, name) for name in rules.NewRequest.__slots__} | dict(values)
        rules.check_request(rules.NewRequest(**as_if), current_work().at)
        changed = changes({name: getattr(one, name) for name in values}, values)
        _store(one, **values)
        _told(actions.CHANGED, one, changes=[{**line, "field": f"service_order.{line['field']}"} for line in changed])


def accept(order_id: int, version: int, order: rules.Order, *, by: Actor) -> None:
    """Accept a request as an order with a day that is watched, because lateness is breach (C-125).

    Without a day of its own the day that the office laid down. Raises NoResultFound, Conflict and Refused.
    """
    rules.check_order(order, clock.today())
    with _doing(order_id, version, rules.ACCEPT, by) as one:
        values = {**asdict(order), "task": order.task.strip(), "ours": True}
        term = Term((order.due_on - clock.today()).days, Unit.CALENDAR) if order.due_on else None
        due_on = _start(one, order, term, by)
        _store(one, **{**values, "due_on": due_on, "state": rules.ORDERED})
        _told(actions.ORDERED, one, to=_party(one), due=due_on)


def refer(order_id: int, version: int, referred_to: str, words: str, told_on: date, *, by: Actor) -> None:
    """Help the owner to notify the developer or its contractor, and document that it is not ours (C-125).

    Raises NoResultFound, Conflict and Refused.
    """
    if not referred_to.strip():
        raise Refused(Text("Please say to whom it was passed on."), field="referred_to")
    with _doing(order_id, version, rules.REFER, by) as one:
        _check_told(one, told_on)
        values = {"referred_to": referred_to.strip(), "referred_words": words.strip(), "owner_told_on": told_on}
        _store(one, ours=False, state=rules.REFERRED, **values)
        _told(actions.REFERRED, one, to=one.referred_to)


def refuse(order_id: int, version: int, words: str, told_on: date, *, by: Actor) -> None:
    """Tell the owner that the repair is his own matter, in words (C-125). Raises as `accept` does."""
    if not words.strip():
        raise Refused(Text("Please write what the owner was told."), field="words")
    with _doing(order_id, version, rules.REFUSE, by) as one:
        _check_told(one, told_on)
        _store(one, ours=False, state=rules.REFUSED, referred_words=words.strip(), owner_told_on=told_on)
        _told(actions.REFUSED, one)


def hand(order_id: int, version: int, staff_id: int, *, by: Actor) -> None:
    """Give an order to somebody else; the promised day stays. Raises NoResultFound, Conflict and Refused."""
    with _doing(order_id, version, rules.HAND, by) as one:
        _store(one, staff_id=staff_id)
        _pass_deadline(one, staff_id, by)
        _told(actions.HANDED, one, to=_party(one))


def finish(
    order_id: int, version: int, done_at: datetime, result: str, *, satisfied: str | None = None,
    fee: Fen | None = None, by: Actor,
) -> None:  # fmt: skip
    """Say that an order is done, when and with which result, and what the customer says. Raises as `accept` does."""
    if not result.strip():
        raise Refused(Text("Please say what was done."), field="result")
    with _doing(order_id, version, rules.FINISH, by) as one:
        if not one.asked_at <= done_at <= current_work().at:
            raise Refused(Text("Type a moment after the request and not after now."), field="done_at")
        values = {"done_at": done_at, "result": result.strip(), "satisfied": satisfied}
        _store(one, state=rules.DONE, fee_fen=fee if fee is not None else one.fee_fen, **values)
        stop_deadlines(queries.subject_of(one.id), at=done_at, by=by)
        _told(actions.DONE, one)


def ask_after(order_id: int, version: int, satisfied: str, *, by: Actor) -> None:
    """Record what the customer says of the repair. Raises NoResultFound, Conflict and Refused."""
    with _doing(order_id, version, rules.ASK_AFTER, by) as one:
        _store(one, satisfied=satisfied)
        _told(actions.ASKED_AFTER, one, word=Text(rules.WORDS[satisfied]))


def cancel(order_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Cancel a request that the customer withdraws, or that was entered by mistake. Raises as `accept` does."""
    with _doing(order_id, version, rules.CANCEL, by) as one:
        _store(one, state=rules.CANCELLED)
        stop_deadlines(queries.subject_of(one.id), outcome="dropped", by=by)
        _told(actions.CANCELLED, one, reason=reason)


def staff_left(staff_id: int, _left_on: date, *, by: Actor) -> None:
    """Give the orders of somebody who leaves to his superior; without one to his team (hook `staff_left`)."""
    with unit_of_work(by=by) as work:
        mine = select(ServiceOrder).where(ServiceOrder.staff_id == staff_id, ServiceOrder.state == rules.ORDERED)
        found = work.session.scalars(mine.execution_options(populate_existing=True).order_by(ServiceOrder.id)).all()
        heir = _heir(staff_id) if found else None
        for one in found:
            _store(one, staff_id=heir)
            if heir is not None:
                _pass_deadline(one, heir, by)
            _told(actions.HANDED, one, to=_party(one))


def _completed(new: rules.NewRequest, by: Actor) -> rules.NewRequest:
    """The request with what the customer's card says where nothing else was typed; his number is file matter."""
    new = replace(new, place=new.place.strip(), what=new.what.strip())
    if new.customer_id is None:
        return new
    found = seen(new.customer_id, by)
    name, phone = found.customer.name, found.customer.phone if found.file else None
    return replace(new, contact_name=new.contact_name or name, contact_phone=new.contact_phone or phone)


@contextlib.contextmanager
def _doing(order_id: int, version: int, move: str, by: Actor) -> Iterator[ServiceOrder]:
    with unit_of_work(by=by):
        found = queries.seat(order_id, by)
        if found.order.version != version:
            raise Conflict(QUICKER)
        if move not in found.moves:
            raise Refused(NOT_HIS)
        yield found.order


def _store(one: ServiceOrder, **values: Any) -> None:
    session = current_work().session
    as_seen = update(ServiceOrder).where(ServiceOrder.id == one.id, ServiceOrder.version == one.version)
    changed = as_seen.values(**values, version=one.version + 1).returning(ServiceOrder.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    session.refresh(one)


def _start(one: ServiceOrder, order: rules.Order, term: Term | None, by: Actor) -> date:
    """Let the time run for whoever carries it out; of a team its head sees to it."""
    person = order.staff_id or head_of(organisation(), order.department_id)
    started = start_deadline(
        DONE,
        queries.subject_of(one.id),
        arrived_at=current_work().at,
        facts={"number": one.number, "place": one.place, "what": rules.short(one.what)},
        url=queries.page_url(one.id),
        staff_id=person,
        department_id=order.department_id,
        customer_id=one.customer_id,
        term=term,
        by=by,
    )
    return started.due_on


def _pass_deadline(one: ServiceOrder, staff_id: int, by: Actor) -> None:
    running = shown(queries.subject_of(one.id))
    if running is not None and not running.stopped:
        hand_deadline(running.id, staff_id, by=by)


def _heir(staff_id: int) -> int | None:
    office = organisation()
    return superior_of(replace(office, home={**office.home, staff_id: home_of(staff_id)}), staff_id)


def _check_told(one: ServiceOrder, told_on: date) -> None:
    if not clock.local(one.asked_at).date() <= told_on <= clock.today():
        raise Refused(Text("Type a day from the request to today."), field="told_on")


def _party(one: ServiceOrder) -> str:
    names = (
        names_of([one.staff_id]).get(one.staff_id),
        departments_of([one.department_id]).get(one.department_id or 0),
    )
    return "、".join(name for name in names if name)


def _told(action: Action, one: ServiceOrder, *, reason: str | None = None, **facts: Any) -> None:
    about = {"number": one.number, **facts}
    record(action, queries.subject_of(one.id), customer_id=one.customer_id, facts=about, reason=reason)
