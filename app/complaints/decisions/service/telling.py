"""What the verbs of decisions have in common: open complaints only, what history and tasks say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import held, page_of, subject_of
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.words import number_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.office.history.service import record
from app.office.tasks.kinds import Party, TaskKind
from app.office.tasks.service import open_task
from app.unit_of_work import current_work
from app.web.feature import Action

OPEN = "open"


def check_open(case: Complaint) -> None:
    """Refuse what is done to the decision of a complaint that is closed or was cancelled."""
    if case.state != OPEN:
        raise Refused(Text("This complaint is closed. Reopen it first."))


def case_of(complaint_id: int) -> Complaint:
    """The complaint as stored now, held in a unit of work, for what the program does itself."""
    found: Complaint = db.session.scalars(held(select(Complaint).where(Complaint.id == complaint_id))).one()
    return found


def decision_at(decision_id: int) -> ComplaintDecision:
    """A decision as stored now, for what the program does itself."""
    query = select(ComplaintDecision).where(ComplaintDecision.id == decision_id)
    return current_work().session.scalars(query.execution_options(populate_existing=True)).one()


def write(one: ComplaintDecision, version: int, **values: Any) -> None:
    """Change a decision as it stood at this version. Raises Conflict."""
    session = current_work().session
    wanted = update(ComplaintDecision).where(ComplaintDecision.id == one.id, ComplaintDecision.version == version)
    changed = wanted.values(**values, version=version + 1).returning(ComplaintDecision.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("This decision was changed in the meantime. Open the complaint again."))
    session.refresh(one)


def tell(action: Action, case: Complaint, *, reason: str | None = None, **facts: Any) -> None:
    """Record a deed in the history of the complaint only, as its words are internal; let open pages know."""
    record(action, subject_of(case.id), facts={"number": number_of(case), **facts}, reason=reason)
    current_work().touch("complaints")


def ask(kind: TaskKind, case: Complaint, staff_id: int | None, *, by: Actor, **facts: Any) -> None:
    """Give somebody a task about the decision of a complaint; nobody where there is none to give it to."""
    if staff_id is not None:
        open_task(
            kind, subject_of(case.id), facts={"number": number_of(case), "matter": case.matter, **facts},
            url=page_of(case.id), to=Party(staff_id=staff_id), due_on=None, customer_id=case.customer_id, by=by,
        )  # fmt: skip
