"""The looks at stages that are late or were left late, and at the enquiries about them (P-12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select

from app import clock
from app.complaints.cases.deadlines import CLOCKS
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries import subject_of, visible
from app.complaints.circulation.models import RouteStage
from app.complaints.lateness import rules
from app.complaints.lateness.models import LatenessEnquiry
from app.complaints.lateness.people import answers_for
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.staff.models import Department, Staff
from app.office.tasks.queries.desk import desk_of
from app.web.paging import Order, Page, page_of

OPEN, CLOSED = "open", "closed"
NONE: ColumnElement[int] = literal_column("0")  # not a parameter: SQLite would not see that an index holds no others
OLDEST_DUE, NEWEST = [Order(Complaint.stage_due_on), Order(Complaint.id)], [Order(ComplaintStage.id, descending=True)]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a department, the month in which the stage was left (2026-11), which enquiries,
    one complaint."""

    department_id: int | None = None
    month: str | None = None
    which: str | None = None
    complaint_id: int | None = None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An enquiry slip with what it is about; `may_answer` is whether this reader answers for the department."""

    enquiry: LatenessEnquiry
    complaint: Complaint
    stay: ComplaintStage
    stage: str
    department: str | None
    person: str | None
    may_answer: bool


def page_url(enquiry_id: int) -> str:
    """The address of an enquiry slip."""
    return f"/complaints/lateness/{enquiry_id}"


def running(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Stages of open complaints that are late now, the longest first: rows of complaint, stay, stage, names (P-12)."""
    return page_of(db.session(), _narrowed(_running(actor), filters), OLDEST_DUE, after=after)


