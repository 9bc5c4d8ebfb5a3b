"""What the verbs of inspections have in common: conditional changes, history, tasks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app.complaints.cases.queries import subject_of as case_subject
from app.complaints.inspections import queries, rules
from app.complaints.inspections.models import Inspection
from app.customers.files.queries import department_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.access.queries_people import role_called
from app.office.history.service import record
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.tasks.kinds import NewTask, Party, TaskKind
from app.unit_of_work import current_work
from app.web.feature import Action

MANAGER = "department_manager"  # key of a shipped role
NOT_HIS = Text("Only whoever calls inspections, or was appointed to this one, goes on with it.")


def claimed(inspection_id: int, deed: str, by: Actor) -> Inspection:
    """The inspection on which this deed is to be done. Raises NoResultFound, Conflict, Refused for who only looks."""
    one = queries.inspection(inspection_id, by)
    rules.check_deed(one.state, deed)
    if not queries.works_on(one, by):
        raise Refused(NOT_HIS)
    return one


def write(one: Inspection, version: int, **values: Any) -> None:
    """Change an inspection as it stood at this version. Raises Conflict."""
    work = current_work()
    wanted = update(Inspection).where(Inspection.id == one.id, Inspection.version == version)
    changed = wanted.values(**values, version=version + 1).returning(Inspection.id)
    if work.session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("This inspection was changed in the meantime. Open it again."))
    work.session.refresh(one)
    work.touch("complaints")


def at(inspection_id: int) -> Inspection:
    """The inspection as stored now, for what the program does itself."""
    query = select(Inspection).where(Inspection.id == inspection_id)
    return current_work().session.scalars(query.execution_options(populate_existing=True)).one()


def tell(action: Action, one: Inspection, *, reason: str | None = None, **facts: Any) -> None:
    """Record a deed in the history of the inspection and of its complaint only, as its words are internal."""
    facts = {"number": one.number, "place": one.place, **facts}
    record(action, queries.subject_of(one.id), facts=facts, reason=reason)
    if one.complaint_id is not None:
        record(action, case_subject(one.complaint_id), facts=facts)


def task(kind: TaskKind, one: Inspection, to: Party) -> NewTask:
    """A task about an inspection, done on its page."""
    facts = {"number": one.number, "place": one.place}
    return NewTask(
        kind, queries.subject_of(one.id), queries.page_url(one.id), to, facts, one.planned_on, one.customer_id,
        to.department_id,
    )  # fmt: skip


def head_party(department_id: int | None) -> Party | None:
    """The head of a department, else whoever holds the role of a manager there; None for no department."""
    if department_id is None:
        return None
    if (head := head_of(organisation(), department_id)) is not None:
        return Party(staff_id=head)
    role = role_called(MANAGER)
    return Party(role_id=role.id, department_id=department_id) if role else None


def home_of(by: Actor) -> int | None:
    """The department of whoever acts."""
    return department_of(by.staff_id)
