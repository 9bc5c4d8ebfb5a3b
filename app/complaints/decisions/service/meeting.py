"""Recording the special meeting on a grave complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.complaints.cases.queries import complaint_of
from app.complaints.decisions import rules
from app.complaints.decisions.feature import MET
from app.complaints.decisions.models import ComplaintMeeting
from app.complaints.decisions.policy import ComplaintDecisionPolicy
from app.complaints.decisions.service.telling import check_open, tell
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is written down of a meeting: when, who was there, what was said and what was resolved."""

    held_on: date
    attendees: str
    minutes: str
    resolved: str


def record_meeting(complaint_id: int, new: NewMeeting, *, by: Actor) -> ComplaintMeeting:
    """Write down a special meeting on a complaint (专题会议, K-57, A-22); of which body is the office's setting (D-16).

    Raises Refused for a day to come, for what is empty, and for a complaint that is closed; NoResultFound.
    """
    with unit_of_work(by=by) as work:
        case = complaint_of(complaint_id, by)
        check_open(case)
        if new.held_on > clock.today():
            raise Refused(Text("The meeting must have been held before it is recorded."), field="held_on")
        for field in ("attendees", "minutes", "resolved"):
            if not getattr(new, field).strip():
                raise Refused(Text("Please fill this in."), field=field)
        body = policy.of(ComplaintDecisionPolicy, on=new.held_on).body
        made = ComplaintMeeting(
            complaint_id=case.id, body=body, held_on=new.held_on, attendees=tidy(new.attendees), minutes=new.minutes,
            resolved=new.resolved, at=work.at, by=by.name,
        )  # fmt: skip
        work.session.add(made)
        work.session.flush()
        tell(MET, case, day=made.held_on, body=Text(rules.BODIES[body]))
    return made