def left(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Stages of closed complaints that were left late, the newest first, as `running`, with the enquiry (K-29)."""
    return page_of(db.session(), _left(filters, actor), NEWEST, after=after)


def every_running(filters: Filters, actor: Actor) -> Sequence[Any]:
    """All that are late now, for an export."""
    query = _narrowed(_running(actor), filters)
    return db.session.execute(query.order_by(Complaint.stage_due_on, Complaint.id)).all()


def every_left(filters: Filters, actor: Actor) -> Sequence[Any]:
    """All that were left late, for an export."""
    return db.session.execute(_left(filters, actor).order_by(ComplaintStage.id.desc())).all()


def slips_of(complaint_ids: Iterable[int]) -> Mapping[int, Sequence[Any]]:
    """The urging slips about each of these complaints, the newest first, for whoever may know of them (K-28)."""
    subjects = {subject_of(one): one for one in complaint_ids}
    query = select(Deadline.subject, DeadlineStep.id, DeadlineStep.number, DeadlineStep.received_at)
    query = query.join(Deadline, Deadline.id == DeadlineStep.deadline_id).where(
        Deadline.subject.in_(subjects), Deadline.rule.in_(CLOCKS), DeadlineStep.number.is_not(None)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query.order_by(DeadlineStep.id.desc())):
        found[subjects[row.subject]].append(row)
    return found


def enquiry(enquiry_id: int, actor: Actor) -> Enquiry:
    """An enquiry slip as this actor may see it. Raises NoResultFound."""
    query: Any = select(LatenessEnquiry, Complaint, ComplaintStage, RouteStage.name, Department.name, Staff.name)
    query = query.join(Complaint, Complaint.id == LatenessEnquiry.complaint_id)
    query = query.join(ComplaintStage, ComplaintStage.id == LatenessEnquiry.stage_id)
    query = query.join(RouteStage, RouteStage.id == ComplaintStage.stage_id)
    query = query.outerjoin(Department, Department.id == LatenessEnquiry.department_id)
    query = query.outerjoin(Staff, Staff.id == LatenessEnquiry.staff_id)
    query = query.where(LatenessEnquiry.id == enquiry_id, enquiry_visible(actor))
    found: Any = db.session.execute(query.execution_options(populate_existing=True)).one()
    one, complaint, stay, stage, department, person = found
    return Enquiry(one, complaint, stay, stage, department, person, may_answer(one, actor))


def may_answer(one: LatenessEnquiry, actor: Actor) -> bool:
    """Whether this actor signs for a slip and answers it: the department's head, or who held the stage."""
    return actor.has_every_right or one.department_id in answers_for(actor) or one.staff_id in desk_of(actor).people


def enquiry_visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on LatenessEnquiry joined with Complaint under which this actor may know of it."""
    return or_(visible(actor), _addressed(actor))


def late_stay(stay_id: int, actor: Actor) -> tuple[ComplaintStage, Complaint, str]:
    """A stay at a stage with its complaint and the stage's name. Raises NoResultFound."""
    query = select(ComplaintStage, Complaint, RouteStage.name).join(
        Complaint, Complaint.id == ComplaintStage.complaint_id
    )
    query = query.join(RouteStage, RouteStage.id == ComplaintStage.stage_id)
    row = db.session.execute(query.where(ComplaintStage.id == stay_id, visible(actor))).one()
    return row[0], row[1], row[2]


def count_unasked(complaint_id: int) -> int:
    """How many late stages of a complaint nobody has asked about."""
    asked = select(LatenessEnquiry.id).where(LatenessEnquiry.stage_id == ComplaintStage.id)
    query = select(func.count()).where(ComplaintStage.complaint_id == complaint_id, ComplaintStage.late_days > 0)
    return db.session.scalar(query.where(~asked.exists())) or 0


def to_answer(actor: Actor) -> Select[Any]:
    """The query of the enquiry slips that wait for the departments of this actor, or for himself."""
    return select(LatenessEnquiry.id).where(LatenessEnquiry.state == rules.ASKED, _addressed(actor))


def mine(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The enquiry slips to the departments of this actor or about stages that he held, what waits first."""
    query: Any = select(LatenessEnquiry, Complaint).join(Complaint, Complaint.id == LatenessEnquiry.complaint_id)
    order = [Order(LatenessEnquiry.state, descending=True), Order(LatenessEnquiry.id, descending=True)]
    return page_of(db.session(), query.where(_addressed(actor)), order, after=after)


def found(number: str, actor: Actor) -> Sequence[Any]:
    """The enquiry slip of this number with its complaint, for the search box."""
    query = select(LatenessEnquiry, Complaint).join(Complaint, Complaint.id == LatenessEnquiry.complaint_id)
    wanted = query.where(LatenessEnquiry.number == number.strip().upper(), enquiry_visible(actor))
    return db.session.execute(wanted).all()


def _addressed(actor: Actor) -> ColumnElement[bool]:
    """That a slip goes to a department for which this actor answers, or is about a stage that he held."""
    mine = LatenessEnquiry.department_id.in_(sorted(answers_for(actor)))
    return or_(mine, LatenessEnquiry.staff_id.in_(desk_of(actor).people))


def _running(actor: Actor) -> Any:
    query = _named(actor).join(ComplaintStage, ComplaintStage.id == Complaint.stage_id)
    query = query.where(Complaint.state == OPEN, Complaint.paused.is_(False), Complaint.stage_due_on < clock.today())
    return _with_names(query)


def _left(filters: Filters, actor: Actor) -> Any:
    query = _named(actor).add_columns(LatenessEnquiry)
    query = query.join(ComplaintStage, ComplaintStage.complaint_id == Complaint.id)
    query = query.outerjoin(LatenessEnquiry, LatenessEnquiry.stage_id == ComplaintStage.id)
    closed = func.coalesce(Complaint.state, "") == CLOSED  # not by its index: most complaints are, few stays were late
    query = _with_names(query).where(closed, ComplaintStage.late_days > NONE)
    bounds = rules.month_bounds(filters.month or "")
    if bounds:
        query = query.where(ComplaintStage.left_on >= bounds[0], ComplaintStage.left_on < bounds[1])
    if filters.which == rules.UNASKED:
        query = query.where(LatenessEnquiry.id.is_(None))
    elif filters.which:
        query = query.where(LatenessEnquiry.state == filters.which)
    return _narrowed(query, filters)


def _named(actor: Actor) -> Select[Any]:
    query: Any = select(
        Complaint, ComplaintStage, RouteStage.name.label("stage"), Department.name.label("department"),
        Staff.name.label("person"), Customer.name.label("customer"),
    ).select_from(Complaint)  # fmt: skip
    query = query.outerjoin(Customer, and_(Customer.id == Complaint.customer_id, customer_visible(actor)))
    seen: Select[Any] = query.where(visible(actor))
    return seen


def _with_names(query: Any) -> Any:
    query = query.join(RouteStage, RouteStage.id == ComplaintStage.stage_id)
    query = query.outerjoin(Department, Department.id == ComplaintStage.department_id)
    return query.outerjoin(Staff, Staff.id == ComplaintStage.staff_id)


def _narrowed(query: Any, filters: Filters) -> Any:
    if filters.department_id is not None:
        query = query.where(ComplaintStage.department_id == filters.department_id)
    return query.where(Complaint.id == filters.complaint_id) if filters.complaint_id is not None else query


def sees(complaint_id: int, actor: Actor) -> bool:
    """Whether this actor may open the complaint itself."""
    query = select(Complaint.id).where(Complaint.id == complaint_id, visible(actor))
    return db.session.scalar(query) is not None
