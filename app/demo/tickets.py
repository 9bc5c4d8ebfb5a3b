"""Ticket printers of the demo office, and the ticket of a visitor that nobody has printed yet."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.reception.queue.models import Visit
from app.reception.queue.rules import WAITING
from app.reception.tickets.rules import BROWSER, NETWORK, NewPrinter
from app.reception.tickets.service import add_printer, ask


def build(cast: Mapping[str, Actor]) -> None:
    """Two printers, of which none prints by itself: a demo has no paper."""
    here = add_printer(NewPrinter("前台小票机", BROWSER, "80mm"), by=cast["gao"])
    add_printer(NewPrinter("门口取号机", NETWORK, "58mm", "192.168.1.60", 9100), by=cast["gao"])
    waits = select(Visit.id).where(Visit.day == clock.today(), Visit.state == WAITING).order_by(Visit.id.desc())
    visit_id = db.session.scalars(waits.limit(1)).first()
    if visit_id is not None:
        ask(visit_id, here.id, address="", by=cast["fang"])
