"""What bulletins tell pages and features that do not know them."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.reception.bulletin.feature import READ
from app.reception.bulletin.models import Bulletin
from app.reception.bulletin.policy import BulletinPolicy
from app.reception.bulletin.queries import unread, visible
from app.web.converters import id_in
from app.web.hooks import Notice


def before_duty(staff_id: int) -> Text | None:
    """Why somebody may not yet sign in to the rota: a bulletin that he has not read (R-11; hook of the rota)."""
    if not policy.of(BulletinPolicy).before_duty:
        return None
    waiting = unread(staff_id, clock.today())
    if not waiting:
        return None
    return Text("First read the bulletin “%(title)s” and press “I have read it”.", title=waiting[0].title)


def notices(actor: Actor) -> list[Notice]:
    """Bulletins that this user has not read (hook `today`)."""
    if actor.staff_id is None or not actor.may(READ.name):
        return []
    waiting = unread(actor.staff_id, clock.today())
    if not waiting:
        return []
    url = url_for("bulletin.show", bulletin_id=waiting[0].id) if len(waiting) == 1 else url_for("bulletin.listing")
    return [Notice(Text("Bulletins to be read"), str(len(waiting)), url, "red", 5)]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a bulletin; None for other subjects (O-12)."""
    found = id_in(subject, "bulletin")
    if found is None:
        return None
    return db.session.scalar(select(Bulletin.id).where(Bulletin.id == found, visible(actor))) is not None
