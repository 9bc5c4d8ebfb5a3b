"""What enquiries answer to pages that do not know them."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.queries.lists import LATE, MINE, OFFERED, figures
from app.reception.enquiries.queries.one import KIND, page_of, visible
from app.reception.enquiries.rules import OPEN, short
from app.reception.register.rules import Leftover
from app.search.index import matching
from app.web.converters import id_in
from app.web.hooks import Hit, Notice

MOST_HITS = 5


def notices(actor: Actor) -> list[Notice]:
    """Enquiries to be taken over, those with this user, and how many of them are late (hook `today`)."""
    found = figures(actor)
    lines: tuple[tuple[Text, int, dict[str, Any], str], ...] = (
        (Text("Enquiries handed to you"), found.offered, {"whose": OFFERED}, "yellow"),
        (Text("Late enquiries with you"), found.late, {"whose": MINE, "state": LATE}, "red"),
        (Text("Open enquiries with you"), found.mine, {"whose": MINE}, "blue"),
    )
    return [
        Notice(label, str(figure), url_for("enquiries.listing", **where), colour, 40 + n)
        for n, (label, figure, where, colour) in enumerate(lines)
        if figure
    ]


def left_over(_day: date) -> list[Leftover]:
    """How many enquiries are open at the end of a day; its closing leaves them open (hook `day_left_over`)."""
    still_open = select(func.count()).select_from(Enquiry).where(Enquiry.state == OPEN)
    return [Leftover(Text("Open enquiries"), db.session.scalar(still_open) or 0, "/reception/enquiries/")]


def hits(actor: Actor, query: str) -> list[Hit]:
    """Enquiries of this number, name or telephone (hook `search`)."""
    ids = matching("enquiry", query)
    if ids is None:
        return []
    some = select(Enquiry).where(Enquiry.id.in_(ids), visible(actor)).order_by(Enquiry.id.desc()).limit(MOST_HITS)
    return [
        Hit(Text("Enquiry"), f"{one.number} {one.name}", short(one.matter), page_of(one.id))
        for one in db.session.scalars(some)
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an enquiry; None for other subjects (O-12)."""
    found = id_in(subject, KIND)
    if found is None:
        return None
    return db.session.scalar(select(Enquiry.id).where(Enquiry.id == found, visible(actor))) is not None
