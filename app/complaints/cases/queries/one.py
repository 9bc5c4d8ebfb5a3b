"""Who may know of which complaints, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true, union_all

from app.complaints.cases.feature import HANDLE, SEE_ALL, SEE_DEPARTMENT
from app.complaints.cases.kinds import complaints_asked
from app.complaints.cases.models import Complaint, ComplaintStage
from app.domain.actor import Actor
from app.extensions import db
from app.kept import once
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import is_under_way
from app.web.converters import id_in as id_of

KIND = "complaint:"
MANY, MANY_TO_COUNT = 5_000, 100_000  # complaints and stays together


def subject_of(complaint_id: int) -> str:
    """What history, deadlines, tasks and attachments call a complaint: "complaint:12"."""
    return f"{KIND}{complaint_id}"


def id_in(subject: str) -> int | None:
    """The complaint that a subject names; None for another thing."""
    return id_of(subject, "complaint")


def page_of(complaint_id: int) -> str:
    """The address of its page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/complaints/{complaint_id}"


def visible(actor: Actor, *, to_count: bool = False) -> ColumnElement[bool]:
    """The condition on Complaint under which this actor may know of it (O-07).

    His own and those of whom he stands in for: heard first, handled, or held at some stage. With the right to handle,
    those that are or were at a stage of his departments; with the right to see a department, also those that it took
    or is responsible for; those about which he is or was asked to decide; or all. `to_count` gives the form that is
    quicker where all of them are counted.
    """
    if actor.may(SEE_ALL.name):
        return true()
    people = desk_of(actor).people
    handled, seen = (sorted(actor.departments(right.name)) for right in (HANDLE, SEE_DEPARTMENT))
    key = f"complaints known to {people} {handled} {seen} {to_count}"
    return once(key, lambda: _known(actor, people, handled, seen, MANY_TO_COUNT if to_count else MANY))


def _known(
    actor: Actor, people: Sequence[int], handled: Sequence[int], seen: Sequence[int], many: int
) -> ColumnElement[bool]:
    """The condition in words that fit how many they are.

    Where they are many, a list soon finds some by looking at each complaint in turn; where they are few it would look
    through all of the office: then theirs are found by the indexes.
    """
    named = (("first_contact_id", people), ("handler_id", people), ("department_id", seen),
             ("responsible_department_id", seen))  # fmt: skip
    concerned = [(name, wanted) for name, wanted in named if wanted]
    held = [ComplaintStage.staff_id.in_(people), *([ComplaintStage.department_id.in_(handled)] if handled else [])]
    asked = complaints_asked(actor)
    own = [select(Complaint.id).where(getattr(Complaint, name).in_(wanted)) for name, wanted in concerned]
    own += [select(ComplaintStage.complaint_id).where(condition) for condition in held]
    own = [query.correlate(None) for query in own]  # of their own, whatever the list selects from
    some = union_all(*own).limit(many)
    if (db.session.scalar(select(func.count()).select_from(some.subquery())) or 0) < many:
        return Complaint.id.in_(union_all(*own, *asked))
    there = exists().where(ComplaintStage.complaint_id == Complaint.id, or_(*held)).correlate(Complaint)
    more = [Complaint.id.in_(union_all(*asked))] if asked else []
    return or_(*(getattr(Complaint, name).in_(wanted) for name, wanted in concerned), there, *more)


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
