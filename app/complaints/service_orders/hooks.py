"""What service orders answer to others: the first page, search, customers, complaints that came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select, update

from app.complaints.cases import queries as cases
from app.complaints.cases.feature import TAKEN as COMPLAINT_TAKEN
from app.complaints.cases.models import Complaint
from app.complaints.service_orders import queries, rules
from app.complaints.service_orders.feature import DO, KEEP, SEE
from app.complaints.service_orders.models import ServiceOrder
from app.customers.handovers.kinds import Part
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.unit_of_work import current_work
from app.web.converters import id_in
from app.web.hooks import Flag, Hit, Notice


def notices(actor: Actor) -> list[Notice]:
    """Requests to be decided, and this user's own orders (hook `today`)."""
    lines: list[tuple[Text, Any, dict[str, Any], str]] = []
    if actor.may(DO.name):
        mine = queries.own(actor)
        late = mine.where(queries.past_its_day())
        lines.append((Text("My late service orders"), late, {"state": queries.LATE, "mine": "y"}, "red"))
        lines.append((Text("My service orders"), mine, {"mine": "y"}, "blue"))
    if actor.may(KEEP.name):
        lines.append((Text("Repair requests to be decided"), queries.to_decide(), {"state": rules.ASKED}, "yellow"))
    return [
        Notice(label, waits, url_for("service_orders.listing", **where), colour, 60 + n)
        for n, (label, waits, where, colour) in enumerate(lines)
    ]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The order of this number (hook `search`)."""
    one = queries.called(query, actor)
    title = f"{one.number} {one.place}" if one else ""
    return [Hit(Text("Service order"), title, rules.short(one.what), queries.page_url(one.id))] if one else []


def flags(ids: Sequence[int], actor: Actor) -> dict[int, list[Flag]]:
    """That an order of a customer is late: whoever speaks with him must know (hook `customer_flags`, C-125)."""
    if not actor.may(SEE.name):
        return {}
    late = Flag(Text("Service order late"), "red", f"{queries.PLACE}/?state={queries.LATE}")
    return {one: [late] for one in queries.late_by_customer(list(ids))}


def handover_parts(staff_id: int, customer_ids: Sequence[int]) -> dict[int, list[Part]]:
    """The orders of these customers that somebody carries out (hook `handover_parts`, C-23)."""
    found = queries.open_of(customer_ids, staff_id)
    return {one: [Part(Text("Open service orders"), count)] for one, count in found.items()}


def erasure_obstacles(customer_ids: Sequence[int]) -> list[Text]:
    """Business that is not over (hook `erasure_obstacles`)."""
    count = sum(queries.open_of(customer_ids).values())
    return [Text("Repair requests that are open: %(count)s.", count=count)] if count else []


def origin(subject: str, actor: Actor) -> Mapping[str, Any] | None:
    """What a complaint about an order begins with (hook `complaint_origin`)."""
    found = id_in(subject, queries.KIND)
    query = select(ServiceOrder).where(ServiceOrder.id == found, queries.visible(actor))
    one = db.session.scalars(query).one_or_none() if found is not None else None
    if one is None:
        return None
    values = {name: getattr(one, name) for name in ("contact_name", "contact_phone", "customer_id")}
    label = Text("Service order %(number)s", number=one.number)
    return {**values, "facts": f"{one.number} {one.place}\n{one.what}", "label": label, "url": queries.page_url(one.id)}


def recorded(action: str, subject: str, _customer_id: int | None, _by: Actor) -> None:
    """Keep with an order the complaint that came of it, in the unit in which it is taken (hook `recorded`)."""
    complaint_id = cases.id_in(subject) if action == COMPLAINT_TAKEN.name else None
    if complaint_id is None:
        return
    session = current_work().session
    came_from = session.scalar(select(Complaint.came_from).where(Complaint.id == complaint_id)) or ""
    if order_id := id_in(came_from, queries.KIND):
        mine = update(ServiceOrder).where(ServiceOrder.id == order_id)
        kept = mine.values(complaint_id=complaint_id, version=ServiceOrder.version + 1)
        session.execute(kept.execution_options(synchronize_session="fetch"))
