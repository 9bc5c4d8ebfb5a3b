"""Matters of weight: the general manager is told at once (R-149)."""

from __future__ import annotations

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.tasks.kinds import Party
from app.office.tasks.queries.desk import desk_of
from app.office.tasks.service import close_tasks, open_task
from app.reception.enquiries.feature import NOTED as NOTED_ACTION
from app.reception.enquiries.feature import TOLD as TOLD_ACTION
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.queries.one import page_of, seat, subject_of
from app.reception.enquiries.queries.people import at_the_top
from app.reception.enquiries.rules import NOTED, TELL, TOLD, short
from app.reception.enquiries.service.changing import changed_by, write_step
from app.reception.enquiries.tasks import WEIGHTY
from app.unit_of_work import unit_of_work


def tell(enquiry_id: int, version: int, words: str | None, *, by: Actor) -> None:
    """Report an enquiry to the general manager as a matter of weight (R-149).

    Raises NoResultFound, Conflict, and Refused where it was reported before or nobody stands at the top.
    """
    with changed_by(enquiry_id, version, TELL, by=by) as change:
        change.to(weighty=True)
        tell_the_top(change.enquiry, words, by=by)


def tell_the_top(enquiry: Enquiry, words: str | None, *, by: Actor) -> None:
    """Open the task for the general manager, in the unit that is under way. Raises Refused where there is none."""
    leaders = at_the_top()
    if not leaders:
        raise Refused(Text("Nobody holds the post of general manager. Appoint one first."), field="weighty")
    for leader in leaders:
        write_step(enquiry.id, TOLD, sender=enquiry.owner_id, addressee=leader, words=words)
        open_task(
            WEIGHTY,
            subject_of(enquiry.id),
            facts={"number": enquiry.number, "matter": short(enquiry.matter)},
            url=page_of(enquiry.id),
            to=Party(staff_id=leader),
            due_on=clock.today(),
            customer_id=enquiry.customer_id,
            by=by,
        )
    about = {"number": enquiry.number}
    record(TOLD_ACTION, subject_of(enquiry.id), customer_id=enquiry.customer_id, facts=about, reason=words)


def note(enquiry_id: int, words: str | None, *, by: Actor) -> None:
    """Take note of a report, as general manager or for him, with words to whoever has the matter (R-149).

    Raises NoResultFound, and Refused where no report waits for this actor.
    """
    with unit_of_work(by=by):
        enquiry = seat(enquiry_id, by).enquiry
        subject = subject_of(enquiry_id)
        if not sum(close_tasks(subject, kind=WEIGHTY, staff_id=one, by=by) for one in desk_of(by).people):
            raise Refused(Text("No report of this enquiry waits for you."))
        write_step(enquiry_id, NOTED, addressee=enquiry.owner_id, words=words)
        about = {"number": enquiry.number}
        record(NOTED_ACTION, subject, customer_id=enquiry.customer_id, facts=about, reason=words)
