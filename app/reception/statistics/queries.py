"""Looks at what visits and calls came to: counted by the database, never row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, extract, func, select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.kept import kept
from app.office.staff.models import Staff
from app.reception.calls.models import Call
from app.reception.calls.service import TOPIC as CALLS
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.queries import visible
from app.reception.queue.rules import CANCELLED, SERVING
from app.reception.statistics import rules
from app.reception.statistics.models import Analysis
from app.reception.statistics.rules import MINUTES_A_DAY, CallCell, Figures, Span, VisitCell
from app.web.paging import Order, Page, page_of

TOPICS = ("queue", CALLS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which visits stand behind a figure."""

    purpose: int | None = None
    channel: str | None = None
    staff: int | None = None
    state: str | None = None
    outcome: str | None = None
    first_time: str | None = None


def figures(span: Span) -> Figures:
    """The statistics of a span (P-01 to P-03); kept until a visit or call changes."""
    return kept(("reception statistics", span.period, span.first_on), TOPICS, lambda: _figures(span))


def names() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The names of purposes and of people, by their ids."""
    purposes = {row.id: row.name for row in db.session.execute(select(Purpose.id, Purpose.name).order_by(Purpose.id))}
    people = {row.id: row.name for row in db.session.execute(select(Staff.id, Staff.name).order_by(Staff.id))}
    return purposes, people


def analyses(span: Span) -> Sequence[Analysis]:
    """What the manager said to these figures, the newest first (F-12, F-13)."""
    query = select(Analysis).where(Analysis.period == span.period, Analysis.first_on == span.first_on)
    return db.session.scalars(query.order_by(Analysis.id.desc())).all()


def behind(span: Span, wanted: Wanted, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The visits behind a figure, newest first, as rows of Visit, purpose and who received."""
    query = (
        select(Visit)
        .add_columns(Purpose.name.label("purpose"), Staff.name.label("staff"))
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .where(_within(span, Visit.day), visible(actor))
    )
    pairs = (
        (Visit.purpose_id, wanted.purpose), (Visit.channel, wanted.channel), (Visit.staff_id, wanted.staff),
        (Visit.state, wanted.state), (Visit.outcome, wanted.outcome), (Visit.first_time, wanted.first_time),
    )  # fmt: skip
    for column, value in pairs:
        if value is not None:
            query = query.where(column == value)
    if wanted.state is None:
        query = query.where(Visit.state != CANCELLED)
    return page_of(db.session(), query, [Order(Visit.id, descending=True)], after=after)


def _figures(span: Span) -> Figures:
    shift = _minutes_from_utc(span.first_on)
    arrived = cast(extract("hour", Visit.arrived_at), Integer) * 60 + cast(extract("minute", Visit.arrived_at), Integer)
    at = {(minute + shift) % MINUTES_A_DAY: n for minute, n in _histogram(arrived, span)}
    began, until = _received()
    return rules.add_up(
        span,
        (
            [VisitCell(*row) for row in db.session.execute(_visit_cells(span))],
            [CallCell(*row) for row in db.session.execute(_call_cells(span))],
        ),
        rules.hours_of(at),
        waits=rules.times(dict(_histogram(_minutes(Visit.arrived_at, began), span, received=True))),
        receptions=rules.times(dict(_histogram(_minutes(began, until), span, received=True))),
    )


def _visit_cells(span: Span) -> Select[Any]:
    keys: tuple[Any, ...] = (
        Visit.day, Visit.purpose_id, Visit.channel, Visit.staff_id, Visit.state, Visit.outcome, Visit.first_time,
    )  # fmt: skip
    counted = select(*keys, func.count(), func.sum(Visit.party)).where(_within(span, Visit.day))
    return counted.group_by(*keys).order_by(Visit.day)


def _call_cells(span: Span) -> Select[Any]:
    repeated = Call.matter_of_id.is_not(None)
    keys: tuple[Any, ...] = (Call.day, Call.purpose_id, Call.staff_id, Call.first_time, Call.invited, repeated)
    return select(*keys, func.count()).where(_within(span, Call.day)).group_by(*keys).order_by(Call.day)


def _received() -> tuple[Any, Any]:
    """When the reception of a visit began first, and when it ended last."""
    return func.min(VisitInterval.began_at), func.max(VisitInterval.ended_at)


def _histogram(value: ColumnElement[int], span: Span, *, received: bool = False) -> list[tuple[int, int]]:
    """How many visits of a span have each value; of `received` ones the value looks at their receptions."""
    each = select(value.label("value")).select_from(Visit).where(_within(span, Visit.day), Visit.state != CANCELLED)
    if received:
        mine = and_(VisitInterval.visit_id == Visit.id, VisitInterval.state == SERVING)
        over = and_(VisitInterval.undone_at.is_(None), VisitInterval.ended_at.is_not(None))
        each = each.join(VisitInterval, and_(mine, over)).group_by(Visit.id, Visit.arrived_at)
    rows = each.subquery()
    counted = select(rows.c.value, func.count()).group_by(rows.c.value).order_by(rows.c.value)
    return [(int(value), n) for value, n in db.session.execute(counted)]


def _minutes(since: Any, until: Any) -> ColumnElement[int]:
    seconds = cast(extract("epoch", until), Integer) - cast(extract("epoch", since), Integer)
    return seconds // 60


def _within(span: Span, column: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.between(span.first_on, span.last_on)
    return found


def _minutes_from_utc(day: date) -> int:
    """How far the office's clock is ahead of UTC on a day; times are stored in UTC."""
    noon = clock.at_office(datetime.combine(day, time(12)))
    ahead = clock.local(noon).utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0
