"""The looks at service supervision: the reports, and the figures of a month's service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app import clock
from app.complaints.answers.models import ComplaintVisit
from app.complaints.failures.models import Failure
from app.complaints.service_orders.models import ServiceOrder
from app.complaints.statistics.queries import closings, taken
from app.complaints.statistics.rules import month_after, read_month, standing
from app.complaints.supervision.models import SupervisionReport
from app.domain.text import N_
from app.extensions import db
from app.office.deadlines.models import Deadline

MOST_SHOWN = 36
ORDER_DONE = "service_orders.done"  # the deadline of an order
FIGURES = {
    "taken": N_("Complaints taken"),
    "closed": N_("Closed complaints"),
    "late": N_("Closed late"),
    "orders": N_("Repair requests"),
    "done": N_("Service orders done"),
    "done_late": N_("Service orders done late"),
    "failures": N_("Major failures"),
    "visits": N_("Return visits after complaints"),
    "dissatisfied": N_("Dissatisfied at the return visit"),
}


def reports() -> Sequence[SupervisionReport]:
    """The reports of the last three years, the newest month first."""
    query = select(SupervisionReport).order_by(SupervisionReport.month.desc()).limit(MOST_SHOWN)
    return db.session.scalars(query).all()


def report(report_id: int) -> SupervisionReport:
    """One report, as stored now. Raises NoResultFound."""
    query = select(SupervisionReport).where(SupervisionReport.id == report_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def report_of(month: str) -> int | None:
    """The report on a month (2026-10), where there is one."""
    return db.session.scalar(select(SupervisionReport.id).where(SupervisionReport.month == month))


def figures(month: str) -> Mapping[str, int]:
    """What service did in a month (2026-10), counted now (P-07)."""
    first = read_month(month)
    begin, end = _midnight(first), _midnight(month_after(first))
    last = month_after(first) - timedelta(days=1)
    closed = standing(closings(first, last))
    visited = (ComplaintVisit.visited_on >= first, ComplaintVisit.visited_on < month_after(first))
    done = (ServiceOrder.done_at >= begin, ServiceOrder.done_at < end)
    return {
        "taken": taken(first, last),
        "closed": len(closed),
        "late": sum(bool(one.facts.get("late")) for one in closed),
        "orders": _count(ServiceOrder, ServiceOrder.asked_at >= begin, ServiceOrder.asked_at < end),
        "done": _count(ServiceOrder, *done),
        "done_late": _count(Deadline, Deadline.rule == ORDER_DONE, Deadline.outcome == "late", _stopped_in(first)),
        "failures": _count(Failure, Failure.happened_at >= begin, Failure.happened_at < end),
        "visits": _count(ComplaintVisit, *visited, ComplaintVisit.reached.is_(True)),
        "dissatisfied": _count(ComplaintVisit, *visited, ComplaintVisit.satisfied == "dissatisfied"),
    }


def _count(model: type[Any], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def _stopped_in(first: date) -> ColumnElement[bool]:
    return Deadline.stopped_on.between(first, month_after(first) - timedelta(days=1))


def _midnight(day: date) -> datetime:
    return clock.at_office(datetime.combine(day, time()))
