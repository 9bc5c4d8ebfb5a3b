"""Asking departments why a stage was late, and answering (洽办单, F-76; K-29)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.answers.queries import called
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, subject_of
from app.complaints.lateness import queries, rules
from app.complaints.lateness.deadlines import ANSWER
from app.complaints.lateness.feature import ANSWERED, ASKED, LEFT_SO, RECEIVED
from app.complaints.lateness.models import LatenessEnquiry
from app.complaints.lateness.people import addressee
from app.complaints.lateness.tasks import subject_of as task_subject
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

KIND = "lateness_enquiry"


def ask(stay_id: int, words: str | None, *, by: Actor) -> LatenessEnquiry:
    """Issue an enquiry slip about a stage that was left late, QB2611-001, to the department that held it (K-29).

    May, not must. Its head gets it as a task with its own deadline. Raises Refused while the complaint is open and for
    a stage in time, Conflict where somebody asked before, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        stay, complaint, stage = queries.late_stay(stay_id, by)
        rules.check_asked(complaint.state, stay.late_days)
        _check_new(stay_id)
        made = LatenessEnquiry(complaint_id=complaint.id, stage_id=stay_id, late_days=stay.late_days or 0)
        made.department_id, made.staff_id, made.state = stay.department_id, stay.staff_id, rules.ASKED
        made.number = rules.number_of(clock.today(), next_number(KIND, f"{clock.today():%y%m}"))
        made.asked_by, made.asked_at, made.words = by.name, work.at, words
        work.session.add(made)
        work.session.flush()
        _watch(made, complaint, stage, by)
        _recorded(ASKED, made, complaint, {"stage": stage, "days": made.late_days})
        if not queries.count_unasked(complaint.id):
            close_tasks(task_subject(complaint.id), by=by)
        return made


def leave(complaint_id: int, *, by: Actor) -> None:
    """Note that nobody is asked about the late stages of a closed complaint: the slip may be issued, it need not be."""
    with unit_of_work(by=by):
        complaint = complaint_of(complaint_id, by)
        close_tasks(task_subject(complaint_id), outcome="cancelled", by=by)
        record(LEFT_SO, subject_of(complaint_id), facts={"number": called(complaint)})


def receive(enquiry_id: int, version: int, *, by: Actor) -> None:
    """Sign for an enquiry slip. Raises Refused for whoever does not answer for the department, Conflict."""
    with unit_of_work(by=by) as work:
        found = _for_me(enquiry_id, by)
        if found.enquiry.received_at is None:
            _store(found.enquiry, version, {"received_at": work.at, "received_by": by.name})
            _recorded(RECEIVED, found.enquiry, found.complaint, {})


def answer(enquiry_id: int, version: int, reason: str, measure: str, *, by: Actor) -> None:
    """Answer an enquiry slip: why it was late, and what is done about it (K-29). Whoever answers has received it.

    Raises Refused for whoever does not answer for the department and for a second answer, Conflict.
    """
    with unit_of_work(by=by) as work:
        found = _for_me(enquiry_id, by)
        one = found.enquiry
        rules.check_answer(one.state)
        got = {"received_at": one.received_at or work.at, "received_by": one.received_by or by.name}
        said = {"reason": reason, "measure": measure, "answered_at": work.at, "answered_by": by.name}
        _store(one, version, {**got, **said, "state": rules.ANSWERED})
        stop_deadlines(f"{KIND}:{one.id}", rule=ANSWER, by=by)
        _recorded(ANSWERED, one, found.complaint, {"stage": found.stage})


def _for_me(enquiry_id: int, by: Actor) -> queries.Enquiry:
    found = queries.enquiry(enquiry_id, by)
    if not found.may_answer:
        raise Refused(Text("This enquiry slip goes to another department, whose head answers it."))
    return found


def _check_new(stay_id: int) -> None:
    if current_work().session.scalar(select(LatenessEnquiry.id).where(LatenessEnquiry.stage_id == stay_id)):
        raise Conflict(Text("Somebody has asked about this stage already."))


def _watch(made: LatenessEnquiry, complaint: Complaint, stage: str, by: Actor) -> None:
    start_deadline(
        ANSWER,
        f"{KIND}:{made.id}",
        arrived_at=current_work().at,
        facts={"number": made.number, "stage": stage, "complaint": called(complaint)},
        url=queries.page_url(made.id),
        staff_id=addressee(made.department_id, made.staff_id),
        department_id=made.department_id,
        by=by,
    )


def _store(one: LatenessEnquiry, version: int, values: dict[str, Any]) -> None:
    session = current_work().session
    held = update(LatenessEnquiry).where(LatenessEnquiry.id == one.id, LatenessEnquiry.version == version)
    if not session.execute(held.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody changed this enquiry slip meanwhile. Look at what is stored now."))
    session.refresh(one)


def _recorded(action: Action, one: LatenessEnquiry, complaint: Complaint, facts: dict[str, Any]) -> None:
    about = {"slip": one.number, "number": called(complaint), **facts}
    record(action, f"{KIND}:{one.id}", facts=about)
    current_work().touch("complaints")
