"""Who may know of which complaints, and one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true, union_all
from sqlalchemy.orm import aliased

from app.complaints.cases.feature import HANDLE, SEE_ALL, SEE_DEPARTMENT
from app.complaints.cases.kinds import complaints_asked
from app.complaints.cases.models import Complaint, ComplaintStage
from app.domain.actor import Actor
from app.extensions import db
from app.kept import once
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import is_under_way
from app.web.converters import id_typed

KIND = "complaint:"
MANY = 10_000  # stays


def subject_of(complaint_id: int) -> str:
    """What history, deadlines, tasks and attachments call a complaint: "complaint:12"."""
    return f"{KIND}{complaint_id}"


def id_in(subject: str) -> int | None:
    """The complaint that a subject names; None for another thing."""
    return id_typed(subject.removeprefix(KIND)) if subject.startswith(KIND) else None


def page_of(complaint_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/{complaint_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Complaint under which this actor may know of it (O-07).

    His own and those of whom he stands in for: heard first, handled, or held at some stage. With the right to handle,
    those that are or were at a stage of his departments; with the right to see a department, also those that it took
    or is responsible for; those about which he is or was asked to decide; or all.
    """
    if actor.may(SEE_ALL.name):
        return true()
    people = desk_of(actor).people
    handled, seen = (sorted(actor.departments(right.name)) for right in (HANDLE, SEE_DEPARTMENT))
    concerned: tuple[tuple[str, Sequence[int]], ...] = (
        ("first_contact_id", people),
        ("handler_id", people),
        ("department_id", seen),
        ("responsible_department_id", seen),
    )
    held = [ComplaintStage.staff_id.in_(people), *([ComplaintStage.department_id.in_(handled)] if handled else [])]
    asked = complaints_asked(actor)
    if _many({*handled, *seen}):
        there = exists().where(ComplaintStage.complaint_id == Complaint.id, or_(*held)).correlate(Complaint)
        more = [Complaint.id.in_(union_all(*asked))] if asked else []
        return or_(*(getattr(Complaint, name).in_(wanted) for name, wanted in concerned if wanted), there, *more)
    one = aliased(Complaint)
    of_columns = (select(one.id).where(getattr(one, name).in_(wanted)) for name, wanted in concerned if wanted)
    of_stays = (select(ComplaintStage.complaint_id).where(condition) for condition in held)
    return Complaint.id.in_(union_all(*of_columns, *of_stays, *asked))


def _many(departments: Collection[int]) -> bool:
    """Whether so many complaints were at these departments that a list soon finds some by looking at each in turn.

    Where they are few it would look through all of the office: then theirs are found by the indexes. Asked once in a
    transaction.
    """
    if not departments:
        return False
    some = select(ComplaintStage.id).where(ComplaintStage.department_id.in_(sorted(departments))).limit(MANY).subquery()
    ask = select(func.count()).select_from(some)
    key = f"complaints of departments {sorted(departments)}"
    return once(key, lambda: (db.session.scalar(ask) or 0) >= MANY)


def complaint_of(complaint_id: int, actor: Actor) -> Complaint:
    """A complaint that this actor may know of, as stored now; held in a unit of work. Raises NoResultFound for any
    other."""
    query = select(Complaint).where(Complaint.id == complaint_id, visible(actor))
    found: Complaint = db.session.scalars(held(query)).one()
    return found


def hold(ids: Select[Any]) -> None:
    """Hold the complaints of these ids until the unit of work that is under way ends, in their order."""
    db.session.execute(held(select(Complaint.id).where(Complaint.id.in_(ids)).order_by(Complaint.id)))


def held(query: Any) -> Any:
    """A query of complaints, or of what hangs on them, that reads what is stored now.

    In a unit of work the complaint is held until its end, before anything that hangs on it: whoever does something
    about it at the same moment, such as to close it, waits and then sees what is stored.
    """
    wanted = query.with_for_update(of=Complaint, key_share=True) if is_under_way() else query
    return wanted.execution_options(populate_existing=True)
