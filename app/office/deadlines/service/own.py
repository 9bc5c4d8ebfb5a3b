"""Deadlines that somebody sets by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.deadlines.kinds import Term
from app.office.deadlines.own import OWN
from app.office.deadlines.service.running import start_deadline
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """What somebody sets himself: what, until `n` units after an arrival, for a person or else for a department."""

    what: str
    n: int
    unit: Unit
    arrived_at: datetime
    staff_id: int | None = None
    department_id: int | None = None


def set_own(new: NewDeadline, *, by: Actor) -> int:
    """Set a deadline by hand and return its id (O-02, O-03): for oneself, or with the right for one's departments.

    Raises Refused for anybody else's.
    """
    with unit_of_work(by=by):
        _check(new, by)
        return start_deadline(
            OWN,
            "",
            arrived_at=new.arrived_at,
            facts={"what": new.what},
            url="",
            staff_id=new.staff_id,
            department_id=new.department_id if new.staff_id is None else None,
            term=Term(new.n, new.unit),
            by=by,
        ).id


def _check(new: NewDeadline, by: Actor) -> None:
    if new.staff_id is None and new.department_id is None:
        raise Refused(Text("Choose for whom it is: a person, or a department."), field="staff_id")
    if by.has_every_right or by.may(SEE_ALL.name) or (new.staff_id is not None and new.staff_id == by.staff_id):
        return
    home = new.department_id
    if new.staff_id is not None:
        home = current_work().session.scalar(select(Staff.department_id).where(Staff.id == new.staff_id))
    if home not in by.departments(SEE_DEPARTMENT.name):
        raise Refused(Text("You may set deadlines for yourself and for your own departments only."), field="staff_id")
