"""Lists of requests: what waits for me, what I have asked for, all that I may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.queries_seen import visible
from app.office.staff.models import Department, Staff
from app.web.paging import MOST_COUNTED, Order, Page, capped_count, page_of

MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of requests is narrowed to; `words` is a number or part of a title."""

    state: str | None = None
    matter: str | None = None
    department_id: int | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None


def waits_for(actor: Actor, *, matter: str | None = None, after: str | None = None) -> Page[Any]:
    """One page of the requests that this person is asked to decide on now, in the order in which they began to wait.

    Rows are the request, the seat, the submitter's name, and the name of whose seat it is.
    """
    person = aliased(Staff)
    query: Any = (
        select(Approval, ApprovalSeat, Staff.name.label("submitter"), person.name.label("person"))
        .join(Approval, Approval.id == ApprovalSeat.approval_id)
        .join(Staff, Staff.id == Approval.submitter_id)
        .join(person, person.id == ApprovalSeat.staff_id)
        .where(_waits(actor), ~_asked_twice())
    )
    if matter is not None:
        query = query.where(Approval.matter == matter)
    return page_of(db.session(), query, [Order(ApprovalSeat.id)], after=after)


def waiting_count(actor: Actor) -> int:
    """How many requests wait for this person, not counted beyond 10,001."""
    return capped_count(db.session(), select(ApprovalSeat.id).where(_waits(actor), ~_asked_twice()))


def next_for(actor: Actor, *, but: int) -> int | None:
    """The id of the request that has waited longest for this person, other than this one."""
    query = select(ApprovalSeat.approval_id).where(_waits(actor), ApprovalSeat.approval_id != but)
    return db.session.scalars(query.order_by(ApprovalSeat.id).limit(1)).first()


def mine(actor: Actor, *, state: str | None, after: str | None = None) -> Page[Any]:
    """One page of the requests that this person has submitted, the latest first."""
    query = select(Approval).where(Approval.submitter_id == actor.staff_id)
    if state is not None:
        query = query.where(Approval.state == state)
    return page_of(db.session(), query, [Order(Approval.id, descending=True)], after=after)


def asked_count(actor: Actor) -> int:
    """How many requests of this person were put back with a question."""
    query = select(Approval.id).where(Approval.submitter_id == actor.staff_id, Approval.state == "asked")
    return capped_count(db.session(), query)


def everything(actor: Actor, wanted: Filters, *, after: str | None = None) -> Page[Any]:
    """One page of all requests that this person may see, the latest first.

    Rows are the request, the submitter's name and the department's.
    """
    query: Any = (
        select(Approval, Staff.name.label("submitter"), Department.name.label("department"))
        .join(Staff, Staff.id == Approval.submitter_id)
        .outerjoin(Department, Department.id == Approval.department_id)
        .where(visible(actor), *_conditions(wanted))
    )
    return page_of(db.session(), query, [Order(Approval.id, descending=True)], after=after)


def count_of_everything(actor: Actor, wanted: Filters) -> int:
    """How many requests the list has, not counted beyond 10,001."""
    query: Select[Any] = select(Approval.id).where(visible(actor), *_conditions(wanted))
    return capped_count(db.session(), query)


def numbered(actor: Actor, typed: str) -> list[Approval]:
    """The requests whose number begins so, the latest first; at least SP and two figures must be typed."""
    number = typed.strip().upper()
    if not number.startswith("SP") or len(number) < len("SP26"):
        return []
    query = select(Approval).where(visible(actor), Approval.number.startswith(number, autoescape=True))
    return list(db.session.scalars(query.order_by(Approval.id.desc()).limit(MOST_FOUND)))


def capped(number: int) -> str:
    """A count as it is shown."""
    return "10,000+" if number > MOST_COUNTED else f"{number:,}"


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may read what hangs on a request, such as its timeline; None for other subjects (O-12)."""
    kind, _, tail = subject.partition(":")
    if kind != "approval" or not tail.isascii() or not tail.isdigit() or len(tail) > 18:
        return None
    query = select(Approval.id).where(Approval.id == int(tail), visible(actor))
    return db.session.scalar(query) is not None


def _waits(actor: Actor) -> ColumnElement[bool]:
    # A seat waits only while its request does: a question back and every end take it out of waiting.
    return and_(ApprovalSeat.acting_id == actor.staff_id, ApprovalSeat.state == "waiting")


def _asked_twice() -> ColumnElement[bool]:
    """True for the later of two seats of one request in which the same person acts."""
    earlier = aliased(ApprovalSeat)
    return exists(
        select(earlier.id).where(
            earlier.approval_id == ApprovalSeat.approval_id,
            earlier.acting_id == ApprovalSeat.acting_id,
            earlier.state == "waiting",
            earlier.id < ApprovalSeat.id,
        )
    )


def _conditions(wanted: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state:
        found.append(Approval.state == wanted.state)
    if wanted.matter:
        found.append(Approval.matter == wanted.matter)
    if wanted.department_id is not None:
        found.append(Approval.department_id == wanted.department_id)
    if wanted.since:
        found.append(Approval.submitted_at >= _midnight(wanted.since))
    if wanted.until:
        found.append(Approval.submitted_at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.words:
        found.append((Approval.number == wanted.words.upper()) | Approval.title.contains(wanted.words, autoescape=True))
    return found


def _midnight(day: date) -> datetime:
    return clock.at_office(datetime.combine(day, time()))
