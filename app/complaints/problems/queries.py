"""Who may know of which lines of the problem list; the list of a day, and the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, or_, select, true

from app.complaints.cases import queries as cases
from app.complaints.cases.feature import HANDLE, SEE_ALL
from app.complaints.cases.models import Complaint
from app.complaints.naming import Named, customers_of, holders_of, home_of
from app.complaints.problems import rules
from app.complaints.problems.feature import KEEP
from app.complaints.problems.models import Problem
from app.domain.actor import Actor
from app.extensions import db
from app.kept import once
from app.office.approvals.queries_people import names_of
from app.office.tasks.queries.desk import desk_of
from app.web.paging import Order, Page, page_of

KIND = "problem"
GENERAL_MANAGER = "general_manager"
BY_KIND = (Order(Problem.kind), Order(Problem.id))
MOST_PRINTED = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a day (None: every day, for what is not solved), a kind, what is not solved."""

    day: date | None
    kind: str | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A line as stored now, and what the actor may do with it."""

    problem: Problem
    moves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Around:
    """What lines are shown with: to whom they were passed, customers, and the numbers of complaints."""

    staff: Mapping[int | None, str]
    customers: Mapping[int, Named]
    complaints: Mapping[int, str]
    moves: Mapping[int, frozenset[str]]


def subject_of(problem_id: int) -> str:
    """What everything about a line hangs on: "problem:12"."""
    return f"{KIND}:{problem_id}"


def page_url(problem_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/problems/{problem_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Problem under which this actor may know of a line (K-63, K-64, O-07).

    His own and those passed to him, or to whom he stands in for; of the others those of the departments where he keeps
    the list, or all. A tip-off is confidential: who wrote it down, whom it was passed to, and the general manager.
    """
    tip_off, above = Problem.kind == rules.TIP_OFF, oversees(actor)
    passed = Problem.passed_to_id
    own = [tip_off] if above else []
    own += [Problem.made_by_id == actor.staff_id, passed == actor.staff_id] if actor.staff_id is not None else []
    own.append(and_(~tip_off, passed.in_(desk_of(actor).stood_in_for)))
    others = true() if actor.may(SEE_ALL.name) else Problem.department_id.in_(sorted(kept_by(actor)))
    return or_(*own, and_(~tip_off, others))


def kept_by(actor: Actor) -> frozenset[int]:
    """The departments whose list somebody keeps: his own, and where he handles complaints those that he does so for.

    Everybody may keep the list: who holds that for the whole office, such as an administrator, does not read all.
    """
    home = once(f"department of {actor.staff_id}", lambda: home_of(actor.staff_id))
    handles = actor.departments(HANDLE.name)
    return frozenset(one for one in actor.departments(KEEP.name) if one == home or one in handles)


def oversees(actor: Actor) -> bool:
    """Whether somebody is the general manager, or is above every right."""
    above = once("general managers", lambda: holders_of(GENERAL_MANAGER))
    return actor.has_every_right or actor.staff_id in above


def seat(problem_id: int, actor: Actor) -> Seat:
    """How this actor stands to a line, as stored now. Raises NoResultFound for what is not his business."""
    query = select(Problem).where(Problem.id == problem_id, visible(actor))
    one = db.session.scalars(query.execution_options(populate_existing=True)).one()
    return Seat(one, _moves(one, actor, oversees(actor)))


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Problem]:
    """One page of the list, sorted by kind (K-64)."""
    return page_of(db.session(), _filtered(filters, actor), BY_KIND, after=after)


def around(rows: Sequence[Problem], actor: Actor) -> Around:
    """What lines are shown with: four queries."""
    above = oversees(actor)
    return Around(
        names_of(one.passed_to_id for one in rows),
        customers_of((one.customer_id for one in rows), actor),
        _complaints(rows, actor),
        {one.id: _moves(one, actor, above) for one in rows},
    )


def of_day(day: date, actor: Actor) -> Sequence[Problem]:
    """The lines of a day for the paper, by kind; tip-offs stand on no paper (K-63, P-23)."""
    query = _filtered(Filters(day), actor).where(Problem.kind != rules.TIP_OFF)
    return db.session.scalars(query.order_by(Problem.kind, Problem.id).limit(MOST_PRINTED)).all()


def summary(since: date, until: date, period: str, actor: Actor) -> Sequence[rules.Count]:
    """How often each kind came up by week or month, both days included; what one may not see is not counted (P-23)."""
    solved = func.sum(cast(Problem.solved, Integer))
    query = select(Problem.day, Problem.kind, func.sum(Problem.times), func.count(), solved)
    query = query.where(Problem.day >= since, Problem.day <= until, visible(actor))
    rows: Any = db.session.execute(query.group_by(Problem.day, Problem.kind))
    return rules.counted(((row[0], row[1], int(row[2]), row[3], int(row[4])) for row in rows), period)


def passed_to(actor: Actor) -> Select[Any]:
    """The query of the lines that were passed to this actor and are not solved."""
    return select(Problem.id).where(Problem.passed_to_id == actor.staff_id, Problem.solved.is_(False))


def _moves(one: Problem, actor: Actor, above: bool) -> frozenset[str]:
    keeps = actor.may(SEE_ALL.name) or one.department_id in kept_by(actor)
    mine = actor.staff_id is not None
    standing = rules.Standing(
        wrote=mine and one.made_by_id == actor.staff_id,
        has_it=mine and one.passed_to_id == actor.staff_id,
        oversees=above or (keeps and one.kind != rules.TIP_OFF),
    )
    return rules.moves(one.solved, one.complaint_id is not None, one.kind, standing)


def _complaints(rows: Sequence[Problem], actor: Actor) -> dict[int, str]:
    ids = [one.complaint_id for one in rows if one.complaint_id is not None]
    query = select(Complaint.id, Complaint.number).where(Complaint.id.in_(ids), cases.visible(actor))
    return {row.id: row.number or "–" for row in db.session.execute(query)} if ids else {}


def _filtered(filters: Filters, actor: Actor) -> Select[Any]:
    query = select(Problem).where(visible(actor))
    if filters.day is not None:
        query = query.where(Problem.day == filters.day)
    if filters.kind:
        query = query.where(Problem.kind == filters.kind)
    if filters.open_only or filters.day is None:
        query = query.where(Problem.solved.is_(False))
    return query
