"""What complaints answer to pages that do not know them: customers, the search box, the first page, hand-overs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from flask import url_for
from sqlalchemy import case, func, or_, select

from app import clock
from app.complaints.cases import fields as of
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import page_of, visible
from app.complaints.cases.queries.inbox import ANSWERING, DEPARTMENT, MINE, figures
from app.complaints.cases.queries.lines import OPEN, is_late
from app.complaints.cases.queries.listing import found
from app.complaints.causes.models import ComplaintCause
from app.customers.files.models import Customer
from app.customers.files.queries import customer_of_thing
from app.customers.handovers.kinds import Part
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.kept import once
from app.office.staff.models import Department
from app.web.hooks import Flag, Hit, Notice

LIST = "/complaints/"  # also where no request is under way
UNSEEN = Flag(Text("Has an open complaint"), "orange")


def notices(actor: Actor) -> list[Notice]:
    """What waits for this user and his departments, and how much of it is late (hook `today`): one query."""
    if actor.staff_id is None:
        return []
    known = figures(actor)
    lines = (
        (Text("Late complaints with my department"), known.late, DEPARTMENT, "red"),
        (Text("Complaints that wait for me"), known.mine, MINE, "yellow"),
        (Text("Complaints with my department"), known.department, DEPARTMENT, "blue"),
        (Text("Complaints I follow up, with others"), known.answering, ANSWERING, "secondary"),
    )
    return [
        Notice(label, str(figure), url_for("complaints.inbox", whose=whose), colour, 50 + n)
        for n, (label, figure, whose, colour) in enumerate(lines)
        if figure
    ]


def flags(customer_ids: Iterable[int], actor: Actor) -> dict[int, list[Flag]]:
    """A mark at customers with open complaints (hook `customer_flags`): one query.

    How many, and the way to them, only where this user may know of them. Whoever receives a customer learns that there
    is one in any case: he would ask him what brings him here.
    """
    mine = case((visible(actor), 1), else_=0)
    late = case((visible(actor) & is_late(), 1), else_=0)
    query = select(Complaint.customer_id, func.sum(mine), func.sum(late)).where(
        Complaint.customer_id.in_(list(customer_ids)), Complaint.state == OPEN
    )
    rows = db.session.execute(query.group_by(Complaint.customer_id))
    return {one: [_flag(one, number, late) if number else UNSEEN] for one, number, late in rows if one is not None}


def hits(actor: Actor, query: str) -> list[Hit]:
    """Complaints of this number, customer, telephone, order or matter (hook `search`)."""
    return [
        Hit(Text("Complaint"), f"{one.number or ''} {one.matter}".strip(), one.customer or "", page_of(one.id))
        for one in found(query, actor)
    ]


def customer_of_subject(subject: str) -> int | None:
    """Whose complaint this is; None for other subjects."""
    return customer_of_thing(subject, "complaint", Complaint)


def handover_parts(staff_id: int, customer_ids: Sequence[int]) -> dict[int, list[Part]]:
    """Open complaints of these customers that this person follows up or holds (hook `handover_parts`)."""
    his = or_(Complaint.handler_id == staff_id, Complaint.holder_id == staff_id)
    query = select(Complaint.customer_id, func.count()).where(Complaint.customer_id.in_(customer_ids))
    rows = db.session.execute(query.where(Complaint.state == OPEN, his).group_by(Complaint.customer_id))
    label = Text("Open complaints")
    return {one: [Part(label, number, f"{LIST}?customer={one}")] for one, number in rows if one is not None}


def erasure_obstacles(customer_ids: Sequence[int]) -> list[Text]:
    """Open complaints: business that is not over (hook `erasure_obstacles`)."""
    query = select(func.count()).where(Complaint.customer_id.in_(customer_ids), Complaint.state == OPEN)
    number = db.session.scalar(query) or 0
    return [Text("Complaints that are not closed: %(count)s.", count=number)] if number else []


def last_business(customer_ids: Sequence[int]) -> dict[int, date]:
    """The day of the last complaint, and today where one is open (hook `last_business`)."""
    heard = select(Complaint.customer_id, func.max(Complaint.heard_at), func.max(Complaint.closed_on))
    rows = db.session.execute(heard.where(Complaint.customer_id.in_(customer_ids)).group_by(Complaint.customer_id))
    last = {one: max(clock.local(at).date(), closed or date.min) for one, at, closed in rows if one is not None}
    running = select(Complaint.customer_id).where(Complaint.customer_id.in_(customer_ids), Complaint.state == OPEN)
    return {**last, **{one: clock.today() for one in db.session.scalars(running) if one is not None}}


def fact_labels() -> dict[str, Text]:
    """How the fields of a complaint are called in history (hook `fact_labels`)."""
    found = {f"complaint.{key}": Text(one.label) for key, one in of.FIELDS.items()}
    return {**found, "complaint.customer_id": Text("Customer")}


def fact_values() -> dict[str, Callable[[Any], Text | str]]:
    """How the values of these fields are shown: words for what is chosen, names for ids (hook `fact_values`)."""
    found: dict[str, Callable[[Any], Text | str]] = {"complaint.customer_id": partial(_called, Customer.number)}
    for key, one in of.FIELDS.items():
        if one.kind == of.CHOICE:
            found[f"complaint.{key}"] = partial(_chosen, one)
        elif one.kind == of.YES_NO:
            found[f"complaint.{key}"] = _answer
        elif one.kind in (of.CAUSE, of.DEPARTMENT):
            name = ComplaintCause.name if one.kind == of.CAUSE else Department.name
            found[f"complaint.{key}"] = partial(_called, name)
    return found


def _chosen(one: of.CaseField, value: Any) -> Text | str:
    return Text(one.choices[value]) if value in one.choices else str(value)


def _answer(value: Any) -> Text:
    return Text("Yes") if value else Text("No")


def _called(name: Any, value: Any) -> str:
    """The name of the thing of this id, asked for once in a transaction."""
    table = name.class_
    return once(f"name of {table.__tablename__} {value}", lambda: _name(name, value))


def _name(name: Any, value: Any) -> str:
    return str(db.session.scalar(select(name).where(name.class_.id == value)) or value)


def _flag(customer_id: int, number: int, late: int) -> Flag:
    colour = "red" if late else "orange"
    return Flag(Text("Open complaints: %(count)s", count=number), colour, f"{LIST}?customer={customer_id}")
