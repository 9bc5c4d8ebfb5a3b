"""Work-contact slips (工作联络单, F-40)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.numbering.service import next_number
from app.reception.enquiries.feature import SLIP_WRITTEN
from app.reception.enquiries.models import WorkSlip
from app.reception.enquiries.queries.people import department_name
from app.reception.enquiries.rules import OPEN, SLIP, WRITE_SLIP, number_of
from app.reception.enquiries.service.changing import changed_by, write_step


@dataclass(frozen=True, slots=True)
class NewSlip:
    """What a slip asks of a department: what is to be done, by when, and what was done already."""

    department_id: int
    asked: str
    to_id: int | None = None
    done_already: str | None = None
    due_on: date | None = None


def write_slip(enquiry_id: int, version: int, new: NewSlip, *, by: Actor) -> WorkSlip:
    """Write the work-contact slip of an enquiry, also after the problem was solved (R-150, F-40).

    Raises NoResultFound, Conflict, and Refused for who is not responsible, and for a slip afterwards that does not
    say what was done.
    """
    with changed_by(enquiry_id, version, WRITE_SLIP, by=by) as change:
        one, work = change.enquiry, change.work
        afterwards = one.state != OPEN
        if afterwards and not new.done_already:
            raise Refused(Text("It was solved before: say what was done."), field="done_already")
        day = clock.local(work.at).date()
        slip = WorkSlip(enquiry_id=one.id, afterwards=afterwards, made_at=work.at, made_by=by.name)
        slip.number = number_of("LD", day, next_number("work_slip", f"{day:%y%m}"))
        slip.to_department, slip.to_id = department_name(new.department_id) or "", new.to_id
        slip.done_already, slip.asked, slip.due_on = new.done_already, new.asked, new.due_on
        slip.made_by_id = by.staff_id
        work.session.add(slip)
        work.session.flush()
        change.to()
        write_step(one.id, SLIP, addressee=new.to_id, words=slip.number)
        change.recorded(SLIP_WRITTEN, slip=slip.number)
    return slip
