"""What hand-overs tell others: the first page, and who may see what hangs on one."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import ColumnElement, func, select

from app.customers.handovers import rules
from app.customers.handovers.feature import DECIDE, SEE
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.queries.people import visible
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Hand-overs to be decided, and customers taken over that are to be signed for (hook `today`)."""
    found = []
    if actor.may(DECIDE.name):
        waiting = _count(visible(actor, DECIDE.name) & (Handover.state == rules.OPEN))
        if waiting:
            url = url_for("handovers.listing", state=rules.OPEN)
            found.append(Notice(Text("Hand-overs of customers to be decided"), str(waiting), url, "red", order=30))
    unsigned = _to_sign(actor.staff_id) if actor.staff_id else 0
    if unsigned:
        label = Text("Hand-overs of customers for you to sign")
        found.append(Notice(label, str(unsigned), url_for("handovers.mine"), "yellow", order=31))
    return found


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a hand-over, such as its timeline; None for other subjects (O-12)."""
    found = id_in(subject, "handover")
    if found is None:
        return None
    query = select(Handover.id).where(Handover.id == found, visible(actor, SEE.name))
    return db.session.scalar(query) is not None


def against_merge(survivor_id: int, loser_id: int) -> list[Text]:
    """Hand-overs in which one of two files still waits for a successor (hook `check_merge`)."""
    query = select(Handover.number).join(HandoverItem, HandoverItem.handover_id == Handover.id)
    query = query.where(HandoverItem.customer_id.in_((survivor_id, loser_id)), HandoverItem.state == rules.OPEN)
    numbers = db.session.scalars(query.where(Handover.state == rules.OPEN).order_by(Handover.number).distinct())
    return [
        Text("One of these files is being handed over in %(number)s. Decide about that first.", number=number)
        for number in numbers
    ]


def _count(condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Handover.id)).where(condition)) or 0


def _to_sign(staff_id: int) -> int:
    """How many decided hand-overs this member of staff has not signed yet, on either side."""
    unsigned = select(HandoverItem.handover_id).where(
        HandoverItem.successor_id == staff_id,
        HandoverItem.state.in_((rules.HANDED, rules.CONTACTED)),
        HandoverItem.signed_at.is_(None),
    )
    gives = (Handover.staff_id == staff_id) & Handover.giver_signed_at.is_(None)
    return _count((Handover.state == rules.DECIDED) & (gives | Handover.id.in_(unsigned)))
