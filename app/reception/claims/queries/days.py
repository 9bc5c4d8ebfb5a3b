"""Looks at open days with a rule of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.reception.claims.models import OpenDays
from app.reception.claims.rules import Event
from app.reception.claims.words import APPROVED
from app.web.paging import Order, Page, page_of


def event_on(day: date) -> Event | None:
    """The open days in force on a day, the latest approved first; None on ordinary days (R-51)."""
    query = select(OpenDays).where(OpenDays.state == APPROVED, OpenDays.first_on <= day, OpenDays.last_on >= day)
    found = db.session.scalars(query.order_by(OpenDays.id.desc())).first()
    return Event(found.name, found.rule) if found else None


def listing(*, after: str | None = None) -> Page[Any]:
    """Every open days that were ever planned, the latest first."""
    return page_of(db.session(), select(OpenDays), [Order(OpenDays.id, descending=True)], after=after)


def open_days(days_id: int) -> OpenDays:
    """One of them. Raises NoResultFound."""
    query = select(OpenDays).where(OpenDays.id == days_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
