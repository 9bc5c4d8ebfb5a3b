"""The list of complaints, by what presses most (K-08, K-26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, select

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.lines import MOST_URGENT_FIRST, NEWEST_FIRST, OPEN, Line, is_late, line, selected
from app.complaints.cases.queries.one import visible
from app.complaints.circulation.models import Route
from app.domain.actor import Actor
from app.extensions import db
from app.search.index import matching
from app.web.paging import Page, capped_count, page_of

EVERY, LATE, PAUSED, UNKNOWN = "every", "late", "paused", "unknown"
RUNNING = (OPEN, LATE, PAUSED, UNKNOWN)
MOST_OF_CUSTOMER = 50
MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to. `state` is one of them, "late", "paused", "unknown" (quantity not yet known) or
    "every"; `month` is that of the number, YYMM; `route` is the key of a route."""

    q: str = ""
    state: str = OPEN
    route: str | None = None
    stage: str | None = None
    department_id: int | None = None
    handler_id: int | None = None
    customer_id: int | None = None
    kind: str | None = None
    severity: str | None = None
    cause_id: int | None = None
    month: str | None = None


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Line]:
    """One page of what this actor may know of: what is open by its day, everything else the newest first."""
    narrowed = selected(actor).where(*conditions(filters))
    page = page_of(db.session(), narrowed, _order(filters), after=after)
    return Page([line(row) for row in page.rows], page.after)


def count(filters: Filters, actor: Actor) -> int:
    """How many there are of them, counted to 10,001."""
    known = visible(actor, to_count=filters.state not in RUNNING)
    return capped_count(db.session(), select(Complaint.id).where(known, *conditions(filters)))


def every_line(filters: Filters, actor: Actor) -> Sequence[Line]:
    """Every one of them in the order of the list: what an export takes out."""
    keys = (one.column.desc() if one.descending else one.column.asc() for one in _order(filters))
    return [line(row) for row in db.session.execute(selected(actor).where(*conditions(filters)).order_by(*keys))]


def of_customer(customer_id: int, actor: Actor) -> Sequence[Line]:
    """The newest complaints of a customer that this actor may know of, what is open first (K-71)."""
    query = selected(actor).where(Complaint.customer_id == customer_id)
    rows = db.session.execute(query.order_by(Complaint.state != OPEN, Complaint.id.desc()).limit(MOST_OF_CUSTOMER))
    return [line(row) for row in rows]


def found(query: str, actor: Actor) -> Sequence[Line]:
    """The complaints that answer a question of the search box."""
    rows = selected(actor).where(_said(query)).order_by(Complaint.state != OPEN, Complaint.id.desc())
    return [line(row) for row in db.session.execute(rows.limit(MOST_FOUND))]


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The filters as conditions on Complaint."""
    plain: tuple[tuple[Any, object], ...] = (
        (Complaint.stage_key, filters.stage), (Complaint.holder_department_id, filters.department_id),
        (Complaint.handler_id, filters.handler_id), (Complaint.customer_id, filters.customer_id),
        (Complaint.kind, filters.kind), (Complaint.severity, filters.severity), (Complaint.cause_id, filters.cause_id),
        (Complaint.number_month, filters.month),
    )  # fmt: skip
    wanted = [*_state(filters.state), *(column == value for column, value in plain if value is not None)]
    if filters.route:
        wanted.append(Complaint.route_id.in_(select(Route.id).where(Route.key == filters.route)))
    if filters.q:
        wanted.append(_said(filters.q))
    return wanted


def _order(filters: Filters) -> Any:
    return MOST_URGENT_FIRST if filters.state in RUNNING else NEWEST_FIRST


def _state(state: str) -> list[ColumnElement[bool]]:
    is_open = Complaint.state == OPEN
    more: dict[str, list[ColumnElement[bool]]] = {
        EVERY: [],
        LATE: [is_late()],
        PAUSED: [is_open, Complaint.paused.is_(True)],
        UNKNOWN: [is_open, Complaint.quantity_unknown.is_(True)],
    }
    return more.get(state, [Complaint.state == state])


def _said(text: str) -> ColumnElement[bool]:
    ids = matching("complaint", text)
    return Complaint.id.in_(ids) if ids is not None else false()
