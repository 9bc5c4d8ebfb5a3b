"""What calls tell others: the search box, whoever registers a visitor, and what hangs on a call."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.names import phone_tail
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.reception.calls import queries
from app.reception.calls.models import Call
from app.reception.calls.policy import CallPolicy
from app.reception.queue.kinds import Hint
from app.web.converters import id_in
from app.web.hooks import Hit


def hits(actor: Actor, query: str) -> list[Hit]:
    """The calls that answer the search box (hook `search`)."""
    found = []
    for call, staff, *_ in queries.found(query, actor):
        tail = f"…{phone_tail(call.phone)}" if call.phone else ""
        details = " · ".join(filter(None, (call.number, tail, staff or "", call.day.isoformat())))
        found.append(Hit(Text("Telephone call"), call.name, details, url_for("calls.show", call_id=call.id)))
    return found


def visitor_hints(phone: str | None, _name: str | None, customer_id: int | None) -> list[Hint]:
    """Whether this visitor called, and for when he was invited (hook `visitor_hints`, R-23)."""
    today = clock.today()
    call = queries.invited_on(phone, customer_id, today, policy.of(CallPolicy, today).repeat_days)
    if call is None:
        return []
    values = {"needs": call.matter, "purpose_id": call.purpose_id}
    return [Hint("call", _sentence(call), values, url_for("calls.show", call_id=call.id))]


def complaint_origin(subject: str, actor: Actor) -> dict[str, Any] | None:
    """Who called and about what, for whoever takes his complaint (hook of complaints)."""
    call_id = id_in(subject, "call")
    if call_id is None:
        return None
    call = db.session.scalars(select(Call).where(Call.id == call_id, queries.visible(actor))).one_or_none()
    if call is None:
        return None
    return {
        "contact_name": call.name, "contact_phone": call.phone, "customer_id": call.customer_id, "facts": call.matter,
        "channel": "telephone", "label": Text("Call %(number)s of %(day)s", number=call.number, day=call.day),
        "url": f"/reception/calls/{call.id}",
    }  # fmt: skip


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a call, such as its timeline; None for other subjects (O-12)."""
    found = id_in(subject, "call")
    if found is None:
        return None
    return db.session.scalar(select(Call.id).where(Call.id == found, queries.visible(actor))) is not None


def _sentence(call: Call) -> Text:
    when = {"number": call.number, "day": call.day}
    if call.invited_for:
        return Text("Called on %(day)s (%(number)s), invited for %(invited)s", invited=call.invited_for, **when)
    if call.invited:
        return Text("Called on %(day)s (%(number)s), invited to visit", **when)
    return Text("Called on %(day)s (%(number)s)", **when)
