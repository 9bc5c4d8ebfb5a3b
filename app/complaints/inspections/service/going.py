"""Who goes to an inspection, and what was found there (K-12, A-25)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import delete, select

from app import clock
from app.complaints.inspections import queries, rules
from app.complaints.inspections.deadlines import REPORT
from app.complaints.inspections.feature import APPOINTED, ARRANGED, ASKED, INSPECTED, NOT_APPOINTED
from app.complaints.inspections.models import Inspection, InspectionMember
from app.complaints.inspections.service.changing import at, claimed, task, tell, write
from app.complaints.inspections.tasks import ARRANGE, COME, GO
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.deadlines.service import start_deadline
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work, unit_of_work

PARTY = "complaints.inspection"
NOON = time(12)


def arrange(inspection_id: int, version: int, planned_on: date, party: str, *, by: Actor) -> None:
    """Lay down who goes and when (K-12). Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        one = claimed(inspection_id, rules.ARRANGE, by)
        who = rules.check_said(tidy(party), "party")
        write(one, version, state=rules.ARRANGED, planned_on=planned_on, party=who)
        close_tasks(queries.subject_of(one.id), kind=COME, by=by)
        close_tasks(queries.subject_of(one.id), kind=ARRANGE, by=by)
        tell(ARRANGED, one, party=who, day=planned_on)


def ask_appointment(
    inspection_id: int, version: int, people: Sequence[int], planned_on: date | None, reason: str, *, by: Actor
) -> Inspection:
    """Ask the general manager to appoint who goes where quality management cannot go in time (K-12, A-25).

    `people` are those who are proposed. Raises Refused for nobody and without a reason, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        one = claimed(inspection_id, rules.APPOINT, by)
        names, why = _names(people), rules.check_said(reason, "reason")
        write(one, version, state=rules.APPOINTING, planned_on=planned_on or one.planned_on)
        tell(ASKED, one, reason=why)
        request = submit(
            PARTY,
            queries.subject_of(one.id),
            title=f"{one.number} {one.place}",
            url=queries.page_url(one.id),
            snapshot=[
                (Text("Place of the inspection"), one.place),
                (Text("Why it is needed"), one.why),
                (Text("Planned for"), one.planned_on.isoformat() if one.planned_on else "–"),
                (Text("Proposed to go"), names),
            ],
            department_id=one.department_id,
            reason=why,
            facts={"people": list(people), "party": names},
            by=by,
        )
        current_work().session.refresh(one)
        write(one, one.version, approval_id=request.id)
    return one


def settle_party(approval: Approval) -> None:
    """Let those go whom the general manager appoints, else whoever called it arranges it (A-25; hook of the matter)."""
    inspection_id, by = queries.id_in(approval.subject), current_work().by
    one = at(inspection_id) if inspection_id is not None else None
    if one is None or one.state != rules.APPOINTING:
        return  # it was called off meanwhile
    if approval.state != "approved":
        write(one, one.version, state=rules.CALLED)
        tell(NOT_APPOINTED, one)
        if approval.state == "refused":
            open_tasks([task(ARRANGE, one, Party(staff_id=approval.submitter_id))], by=by)
        return
    people, party = approval.facts["people"], approval.facts["party"]
    write(one, one.version, state=rules.ARRANGED, appointed=True, party=party[:300])
    _appoint(one, people)
    close_tasks(queries.subject_of(one.id), kind=COME, by=by)
    open_tasks([task(GO, one, Party(staff_id=person)) for person in people], by=by)
    tell(APPOINTED, one, party=party)


def inspect(inspection_id: int, version: int, inspected_on: date, findings: str, *, by: Actor) -> None:
    """Write down what was found on the day of the inspection; from then on the report is due (K-13).

    Raises Refused for a day to come and without findings, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        one = claimed(inspection_id, rules.INSPECT, by)
        rules.check_day(inspected_on, clock.today())
        found = rules.check_said(findings, "findings")
        write(one, version, state=rules.INSPECTED, inspected_on=inspected_on, findings=found)
        close_tasks(queries.subject_of(one.id), by=by)
        tell(INSPECTED, one, day=inspected_on)
        start_deadline(
            REPORT,
            queries.subject_of(one.id),
            arrived_at=clock.at_office(datetime.combine(inspected_on, NOON)),
            facts={"number": one.number, "place": one.place},
            url=queries.page_url(one.id),
            staff_id=by.staff_id,
            customer_id=one.customer_id,
            by=by,
        )


def _names(people: Sequence[int]) -> str:
    """The names of people who work here. Raises Refused for nobody, and for somebody who is not there."""
    query = select(Staff.id, Staff.name).where(Staff.id.in_(people), Staff.active)
    names = {row.id: row.name for row in current_work().session.execute(query)}
    if not people:
        raise Refused(Text("Name whom the general manager may appoint."), field="people")
    if any(one not in names for one in people):
        raise Conflict(Text("Somebody of these no longer works here."), field="people")
    return "、".join(names[one] for one in dict.fromkeys(people))


def _appoint(one: Inspection, people: Sequence[int]) -> None:
    session = current_work().session
    session.execute(delete(InspectionMember).where(InspectionMember.inspection_id == one.id))
    session.add_all(InspectionMember(inspection_id=one.id, staff_id=person) for person in dict.fromkeys(people))
    session.flush()
