"""Where a complaint stands: its number, the stage where it comes to, and who holds that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock
from app.complaints.cases.feature import NUMBERED
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries.one import page_of, subject_of
from app.complaints.cases.rules import month_of, number_of
from app.complaints.cases.service import clocks
from app.complaints.cases.tasks import STAGE
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.queries import holder_of
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.search.index import put
from app.search.tokens import tokens_of
from app.unit_of_work import current_work

SCOPE = "complaint"


def today() -> date:
    """The office's day of the deed that is under way."""
    return clock.local(current_work().at).date()


def number(one: Complaint, *, by: Actor) -> None:
    """Accept a complaint: give its number (K-04, K-05) and let the clock of the whole run (K-26), once and for all."""
    if one.number is not None:
        return
    month = month_of(today())
    serial = next_number(SCOPE, month)
    one.number_month, one.number_serial, one.number = month, serial, number_of(month, serial)
    current_work().session.flush()
    index(one)
    clocks.start_whole(one, by=by)
    record(NUMBERED, subject_of(one.id), customer_id=one.customer_id, facts={"number": one.number})


def enter(one: Complaint, stage: RouteStage, *, by: Actor) -> ComplaintStage:
    """Let a complaint come to a stage: a stay, its holder, its clock, and the task of whoever has to act."""
    stay = _stay(one, stage)
    one.stage_id, one.stage_key = stay.id, stage.key
    one.holder_id, one.holder_department_id = stay.staff_id, stay.department_id
    call(one, stay, stage, by=by)
    return stay


def call(one: Complaint, stay: ComplaintStage, stage: RouteStage, *, by: Actor) -> None:
    """Start the clock of a stay, or where the stage has no limit open a task of its own."""
    responsible = responsible_for(stay.staff_id, stay.department_id)
    clocks.start_stage(one, stay, stage, responsible=responsible, by=by)
    if one.stage_due_on is None and responsible is not None:
        open_stage_task(one, stay, stage, responsible, by=by)


def open_stage_task(one: Complaint, stay: ComplaintStage, stage: RouteStage, responsible: int, *, by: Actor) -> None:
    """Tell somebody that a complaint is at a stage of his that has no limit."""
    open_task(
        STAGE,
        subject_of(one.id),
        facts={"number": one.number or clocks.UNNUMBERED, "stage": stage.name, "matter": one.matter},
        url=page_of(one.id),
        to=Party(staff_id=responsible),
        due_on=None,
        customer_id=one.customer_id,
        department_id=stay.department_id,
        by=by,
    )


def pass_through(one: Complaint, stage: RouteStage, outcome: str, opinion: str | None, *, by: Actor) -> None:
    """Write that a complaint was at a stage and left it in the same deed."""
    stay = _stay(one, stage, left=True)
    stay.outcome, stay.opinion, stay.left_by = outcome, opinion, by.name
    current_work().session.flush()


def leave(one: Complaint, stay: ComplaintStage, outcome: str | None, opinion: str | None, *, by: Actor) -> None:
    """Let a complaint leave the stage where it is, with how (None: it is cancelled), and what its holder wrote."""
    clocks.stop_stage(one, stay, outcome=None if outcome else "dropped", by=by)
    close_tasks(subject_of(one.id), kind=STAGE, by=by)
    stay.left_at, stay.left_on, stay.left_by = current_work().at, today(), by.name
    stay.outcome, stay.opinion = outcome, opinion or stay.opinion
    current_work().session.flush()


def responsible_for(staff_id: int | None, department_id: int | None) -> int | None:
    """Who has to act at a stage: its person, else the head of its department."""
    return staff_id if staff_id is not None else head_of(organisation(), department_id)


def index(one: Complaint) -> None:
    """Let the search box find a complaint by number, name, telephone, goods and matter."""
    query = select(Customer.name, Customer.number).where(Customer.id == one.customer_id)
    customer = current_work().session.execute(query).one_or_none()
    names = [one.matter, one.product or "", one.contact_name or "", customer.name if customer else ""]
    numbers = [one.number, one.order_number, one.material_number, customer.number if customer else None]
    words = tokens_of(other_names=names, phones=[one.contact_phone or ""], numbers=[text for text in numbers if text])
    put(SCOPE, [(one.id, words)])


def columns_of(one: Complaint, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The columns of a complaint as they are, those of `names` as they are to be."""
    return {**{column.key: getattr(one, column.key) for column in Complaint.__table__.columns}, **(names or {})}


def _stay(one: Complaint, stage: RouteStage, *, left: bool = False) -> ComplaintStage:
    work = current_work()
    staff_id, department_id = holder_of(stage, one)
    stay = ComplaintStage(complaint_id=one.id, stage_id=stage.id, key=stage.key, entered_at=work.at)
    stay.staff_id, stay.department_id = staff_id, department_id
    if left:
        stay.left_at, stay.left_on = work.at, today()
    work.session.add(stay)
    work.session.flush()
    return stay
