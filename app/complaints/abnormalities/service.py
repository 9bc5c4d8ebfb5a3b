"""Abnormality slips (异常处理单, F-66; K-02): to a unit, answered with cause and measure, closed when it helped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.abnormalities import queries, rules
from app.complaints.abnormalities.deadlines import ANSWER
from app.complaints.abnormalities.feature import ANSWERED, CLOSED, OPENED, SENT_BACK
from app.complaints.abnormalities.models import AbnormalitySlip
from app.complaints.abnormalities.rules import NewSlip
from app.complaints.abnormalities.tasks import CONFIRM
from app.complaints.cases import service as cases
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.lateness.people import addressee
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.kinds import Term
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.staff.models import Department
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action


def open_slip(new: NewSlip, *, version: int | None = None, by: Actor) -> AbnormalitySlip:
    """Open an abnormality slip to a unit, YC2611-001 (K-02): its head gets it with a deadline.

    Of a complaint without loss it is the end of the long way: the complaint, as the user saw it (`version`), ends
    without loss. Raises Refused, Conflict, and NoResultFound for a complaint or customer that is not his business.
    """
    with unit_of_work(by=by) as work:
        rules.check_new(new, clock.today())
        complaint = _complaint(new.complaint_id, by)
        customer_id = complaint.customer_id if complaint else _customer(new.customer_id, by)
        made = AbnormalitySlip(complaint_id=new.complaint_id, customer_id=customer_id, happened_on=new.happened_on)
        made.what, made.department_id, made.wanted = new.what, new.department_id, new.wanted
        made.number = rules.number_of(clock.today(), next_number("abnormality", f"{clock.today():%y%m}"))
        made.state, made.made_by_id, made.made_by, made.made_at = rules.OPEN, by.staff_id, by.name, work.at
        work.session.add(made)
        work.session.flush()
        _watch(made, new, by)
        _recorded(OPENED, made, {"department": _unit(made.department_id), "what": rules.short(made.what)})
        if complaint is not None:
            cases.end_without_loss(complaint.id, version=version or complaint.version, words=made.number, by=by)
        return made


def answer(slip_id: int, version: int, cause: str, measure: str, *, by: Actor) -> None:
    """Answer for the unit: the cause, and what is done about it. Whoever opened the slip sees whether it helps.

    Raises Refused for whoever does not answer for the unit and for a second answer, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        found = queries.slip(slip_id, by)
        if not found.answers:
            raise Refused(Text("This slip went to another unit, which answers it."))
        rules.check_state(found.slip.state, rules.OPEN)
        said = {"cause": cause, "measure": measure, "answered_by": by.name, "answered_on": clock.today()}
        _store(found.slip, version, {**said, "state": rules.ANSWERED})
        stop_deadlines(queries.subject_of(slip_id), rule=ANSWER, by=by)
        _ask_for_effect(found, by)
        _recorded(ANSWERED, found.slip, {"department": found.department})


def close(slip_id: int, version: int, effect: str, *, by: Actor) -> None:
    """Confirm that the measure helped, and close the slip. Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        one = _to_confirm(slip_id, by)
        values = {"effect": effect, "closed_by": by.name, "closed_on": clock.today(), "state": rules.CLOSED}
        _store(one, version, values)
        close_tasks(queries.subject_of(slip_id), kind=CONFIRM, by=by)
        _recorded(CLOSED, one, {})


def send_back(slip_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Send a slip back to the unit because the measure did not help; its time begins anew. Raises as `close` does."""
    with unit_of_work(by=by):
        one = _to_confirm(slip_id, by)
        _store(one, version, {"state": rules.OPEN, "answered_by": None, "answered_on": None})
        close_tasks(queries.subject_of(slip_id), kind=CONFIRM, by=by)
        _watch(one, None, by)
        _recorded(SENT_BACK, one, {"department": _unit(one.department_id)}, reason=reason)


def _to_confirm(slip_id: int, by: Actor) -> AbnormalitySlip:
    found = queries.slip(slip_id, by)
    if not found.keeps:
        raise Refused(Text("Whoever opened this slip says whether the measure helped."))
    rules.check_state(found.slip.state, rules.ANSWERED)
    return found.slip


def _complaint(complaint_id: int | None, by: Actor) -> Complaint | None:
    return complaint_of(complaint_id, by) if complaint_id is not None else None


def _customer(customer_id: int | None, by: Actor) -> int | None:
    """The customer as chosen. Raises NoResultFound where this actor may not know of him."""
    if customer_id is None:
        return None
    query = select(Customer.id).where(Customer.id == customer_id, customer_visible(by))
    return current_work().session.scalars(query).one()


def _watch(one: AbnormalitySlip, new: NewSlip | None, by: Actor) -> None:
    """Set the deadline of the answer: by the day that the slip names, else by the office's rule."""
    wanted = new.due_on if new is not None else None
    found = start_deadline(
        ANSWER,
        queries.subject_of(one.id),
        arrived_at=current_work().at,
        facts={"number": one.number, "department": _unit(one.department_id), "what": rules.short(one.what)},
        url=queries.page_url(one.id),
        staff_id=addressee(one.department_id),
        department_id=one.department_id,
        term=Term((wanted - clock.today()).days, Unit.CALENDAR) if wanted else None,
        by=by,
    )
    one.due_on = found.due_on
    current_work().session.flush()


def _ask_for_effect(found: queries.Seen, by: Actor) -> None:
    one = found.slip
    if one.made_by_id is not None:
        facts = {"number": one.number, "department": found.department}
        to, url = Party(staff_id=one.made_by_id), queries.page_url(one.id)
        open_task(CONFIRM, queries.subject_of(one.id), facts=facts, url=url, to=to, due_on=None, by=by)


def _store(one: AbnormalitySlip, version: int, values: Mapping[str, Any]) -> None:
    session = current_work().session
    held = update(AbnormalitySlip).where(AbnormalitySlip.id == one.id, AbnormalitySlip.version == version)
    if not session.execute(held.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody changed this slip meanwhile. Look at what is stored now."))
    session.refresh(one)


def _recorded(action: Action, one: AbnormalitySlip, facts: Mapping[str, Any], *, reason: str | None = None) -> None:
    """Write a deed into history; the slip is internal and does not stand with the customer."""
    record(action, queries.subject_of(one.id), facts={"number": one.number, **facts}, reason=reason)
    current_work().touch("complaints")


def _unit(department_id: int) -> str:
    return current_work().session.scalar(select(Department.name).where(Department.id == department_id)) or ""
