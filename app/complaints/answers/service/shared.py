"""What the deeds of answers share: the complaint as this actor may work on it, and its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.complaints.answers.queries import OPEN, called
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, subject_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.staff.models import Staff
from app.unit_of_work import current_work
from app.web.feature import Action

TOPIC = "complaints"


def open_complaint(complaint_id: int, by: Actor) -> Complaint:
    """An open complaint that this actor may know of. Raises NoResultFound, and Refused for one that is over."""
    found = complaint_of(complaint_id, by)
    if found.state != OPEN:
        raise Refused(Text("This complaint is over. Reopen it first."))
    return found


def recorded(
    action: Action, complaint: Complaint, facts: Mapping[str, Any], *, outside: bool = True, reason: str | None = None
) -> None:
    """Write a deed into the history of a complaint; what went outside stands with the customer as well.

    The words of history reach whoever may read the customer's file: nothing internal is in them.
    """
    current_work().touch(TOPIC)
    customer_id = complaint.customer_id if outside else None
    about = {"number": called(complaint), **facts}
    record(action, subject_of(complaint.id), customer_id=customer_id, facts=about, reason=reason)


def name_of(staff_id: int | None) -> str:
    """The name of a member of staff."""
    return current_work().session.scalar(select(Staff.name).where(Staff.id == staff_id)) or ""
