"""Finishing an enquiry (R-147)."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.service import stop_deadlines
from app.office.tasks.service import close_tasks
from app.reception.enquiries.feature import FINISHED as FINISHED_ACTION
from app.reception.enquiries.feature import REFERRED as REFERRED_ACTION
from app.reception.enquiries.rules import DONE, FINISH, FINISHED, REFERRED_ON, check_end, short
from app.reception.enquiries.service.changing import changed_by, write_step
from app.reception.enquiries.tasks import AGAIN, OFFERED, RETURNED


def finish(enquiry_id: int, version: int, result: str, *, state: str = DONE, by: Actor) -> None:
    """Say what came of an enquiry: done, or referred elsewhere because it is not ours (R-147, R-150).

    Raises NoResultFound, Conflict, and Refused without a result or for who is not responsible.
    """
    check_end(state)
    if not result:
        raise Refused(Text("Please say what came of it."), field="result")
    with changed_by(enquiry_id, version, FINISH, by=by) as change:
        one, done = change.enquiry, state == DONE
        change.to(state=state, result=result, done_at=change.work.at, offered_id=None)
        write_step(one.id, FINISHED if done else REFERRED_ON, addressee=change.person, words=result)
        stop_deadlines(change.subject, by=by)
        close_tasks(change.subject, outcome="cancelled", kind=OFFERED, by=by)
        for kind in (RETURNED, AGAIN):
            close_tasks(change.subject, kind=kind, by=by)
        change.recorded(FINISHED_ACTION if done else REFERRED_ACTION, result=short(result))
