"""The report on an inspection and the general manager's decision on it (K-13)."""

from __future__ import annotations

from app import clock
from app.complaints.inspections import queries, rules
from app.complaints.inspections.deadlines import REPORT
from app.complaints.inspections.feature import DECIDED, NOTED, REPORTED
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.service.changing import claimed, task, tell, write
from app.complaints.inspections.tasks import DECIDE
from app.complaints.inspections.tasks import DECIDED as TOLD
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.service import stop_deadlines
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import unit_of_work


def report(inspection_id: int, version: int, words: str, *, by: Actor) -> None:
    """Submit the report for the general manager's written decision (K-13).

    Raises Refused without words and where nobody stands at the top, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        one = claimed(inspection_id, rules.REPORT, by)
        said, leaders = rules.check_said(words, "report"), queries.leaders()
        if not leaders:
            raise Refused(Text("Nobody holds the post of general manager. Appoint one first."), field="report")
        write(one, version, state=rules.REPORTED, report=said, reported_by=by.name, reported_on=clock.today())
        stop_deadlines(queries.subject_of(one.id), rule=REPORT, by=by)
        tell(REPORTED, one)
        open_tasks([task(DECIDE, one, Party(staff_id=leader)) for leader in leaders], by=by)


def decide(inspection_id: int, version: int, words: str, *, by: Actor) -> Inspection:
    """Write the general manager's decision on a report, as he or for him while he is away (K-13).

    Raises Refused for everybody else and without words, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        one = queries.inspection(inspection_id, by)
        if not queries.decides(by):
            raise Refused(Text("Only the general manager decides on this report."))
        rules.check_deed(one.state, rules.DECIDE)
        said = rules.check_said(words, "decision")
        write(one, version, state=rules.DECIDED, decision=said, decided_by=by.name, decided_on=clock.today())
        close_tasks(queries.subject_of(one.id), kind=DECIDE, by=by)
        tell(DECIDED, one, reason=said, who=by.name)
        if one.called_by_id is not None and one.called_by_id != by.staff_id:
            open_tasks([task(TOLD, one, Party(staff_id=one.called_by_id))], by=by)
    return one


def note(inspection_id: int, *, by: Actor) -> None:
    """Take note of the decision on an inspection that one had called. Raises NoResultFound."""
    with unit_of_work(by=by):
        one = queries.inspection(inspection_id, by)
        if close_tasks(queries.subject_of(one.id), kind=TOLD, staff_id=by.staff_id, by=by):
            tell(NOTED, one)
