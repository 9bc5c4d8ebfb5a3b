"""The looks at measures: whoever may know of the complaint, and whoever has to do one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible
from app.complaints.improvements import rules
from app.complaints.improvements.models import Improvement
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Department, Staff
from app.office.tasks.queries.desk import desk_of
from app.web.paging import Order, Page, page_of

KIND = "improvement:"


def subject_of(improvement_id: int) -> str:
    """What deadlines call a measure: "improvement:7"."""
    return f"{KIND}{improvement_id}"


def url_of(improvement_id: int) -> str:
    """Where a measure is shown; the worker cannot ask for an address otherwise."""
    return f"/complaints/improvements/{improvement_id}"


def seen(actor: Actor) -> ColumnElement[bool]:
    """The condition on Improvement and Complaint under which this actor may know of a measure (O-07)."""
    return or_(visible(actor), Improvement.staff_id.in_(desk_of(actor).people))


def measure(improvement_id: int, actor: Actor) -> Any:
    """A measure as stored now: a row of Improvement, Complaint, person and department. Raises NoResultFound."""
    query = _with_names(actor).where(Improvement.id == improvement_id)
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def may_open_case(complaint_id: int, actor: Actor) -> bool:
    """Whether this actor may know of the complaint itself, and not only of the measure that he has to do."""
    return db.session.scalar(select(Complaint.id).where(Complaint.id == complaint_id, visible(actor))) is not None


def measures_of(complaint_id: int) -> Sequence[Any]:
    """The measures of a complaint block by block: rows of Improvement, person and department."""
    place = {block: n for n, block in enumerate(rules.BLOCKS)}
    query = _named(select(Improvement)).where(Improvement.complaint_id == complaint_id).order_by(Improvement.id)
    rows = db.session.execute(query.execution_options(populate_existing=True)).all()
    return sorted(rows, key=lambda row: place.get(row.Improvement.block, len(place)))


def by_complaint(complaint_ids: Collection[int]) -> dict[int, list[Improvement]]:
    """The measures of these complaints, in the order in which they were planned (K-30)."""
    found: dict[int, list[Improvement]] = {one: [] for one in complaint_ids}
    query = select(Improvement).where(Improvement.complaint_id.in_(complaint_ids)).order_by(Improvement.id)
    for one in db.session.scalars(query):
        found[one.complaint_id].append(one)
    return found


def listing(stands: str | None, mine: bool, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of measures, those due first: rows of Improvement, Complaint, person and department."""
    query = _with_names(actor)
    if stands:
        query = query.where(_stands(stands))
    if mine:
        query = query.where(Improvement.staff_id == actor.staff_id)
    waits = stands in (rules.OPEN, rules.LATE)
    order = [Order(Improvement.due_on), Order(Improvement.id)] if waits else [Order(Improvement.id, descending=True)]
    return page_of(db.session(), query, order, after=after)


def standing(stands: str, actor: Actor) -> Select[Any]:
    """The query of the measures that stand so."""
    query: Any = select(Improvement.id).join(Complaint, Complaint.id == Improvement.complaint_id)
    found: Select[Any] = query.where(seen(actor), _stands(stands))
    return found


def _stands(stands: str) -> ColumnElement[bool]:
    late = Improvement.due_on < clock.today()
    if stands == rules.LATE:
        return and_(Improvement.state == rules.OPEN, late)
    return and_(Improvement.state == rules.OPEN, ~late) if stands == rules.OPEN else Improvement.state == stands


def _with_names(actor: Actor) -> Select[Any]:
    query: Any = select(Improvement, Complaint).join(Complaint, Complaint.id == Improvement.complaint_id)
    return _named(query.where(seen(actor)))


def _named(query: Any) -> Select[Any]:
    named = query.add_columns(Staff.name.label("person"), Department.name.label("department"))
    named = named.outerjoin(Staff, Staff.id == Improvement.staff_id)
    found: Select[Any] = named.outerjoin(Department, Department.id == Improvement.department_id)
    return found
