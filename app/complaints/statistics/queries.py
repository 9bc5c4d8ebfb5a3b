"""The looks at what complaints came to: a month as its closings tell it, and as it was confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from app import clock
from app.complaints.cases.models import Complaint, ComplaintClosing
from app.complaints.cases.queries import visible
from app.complaints.improvements.models import Improvement
from app.complaints.liability.models import Judgement, LossShare
from app.complaints.losses.models import Loss
from app.complaints.statistics import rules
from app.complaints.statistics.models import MonthReview
from app.complaints.statistics.policy import StatisticsPolicy
from app.complaints.statistics.rules import Closing
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff

MOST_CASES = 1000  # of one month on one page


@dataclass(frozen=True, slots=True)
class Share:
    """Who bears what part of a loss, in millionths; `bearer` is the name of a person, department, group or supplier."""

    bearer: str
    share: int


@dataclass(frozen=True, slots=True)
class Case:
    """A closed complaint as the table shows it (F-65); `loss` in fen, None as long as it is not fixed."""

    id: int
    number: str | None
    matter: str
    customer: str | None
    closed_on: date
    facts: Mapping[str, Any]
    loss: Fen | None = None
    shares: tuple[Share, ...] = ()
    measures: int = 0
    effective: int = 0
    running: int = 0


def closings(since: date, until: date) -> list[Closing]:
    """What was closed and reopened between two days, both included, in the order in which it was written."""
    query = _closings().where(ComplaintClosing.closed_on.between(since, until)).order_by(ComplaintClosing.id)
    return [Closing(*row) for row in db.session.execute(query)]


def closings_of(ids: Sequence[int]) -> list[Closing]:
    """These closings."""
    return [Closing(*row) for row in db.session.execute(_closings().where(ComplaintClosing.id.in_(ids)))]


def taken(since: date, until: date) -> int:
    """How many complaints were heard between two days, both included. Those cancelled later count too: a past month
    gives the same for ever."""
    heard = (Complaint.heard_at >= _midnight(since), Complaint.heard_at < _midnight(until, 1))
    return db.session.scalar(select(func.count()).where(*heard)) or 0


def cases(closed: Sequence[Closing]) -> list[Case]:
    """The complaints behind closings, in the order of their numbers, with loss, liability and improvement."""
    ids = [one.complaint_id for one in closed]
    facts = {one.complaint_id: one for one in closed}
    query: Any = (
        select(Complaint.id, Complaint.number, Complaint.matter, Customer.name, Loss.loss_fen)
        .outerjoin(Customer, Customer.id == Complaint.customer_id)
        .outerjoin(Loss, (Loss.complaint_id == Complaint.id) & (Loss.state == "fixed"))
        .where(Complaint.id.in_(ids))
        .order_by(Complaint.number_month, Complaint.number_serial, Complaint.id)
    )
    shares, measures = _shares(ids), _measures(ids)
    return [
        Case(
            one.id, one.number, one.matter, one.name, facts[one.id].on, facts[one.id].facts, one.loss_fen,
            tuple(shares.get(one.id, ())), **measures.get(one.id, {}),
        )
        for one in db.session.execute(query)
    ]  # fmt: skip


def seen(ids: Sequence[int], actor: Actor) -> set[int]:
    """Those of these complaints of which this actor may know."""
    return set(db.session.scalars(select(Complaint.id).where(Complaint.id.in_(ids), visible(actor))))


def reviews(month: str) -> Sequence[MonthReview]:
    """How a month was confirmed, the newest first (2026-10)."""
    query = select(MonthReview).where(MonthReview.month == month).order_by(MonthReview.id.desc())
    return db.session.scalars(query).all()


def is_confirmed(month: str) -> bool:
    """True once a month has been confirmed."""
    return bool(db.session.scalar(select(MonthReview.id).where(MonthReview.month == month).limit(1)))


def confirm_until(first: date) -> date:
    """The last day on which this month is confirmed in time (K-30)."""
    values = policy.of(StatisticsPolicy)
    return rules.confirm_until(first, values.month_close_day, counts=values.close_day_counts)


def has_closings(since: date, until: date) -> bool:
    """True where something was closed between two days."""
    query = select(ComplaintClosing.id).where(ComplaintClosing.closed_on.between(since, until)).limit(1)
    return db.session.scalar(query) is not None


def _shares(ids: Sequence[int]) -> dict[int, list[Share]]:
    query: Any = (
        select(Judgement.complaint_id, LossShare.share, LossShare.name, Staff.name, Department.name)
        .join(LossShare, LossShare.judgement_id == Judgement.id)
        .outerjoin(Staff, Staff.id == LossShare.staff_id)
        .outerjoin(Department, Department.id == LossShare.department_id)
        .where(Judgement.complaint_id.in_(ids), Judgement.state == "settled")
        .order_by(LossShare.id)
    )
    found: dict[int, list[Share]] = defaultdict(list)
    for complaint_id, part, name, person, department in db.session.execute(query):
        found[complaint_id].append(Share(person or name or department or "", part))
    return found


def _measures(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    query = select(Improvement.complaint_id, Improvement.state, Improvement.effect).where(
        Improvement.complaint_id.in_(ids), Improvement.state != "dropped"
    )
    found: dict[int, dict[str, int]] = {}
    for complaint_id, state, effect in db.session.execute(query):
        counts = found.setdefault(complaint_id, {"measures": 0, "effective": 0, "running": 0})
        counts["measures"] += 1
        counts["effective"] += effect == "effective"
        counts["running"] += state != "confirmed"
    return found


def _closings() -> Select[Any]:
    return select(
        ComplaintClosing.id, ComplaintClosing.complaint_id, ComplaintClosing.closed_on, ComplaintClosing.opens,
        ComplaintClosing.facts,
    )  # fmt: skip


def _midnight(day: date, more: int = 0) -> datetime:
    return clock.at_office(datetime.combine(day + timedelta(days=more), time()))
