"""Calling a joint inspection, letting it belong to a complaint, calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.complaints.cases.queries import complaint_of
from app.complaints.inspections import queries, rules
from app.complaints.inspections.feature import CALLED, CANCELLED, LINKED
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.service.changing import NOT_HIS, claimed, head_party, home_of, task, tell, write
from app.complaints.inspections.tasks import COME
from app.customers.files.queries import seen as customer_seen
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.approvals.service import void
from app.office.deadlines.service import stop_deadlines
from app.office.numbering.service import next_number
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work, unit_of_work


@dataclass(frozen=True, slots=True)
class NewInspection:
    """Where is looked at what and why; `quality_id` and `making_id` are the departments that are told at once."""

    place: str
    why: str
    complaint_id: int | None = None
    customer_id: int | None = None
    planned_on: date | None = None
    quality_id: int | None = None
    making_id: int | None = None


def call(new: NewInspection, *, by: Actor) -> Inspection:
    """Call a joint inspection (会勘) and tell quality management and manufacturing at once (K-12).

    For a complaint that is open, or before one is written for a customer. Raises Refused, NoResultFound.
    """
    with unit_of_work(by=by):
        rules.check_call(new.complaint_id, new.customer_id)
        place, why = rules.check_said(tidy(new.place), "place"), rules.check_said(new.why, "why")
        made = _stored(new, _customer(new, by), place, why, by)
        tell(CALLED, made, reason=made.why)
        told = (head_party(one) for one in dict.fromkeys((made.quality_id, made.making_id)))
        open_tasks([task(COME, made, party) for party in dict.fromkeys(told) if party is not None], by=by)
    return made


def link(inspection_id: int, version: int, complaint_id: int, *, by: Actor) -> None:
    """Let an inspection that was called before the form was written belong to its complaint (K-12).

    Raises Refused where it belongs to one or to another customer, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        case, one = complaint_of(complaint_id, by), queries.inspection(inspection_id, by)
        if not queries.works_on(one, by):
            raise Refused(NOT_HIS)
        if case.state != "open":
            raise Refused(Text("This complaint is closed. Reopen it first."), field="complaint")
        if one.complaint_id is not None:
            raise Refused(Text("This inspection belongs to a complaint already."))
        if None not in (one.customer_id, case.customer_id) and one.customer_id != case.customer_id:
            raise Refused(Text("The complaint is of another customer."), field="complaint")
        write(one, version, complaint_id=case.id, customer_id=case.customer_id or one.customer_id)
        tell(LINKED, one, complaint=queries.complaint_number(case.id))


def cancel(inspection_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Call an inspection off before it took place, with the reason. Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        end(claimed(inspection_id, rules.CANCEL, by), version, rules.check_said(reason, "reason"), by)


def end(one: Inspection, version: int, reason: str, by: Actor) -> None:
    """Let an inspection be over without a decision: what waits about it is void. In a unit of work."""
    subject = queries.subject_of(one.id)
    write(one, version, state=rules.CANCELLED)
    void(subject, reason, by=by)
    stop_deadlines(subject, outcome="dropped", by=by)
    close_tasks(subject, outcome="cancelled", by=by)
    tell(CANCELLED, one, reason=reason)


def _customer(new: NewInspection, by: Actor) -> int | None:
    """Whose goods are looked at: the customer of the complaint, else the one who was named."""
    if new.complaint_id is None:
        return customer_seen(new.customer_id, by).customer.id if new.customer_id is not None else None
    case = complaint_of(new.complaint_id, by)
    if case.state != "open":
        raise Refused(Text("This complaint is closed. Reopen it first."))
    return case.customer_id


def _stored(new: NewInspection, customer_id: int | None, place: str, why: str, by: Actor) -> Inspection:
    work, month = current_work(), f"{clock.today():%y%m}"
    made = Inspection(
        number=rules.number_of(month, next_number("inspections", month)), complaint_id=new.complaint_id,
        customer_id=customer_id, place=place, why=why, called_by_id=by.staff_id, department_id=home_of(by),
        quality_id=new.quality_id, making_id=new.making_id, planned_on=new.planned_on, state=rules.CALLED,
        made_by=by.name, made_at=work.at,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    work.touch("complaints")
    return made
