"""What becomes of urging slips."""

from __future__ import annotations

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.feature import SLIP_RECEIVED
from app.office.deadlines.kinds import rule_of
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.deadlines.queries.desk import may_receive
from app.office.deadlines.service.reminders import end_tasks
from app.office.deadlines.tasks import SLIP
from app.office.deadlines.words import slip_page_of, subject_of, what
from app.office.history.service import record
from app.office.tasks.models import Task
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import unit_of_work


def receive_slip(step_id: int, answer: str | None, *, by: Actor) -> None:
    """Sign for an urging slip and answer it (K-28, F-75). Raises NoResultFound where the step has no slip.

    Raises Refused for whoever it did not go to, Conflict where somebody signed before.
    """
    with unit_of_work(by=by) as work:
        query = select(DeadlineStep).where(DeadlineStep.id == step_id, DeadlineStep.number.is_not(None))
        step = work.session.scalars(query).one()
        if not may_receive(by, desk_of(by), step):
            raise Refused(Text("This urging slip went to somebody else, who has to sign for it."))
        signed = update(DeadlineStep).where(DeadlineStep.id == step_id, DeadlineStep.received_at.is_(None))
        values = {"received_at": work.at, "received_by": by.name, "answer": answer}
        if not work.session.execute(signed.values(values)).rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody has signed for this urging slip already."))
        of_slip = (Task.subject == subject_of(step.deadline_id)) & (Task.url == slip_page_of(step_id))
        end_tasks(of_slip & (Task.kind == SLIP.key), by)
        row = work.session.get_one(Deadline, step.deadline_id)
        about = {"number": step.number, "what": what(rule_of(row.rule), row.facts)}
        record(SLIP_RECEIVED, subject_of(row.id), customer_id=row.customer_id, facts=about, reason=answer)
