"""Whether the customer accepts the outcome (K-20), and what he says when he is visited again (K-67)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.complaints.answers import rules
from app.complaints.answers.deadlines import RETURN_VISIT
from app.complaints.answers.feature import ACCEPTED, NOT_ACCEPTED, VISITED
from app.complaints.answers.models import ComplaintVisit
from app.complaints.answers.policy import AnswerPolicy
from app.complaints.answers.queries import attempts_of
from app.complaints.answers.service.shared import open_complaint, recorded
from app.complaints.cases import service as cases
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, subject_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.deadlines.service import stop_deadlines
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A return visit as it was made; `satisfied` is what the customer said who was reached."""

    visited_on: date
    way: str
    reached: bool
    satisfied: str | None
    words: str


def note_acceptance(complaint_id: int, accepted: bool, said_on: date, words: str | None, *, by: Actor) -> None:
    """Note that the customer accepts the outcome, or does not and why (K-20); his words are the result of K-15.

    Raises Refused before he was told and for a no without words, NoResultFound.
    """
    with unit_of_work(by=by):
        complaint = open_complaint(complaint_id, by)
        rules.check_accepted(complaint.answered_on, said_on, accepted, words, today=clock.today())
        said = [one for one in (complaint.customer_result, words) if one]
        result = "\n".join(said) or None
        cases.mark(complaint_id, by=by, accepted=accepted, accepted_on=said_on, customer_result=result)
        recorded(ACCEPTED if accepted else NOT_ACCEPTED, complaint, {}, reason=words)


def note_visit(complaint_id: int, new: NewVisit, *, by: Actor) -> int:
    """Note a return visit, also after the complaint was closed (K-67); return its id.

    It is done when the customer was reached, or tried for as often as the office wants. Raises Refused before the
    answer, where the handler may not ask himself, and for what does not fit together; NoResultFound.
    """
    with unit_of_work(by=by) as work:
        complaint, values = complaint_of(complaint_id, by), policy.of(AnswerPolicy)
        rules.check_visit(complaint.answered_on, new.visited_on, new.reached, new.satisfied, today=clock.today())
        rules.check_visitor(by.staff_id, complaint.handler_id, by_another=values.visit_by_another)
        row = ComplaintVisit(complaint_id=complaint_id, visited_on=new.visited_on, way=new.way, reached=new.reached)
        row.satisfied, row.words, row.at, row.by = new.satisfied, new.words, work.at, by.name
        work.session.add(row)
        work.session.flush()
        if rules.visit_is_done(new.reached, attempts_of(complaint), values.attempts):
            _done(complaint, new, by)
        recorded(VISITED, complaint, {"way": Text(rules.WAYS[new.way]), "outcome": outcome(new)})
        return row.id


def outcome(new: NewVisit) -> Text:
    """What came out of a visit, in a word."""
    return Text(rules.SATISFACTIONS[new.satisfied]) if new.satisfied else Text("The customer was not reached")


def _done(complaint: Complaint, new: NewVisit, by: Actor) -> None:
    cases.mark(complaint.id, by=by, return_visited_on=new.visited_on)
    stop_deadlines(subject_of(complaint.id), rule=RETURN_VISIT, by=by)
