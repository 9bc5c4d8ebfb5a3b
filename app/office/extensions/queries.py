"""Looks at what was asked for deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.queries import Standing, standing_of
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.desk import may_read, visible
from app.office.deadlines.queries.facts import Known, known
from app.office.deadlines.words import UNITS, subject_of
from app.office.extensions import rules
from app.office.staff.models import Staff
from app.office.tasks.queries.desk import desk_of

RUNNING = ("waiting", "asked")
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Request:
    """A request for more time: its number, how much, why, who asked and when, and how it stands."""

    number: str
    extra: int
    reason: str
    who: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a deadline shows of this: the unit, what was asked before, how the running request stands.

    `why_not` says why no more time can be asked for now; `left` is how much could be.
    """

    unit: Text
    left: int
    requests: Sequence[Request]
    standing: Standing | None
    why_not: Text | None


def deadline_of(deadline_id: int, actor: Actor) -> Known:
    """The deadline with its facts, for who may see it. Raises NoResultFound."""
    seen = known(and_(Deadline.id == deadline_id, visible(actor, desk_of(actor))))
    found = seen or [one for one in known(Deadline.id == deadline_id) if may_read(actor, one.row.subject)]
    if not found:
        raise NoResultFound(f"deadline {deadline_id}")
    return found[0]


def shown(one: Known) -> Shown:
    """What was asked for a deadline so far (O-02)."""
    unit, asked = Text(UNITS[one.row.unit]), _asked(one.row.id)
    waits = next((request for request, _ in asked if request.state in RUNNING), None)
    return Shown(
        unit=unit,
        left=max(0, one.rule.most_extra - one.facts.extra),
        requests=[_request(request, name) for request, name in asked if request.state not in RUNNING],
        standing=standing_of(waits) if waits else None,
        why_not=_why_not(one, waits, unit),
    )


def running(deadline_id: int) -> Approval | None:
    """The request for more time that waits; None where none does."""
    return next(iter(running_of([deadline_id])), None)


def running_of(ids: Sequence[int]) -> list[Approval]:
    """The requests for more time that wait about these deadlines."""
    asked = select(Approval).where(_is_extension(ids), Approval.state.in_(RUNNING)).order_by(Approval.id)
    return list(db.session.scalars(asked.execution_options(populate_existing=True)))


def _asked(deadline_id: int) -> Sequence[Any]:
    """The latest requests and who asked, newest first."""
    query = select(Approval, Staff.name).join(Staff, Staff.id == Approval.submitter_id)
    latest = query.where(_is_extension([deadline_id])).order_by(Approval.id.desc()).limit(MOST_SHOWN)
    return db.session.execute(latest.execution_options(populate_existing=True)).all()


def _request(one: Approval, name: str) -> Request:
    return Request(one.number, int(one.facts["extra"]), one.reason or "", name, one.submitted_at, one.state)


def _why_not(one: Known, latest: Approval | None, unit: Text) -> Text | None:
    try:
        rules.check_request(stopped=one.row.stopped_on is not None, running=latest.number if latest else None)
        rules.check_extra(1, most=one.rule.most_extra, granted=one.facts.extra, unit=unit)
    except Refused as refused:
        return refused.text
    return None


def _is_extension(ids: Sequence[int]) -> ColumnElement[bool]:
    """Every request about a deadline asks for more time, whatever its matter is called."""
    return Approval.subject.in_([subject_of(one) for one in ids])
