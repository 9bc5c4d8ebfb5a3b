"""What answers say to cases that do not know them, and to the search box."""

from __future__ import annotations

from app.complaints.answers import queries, rules
from app.complaints.answers.deadlines import RETURN_VISIT
from app.complaints.answers.feature import VISIT, WRITE
from app.complaints.answers.service.letters import void_drafts
from app.complaints.cases.kinds import Step
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import page_of, subject_of
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.deadlines.service import stop_deadlines
from app.web.hooks import Hit

LABELS = {
    rules.WRITE: Text("Write to the customer"),
    rules.SEND: Text("Send the letter to the customer"),
    rules.ACCEPT: Text("Note whether the customer accepts it"),
    rules.VISIT: Text("Note the return visit"),
}


def closing_obstacles(complaint_id: int) -> list[Text]:
    """Letters in draft and an open return visit (hook `closing_obstacles`)."""
    return rules.closing_obstacles(queries.standing(_complaint(complaint_id)))


def stage_obstacles(complaint_id: int, stage_kind: str, stage_key: str) -> list[Text]:
    """That the customer was not told yet, or not visited again (hook `stage_obstacles`; K-15, K-67)."""
    if stage_kind != "answer" and stage_key not in rules.VISIT_STAGES:
        return []
    return rules.stage_obstacles(queries.standing(_complaint(complaint_id)), stage_kind, stage_key)


def complaint_steps(complaint_id: int, stage_kind: str, actor: Actor) -> list[Step]:
    """What is to be done next about the answer, as this user may (hook `complaint_steps`)."""
    complaint = _complaint(complaint_id)
    wanted = rules.next_steps(queries.standing(complaint), stage_kind)
    allowed = [one for one in wanted if actor.may(VISIT.name if one == rules.VISIT else WRITE.name)]
    return [Step(LABELS[one], _page(complaint_id, one), n == 0) for n, one in enumerate(allowed)]


def complaint_over(complaint_id: int, *, by: Actor) -> None:
    """Drop what is no longer wanted once a complaint is over: a return visit, letters in draft where it was referred,
    ended without loss or was entered by mistake (hooks `complaint_closed`, `complaint_cancelled`)."""
    stop_deadlines(subject_of(complaint_id), rule=RETURN_VISIT, outcome="dropped", by=by)
    void_drafts(complaint_id)


def hits(actor: Actor, query: str) -> list[Hit]:
    """The reply letter of this number (hook `search`)."""
    return [
        Hit(Text("Reply letter"), one.number, queries.called(complaint), queries.letter_page(one))
        for one, complaint in queries.found(query, actor)
    ]


def _complaint(complaint_id: int) -> Complaint:
    return db.session.get_one(Complaint, complaint_id, populate_existing=True)


def _page(complaint_id: int, step: str) -> str:
    draft = queries.draft_of(complaint_id) if step == rules.SEND else None
    if draft is not None:
        return queries.letter_page(draft)
    return f"{page_of(complaint_id)}/{({rules.WRITE: 'letters/new', rules.ACCEPT: 'acceptance'}).get(step, 'visit')}"
