"""What abnormality slips tell others: the search box, the first page, and what hangs on a slip."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app.complaints.abnormalities import queries, rules
from app.complaints.abnormalities.feature import KEEP
from app.complaints.abnormalities.models import AbnormalitySlip
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Hit, Notice


def notices(actor: Actor) -> list[Notice]:
    """Slips that wait for an answer of this user's units, and for him to see the effect (hook `today`)."""
    if not actor.may(KEEP.name):
        return []
    lines = (
        (Text("Abnormality slips to be answered"), rules.OPEN, "yellow"),
        (Text("Measures whose effect I am to confirm"), rules.ANSWERED, "blue"),
    )
    return [
        Notice(label, queries.waiting(actor, state=state), url_for("abnormalities.listing", state=state), colour, 47)
        for label, state, colour in lines
    ]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The abnormality slip of this number (hook `search`)."""
    return [
        Hit(Text("Abnormality slip"), one.number, rules.short(one.what), queries.page_url(one.id))
        for one in queries.found(query, actor)
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a slip; None for other subjects (O-12)."""
    slip_id = id_in(subject, queries.KIND)
    return None if slip_id is None else _seen(slip_id, actor)


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on a slip, such as a photograph (O-12)."""
    slip_id = id_in(subject, queries.KIND)
    return None if slip_id is None else actor.may(KEEP.name) and _seen(slip_id, actor)


def _seen(slip_id: int, actor: Actor) -> bool:
    query = select(AbnormalitySlip.id).where(AbnormalitySlip.id == slip_id, queries.visible(actor))
    return db.session.scalar(query) is not None
