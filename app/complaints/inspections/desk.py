"""What a reader may do next with an inspection, and the deeds behind its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible as case_visible
from app.complaints.inspections import queries, rules, service
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.tasks import DECIDED
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.extensions import db
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING

LINK = "link"
TITLES: Mapping[str, str] = {
    rules.ARRANGE: N_("Arrange the inspection"),
    rules.APPOINT: N_("Ask the general manager to appoint persons"),
    rules.INSPECT: N_("Write down the findings"),
    rules.REPORT: N_("Report to the general manager"),
    rules.DECIDE: N_("Write the decision"),
    rules.CANCEL: N_("Call the inspection off"),
    LINK: N_("Link with a complaint"),
}
MAIN = {
    rules.CALLED: rules.ARRANGE,
    rules.ARRANGED: rules.INSPECT,
    rules.INSPECTED: rules.REPORT,
    rules.REPORTED: rules.DECIDE,
}


def deeds_of(one: Inspection, actor: Actor) -> list[tuple[str, str, bool]]:
    """What this reader may do now: the deed, its name (msgid), whether it is the main one."""
    works, decides = queries.works_on(one, actor), queries.decides(actor)
    found = [deed for deed in TITLES if deed != LINK and rules.may_follow(one.state, deed)]
    mine = [deed for deed in found if (decides if deed == rules.DECIDE else works)]
    if one.complaint_id is None and works and one.state != rules.CANCELLED:
        mine.append(LINK)
    return [(deed, TITLES[deed], deed == MAIN.get(one.state)) for deed in mine]


def done(inspection_id: int, deed: str, form: Any, by: Actor) -> None:
    """Do what a form asks. Raises as the verb of the deed does."""
    verbs: Mapping[str, Callable[..., Any]] = {
        rules.ARRANGE: lambda at, seen: service.arrange(at, seen, form.planned_on.data, form.party.data, by=by),
        rules.APPOINT: lambda at, seen: service.ask_appointment(
            at, seen, form.people(), form.planned_on.data, form.reason.data, by=by
        ),
        rules.INSPECT: lambda at, seen: service.inspect(at, seen, form.inspected_on.data, form.findings.data, by=by),
        rules.REPORT: lambda at, seen: service.report(at, seen, form.report.data, by=by),
        rules.DECIDE: lambda at, seen: service.decide(at, seen, form.decision.data, by=by),
        rules.CANCEL: lambda at, seen: service.cancel(at, seen, form.reason.data, by=by),
        LINK: lambda at, seen: service.link(at, seen, complaint_called(form.complaint.data, by), by=by),
    }
    verbs[deed](inspection_id, form.seen_version())


def complaint_called(number: str, actor: Actor) -> int:
    """The id of the complaint of this number that the actor may know of. Raises Refused."""
    query = select(Complaint.id).where(Complaint.number == number.strip(), case_visible(actor))
    found = db.session.scalar(query)
    if found is None:
        raise Refused(Text("There is no complaint of this number."), field="complaint")
    return found


def waits_to_be_noted(one: Inspection, actor: Actor) -> bool:
    """Whether this reader has still to take note of the decision."""
    mine = (Task.subject == queries.subject_of(one.id), Task.staff_id == actor.staff_id, Task.kind == DECIDED.key)
    return db.session.scalar(select(Task.id).where(*mine, Task.state.in_(WAITING)).limit(1)) is not None
