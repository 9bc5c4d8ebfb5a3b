"""The visitors of a day, narrowed by state, purpose, channel, receiver and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from app.domain.actor import Actor
from app.domain.names import tidy
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit
from app.reception.queue.queries.visits import visible
from app.search.index import matching
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of a day is narrowed to; None: not at all."""

    day: date
    state: str | None = None
    purpose: int | None = None
    channel: str | None = None
    staff: int | None = None
    q: str | None = None


def of_day(wanted: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The visits of a day, newest first, as rows of Visit, purpose and who received."""
    return page_of(db.session(), _narrowed(wanted, actor), [Order(Visit.id, descending=True)], after=after)


def _narrowed(wanted: Filters, actor: Actor) -> Select[Any]:
    query: Select[Any] = (
        select(Visit)
        .add_columns(Purpose.name.label("purpose"), Staff.name.label("staff"))
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .where(Visit.day == wanted.day, visible(actor))
    )
    exact = {
        Visit.state: wanted.state,
        Visit.purpose_id: wanted.purpose,
        Visit.channel: wanted.channel,
        Visit.staff_id: wanted.staff,
    }
    query = query.where(*(column == value for column, value in exact.items() if value is not None))
    return query.where(_said(wanted.q)) if wanted.q else query


def _said(text: str) -> Any:
    """The condition for words: the number of the visit, else what the search box would find."""
    ids = matching("visit", text)
    number = Visit.number == tidy(text).upper()
    return or_(number, Visit.id.in_(ids)) if ids is not None else number
