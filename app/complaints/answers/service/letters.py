"""Writing to a customer about his complaint: drafted, then sent and never changed (K-15, K-21)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.answers import rules
from app.complaints.answers.deadlines import RETURN_VISIT
from app.complaints.answers.feature import CHANGED, SENT, VOIDED, WRITTEN
from app.complaints.answers.models import ReplyLetter
from app.complaints.answers.policy import AnswerPolicy
from app.complaints.answers.queries import called, decides, decision_of, letter, standing
from app.complaints.answers.service.shared import name_of, open_complaint, recorded
from app.complaints.cases import service as cases
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import page_of, subject_of
from app.complaints.cases.queries.acting import manages
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.office.positions.queries import organisation
from app.office.positions.rules import superior_of
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import current_work, unit_of_work

NOON = time(12)


def write_letter(complaint_id: int, salutation: str, words: str, *, by: Actor) -> ReplyLetter:
    """Draft a reply letter, DF2611-001 (客诉答复函; K-21): the form itself is never copied to the customer.

    Raises NoResultFound, and Refused while nothing may be promised or the complaint is over.
    """
    with unit_of_work(by=by) as work:
        complaint = open_complaint(complaint_id, by)
        decision = decision_of(complaint)
        rules.check_promise(decides(complaint), decision is not None)
        period = f"{clock.today():%y%m}"
        made = ReplyLetter(complaint_id=complaint_id, salutation=salutation, words=words, state=rules.DRAFT)
        made.number = f"DF{period}-{next_number('reply_letter', period):03d}"
        made.decision_id = decision.id if decision else None
        made.made_by, made.made_at = by.name, work.at
        work.session.add(made)
        work.session.flush()
        recorded(WRITTEN, complaint, {"letter": made.number}, outside=False)
        return made


def change_letter(letter_id: int, version: int, salutation: str, words: str, *, by: Actor) -> None:
    """Change a draft; it is then about the decision that holds now. Raises Refused, Conflict and NoResultFound."""
    with unit_of_work(by=by):
        one, complaint = _draft(letter_id, by)
        decision = decision_of(complaint)
        rules.check_promise(decides(complaint), decision is not None)
        values = {"salutation": salutation, "words": words, "decision_id": decision.id if decision else None}
        _store(one, version, values)
        recorded(CHANGED, complaint, {"letter": one.number}, outside=False)


def send_letter(letter_id: int, version: int, way: str, sent_on: date, *, by: Actor) -> None:
    """Note that a letter went out, or was read out by telephone, on a day: the complaint is answered (K-15, K-21).

    Only whoever handles the complaint answers it, who stands in for him, or who may hand it on (K-65). The return visit
    is planned. Raises Refused before the decision and where another one has replaced it, Conflict and NoResultFound.
    """
    with unit_of_work(by=by):
        one, complaint = _draft(letter_id, by)
        decision = decision_of(complaint)
        rules.check_promise(decides(complaint), decision is not None)
        rules.check_same_decision(one.decision_id, decision.id if decision else None)
        _check_owner(complaint, by)
        heard = clock.local(complaint.heard_at).date()
        since = max(heard, decision.decided_on) if decision and decision.decided_on else heard
        rules.check_sent_on(sent_on, since=since, today=clock.today())
        _store(one, version, {"way": way, "sent_on": sent_on, "sent_by": by.name, "state": rules.SENT})
        _answered(complaint, one, sent_on, by)
        facts = {"letter": one.number, "way": Text(rules.WAYS[way]), "day": sent_on}
        recorded(SENT, complaint, facts)


def void_letter(letter_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Make a draft void. Raises Refused for a letter that was sent, Conflict and NoResultFound."""
    with unit_of_work(by=by):
        one, complaint = _draft(letter_id, by)
        _store(one, version, {"state": rules.VOID})
        recorded(VOIDED, complaint, {"letter": one.number}, outside=False, reason=reason)


def void_drafts(complaint_id: int) -> None:
    """Make what is in draft void, because the complaint is over."""
    drafts = select(ReplyLetter).where(ReplyLetter.complaint_id == complaint_id, ReplyLetter.state == rules.DRAFT)
    for one in current_work().session.scalars(drafts.order_by(ReplyLetter.id)).all():
        _store(one, one.version, {"state": rules.VOID})
        complaint = current_work().session.get_one(Complaint, complaint_id)
        recorded(VOIDED, complaint, {"letter": one.number}, outside=False)


def _draft(letter_id: int, by: Actor) -> tuple[ReplyLetter, Complaint]:
    one = letter(letter_id, by).letter
    complaint = open_complaint(one.complaint_id, by)
    rules.check_draft(one.state)
    return one, complaint


def _store(one: ReplyLetter, version: int, values: dict[str, Any]) -> None:
    session = current_work().session
    held = update(ReplyLetter).where(ReplyLetter.id == one.id, ReplyLetter.version == version)
    if not session.execute(held.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody changed this letter meanwhile. Look at what is stored now."))
    session.refresh(one)


def _check_owner(complaint: Complaint, by: Actor) -> None:
    name, may = name_of(complaint.handler_id), manages(complaint, by)
    rules.check_answers_himself(complaint.handler_id, desk_of(by).people, name, manages=may)


def _answered(complaint: Complaint, one: ReplyLetter, sent_on: date, by: Actor) -> None:
    """Mark the complaint answered and plan the return visit; a new decision is a new answer, which asks anew."""
    if complaint.answered_on is not None and not _is_new(one):
        return
    again: dict[str, Any] = {"accepted": None, "accepted_on": None, "return_visited_on": None}
    cases.mark(complaint.id, by=by, answered_on=sent_on, **again)
    current_work().session.refresh(complaint)
    subject = subject_of(complaint.id)
    stop_deadlines(subject, rule=RETURN_VISIT, outcome="dropped", by=by)
    if standing(complaint).asks_visit:
        start_deadline(
            RETURN_VISIT,
            subject,
            arrived_at=min(current_work().at, clock.at_office(datetime.combine(sent_on, NOON))),
            facts={"number": called(complaint), "matter": complaint.matter},
            url=f"{page_of(complaint.id)}/visit",
            staff_id=_visitor(complaint),
            department_id=complaint.department_id,
            customer_id=complaint.customer_id,
            by=by,
        )


def _is_new(one: ReplyLetter) -> bool:
    """Whether no letter before told of the same decision."""
    before = select(ReplyLetter.id).where(
        ReplyLetter.complaint_id == one.complaint_id,
        ReplyLetter.state == rules.SENT,
        ReplyLetter.id != one.id,
        ReplyLetter.decision_id == one.decision_id,
    )
    return one.decision_id is not None and current_work().session.scalar(before.limit(1)) is None


def _visitor(complaint: Complaint) -> int | None:
    """Who visits the customer again: the handler, or his superior where the office wants somebody else to ask."""
    handler = complaint.handler_id
    if handler is None or not policy.of(AnswerPolicy).visit_by_another:
        return handler
    return superior_of(organisation(), handler)
