"""What waits for somebody at complaints: with him, with his department; and how much of it (K-08, K-28)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select

from app.complaints.cases.feature import HANDLE, REGISTER
from app.complaints.cases.models import Complaint
from app.complaints.cases.moves import NUMBER
from app.complaints.cases.queries.lines import MOST_URGENT_FIRST, OPEN, Line, is_late, line, selected
from app.complaints.circulation.models import RouteStage
from app.domain.actor import Actor
from app.extensions import db
from app.office.tasks.queries.desk import desk_of
from app.web.paging import Page, page_of

MINE, DEPARTMENT, ANSWERING = "mine", "department", "answering"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many complaints wait for somebody: at his stage, at his departments (his own among them), late there, and
    how many he answers for that wait for others."""

    mine: int
    mine_late: int
    department: int
    late: int
    answering: int


def inbox(whose: str, actor: Actor, *, after: str | None = None) -> Page[Line]:
    """What is open and waits for this actor, or his departments, or what he answers for; the most urgent first."""
    query = selected(actor).where(Complaint.state == OPEN, condition(whose, actor))
    page = page_of(db.session(), query, MOST_URGENT_FIRST, after=after)
    return Page([line(row) for row in page.rows], page.after)


def figures(actor: Actor) -> Figures:
    """The figures of the inbox: one query over what is open."""
    mine, department = condition(MINE, actor), condition(DEPARTMENT, actor)
    own, wide, answering = mine, or_(mine, department), condition(ANSWERING, actor)
    columns = (own, and_(own, is_late()), wide, and_(wide, is_late()), answering)
    sums = [func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in columns]
    row = db.session.execute(select(*sums).where(Complaint.state == OPEN, or_(wide, answering))).one()
    return Figures(*(int(one) for one in row))


def condition(whose: str, actor: Actor) -> ColumnElement[bool]:
    """The condition on an open complaint that it waits for this actor, in one of the three ways.

    With him: at a stage that he holds or somebody whom he stands in for, at his department with nobody named, or
    to be numbered where he keeps the register.
    """
    people, held = desk_of(actor).people, sorted(actor.departments(HANDLE.name))
    if whose == ANSWERING:
        return Complaint.handler_id.in_(people) & Complaint.holder_id.is_distinct_from(actor.staff_id)
    there: ColumnElement[bool] = Complaint.holder_department_id.in_(held) if held else false()
    if whose == DEPARTMENT:
        return there
    mine = or_(Complaint.holder_id.in_(people), and_(there, Complaint.holder_id.is_(None)))
    return or_(mine, _to_be_numbered()) if actor.may(REGISTER.name) else mine


def _to_be_numbered() -> ColumnElement[bool]:
    stage = (RouteStage.route_id == Complaint.route_id) & (RouteStage.key == Complaint.stage_key)
    return and_(Complaint.number.is_(None), exists().where(stage, RouteStage.kind == NUMBER).correlate(Complaint))
