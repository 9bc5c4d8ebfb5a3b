"""Who is in charge, who is here, and to whom a matter may be handed."""

from __future__ import annotations

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.office.absence.queries import stand_ins
from app.office.policy import queries as policy
from app.office.positions.queries import organisation, position
from app.office.positions.rules import top
from app.office.staff.models import Department, Staff
from app.office.staff.queries import department_called
from app.reception.enquiries.policy import EnquiryPolicy
from app.reception.enquiries.rules import Office, Proposal, proposal

GENERAL_MANAGER = "general_manager"


def office_today() -> Office:
    """The office as it stands today, with whoever is away."""
    names = db.session.execute(select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.id))
    return Office(organisation(), {row.id: row.name for row in names}, stand_ins(clock.today()))


def proposed(owner_id: int, office: Office | None = None) -> Proposal:
    """Whom to hand a matter of this person to, by the routing of the office (R-148, D-30)."""
    values = policy.of(EnquiryPolicy)
    service = department_called(values.service_department)
    return proposal(values.routing, owner_id, service, office or office_today())


def department_name(department_id: int | None) -> str | None:
    """The name of a department; None for none."""
    return db.session.scalar(select(Department.name).where(Department.id == department_id))


def home_of(staff_id: int | None) -> int | None:
    """The department of a person; None for nobody."""
    return db.session.scalar(select(Staff.department_id).where(Staff.id == staff_id))


def name_of(staff_id: int | None) -> str:
    """The name of a person; nothing for nobody."""
    return db.session.scalar(select(Staff.name).where(Staff.id == staff_id)) or ""


def at_the_top() -> tuple[int, ...]:
    """Who is told of a matter of weight: the general manager (总经理), else the highest of the office (R-149)."""
    found, post = organisation(), position(GENERAL_MANAGER)
    holders = found.holders.get((post.id, None), ()) if post else ()
    return holders or top(found)
