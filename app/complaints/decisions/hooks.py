"""What decisions tell others: complaints, the first page, and what hangs on a decision."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import BigInteger, case, cast, func, select

from app.complaints.cases.kinds import Step
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import subject_of, visible
from app.complaints.decisions import queries, rules
from app.complaints.decisions.feature import MEET, PROPOSE
from app.complaints.decisions.models import ComplaintDecision, ComplaintObjection
from app.complaints.decisions.service import basis_now
from app.complaints.decisions.service.objecting import objection_subject
from app.complaints.decisions.service.proposing import decision_subject
from app.complaints.decisions.service.telling import ask, case_of, write
from app.complaints.decisions.tasks import ANEW, COLLECT, CONFIRM
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries_seen import things_asked_about
from app.office.approvals.service import void
from app.office.deadlines.models import Deadline
from app.office.tasks.service import close_tasks
from app.unit_of_work import unit_of_work
from app.web.converters import id_typed
from app.web.hooks import Notice
from app.web.language import say

COMPLAINT = subject_of(0)[:-1]  # what the subjects of complaints begin with
UNDECIDED = Text("Nothing is decided yet. Propose the decision and submit it to whoever has the authority.")
WAITS = Text("The decision still waits for whoever has the authority.")
UNCONFIRMED = Text("The complaint was reopened: say that its decision still holds, or propose another.")
TABLES: dict[str, Any] = {queries.DECISION: ComplaintDecision, queries.OBJECTION: ComplaintObjection}


def notices(actor: Actor) -> list[Notice]:
    """For whoever proposes: refused decisions that nobody has proposed anew, and those to confirm (hook `today`)."""
    if not actor.may(PROPOSE.name):
        return []
    wanted = (
        (Text("Refused decisions to propose anew"), queries.refused_open(), rules.REFUSED),
        (Text("Decisions of reopened complaints to confirm"), queries.to_confirm(), rules.APPROVED),
    )
    return [
        Notice(label, queries.of_open(which, actor), url_for("decisions.listing", state=state), "yellow", 54 + n)
        for n, (label, which, state) in enumerate(wanted)
    ]


def stage_obstacles(complaint_id: int, stage_kind: str, _stage_key: str) -> list[Text]:
    """Nobody leaves the stage of the decision before it is decided (K-14, K-16)."""
    if stage_kind != rules.DECISION_STAGE:
        return []
    if queries.open_decision(complaint_id) is not None:
        return [WAITS]
    held = queries.approved(complaint_id)
    if held is None:
        return [UNDECIDED]
    return [UNCONFIRMED] if held.to_confirm else _objections(complaint_id)


def closing_obstacles(complaint_id: int) -> list[Text]:
    """A decision or an objection that waits, one to be confirmed, and none where the route asks for one (K-22)."""
    found = _objections(complaint_id)
    if queries.open_decision(complaint_id) is not None:
        return [*found, WAITS]
    held = queries.approved(complaint_id)
    if held is None and queries.needs_decision(case_of(complaint_id)):
        return [
            *found,
            Text("Nothing is decided yet. Propose the decision and submit it to whoever has the authority."),
        ]
    return [*found, UNCONFIRMED] if held is not None and held.to_confirm else found


def closing_facts(complaint_id: int) -> dict[str, Any]:
    """What was decided, for the record of the closing (K-30): the amount in fen, the basis, the remedies."""
    held = queries.approved(complaint_id)
    if held is None:
        return {}
    return {
        "amount_fen": held.amount_fen, "decision_basis": held.basis, "remedies": list(held.remedies),
        "approved_quantity": held.return_quantity,
    }  # fmt: skip


def complaint_steps(complaint_id: int, stage_kind: str, actor: Actor) -> list[Step]:
    """Record the meeting, propose the decision, confirm it: whatever is next at the stage of the decision (K-16)."""
    case = case_of(complaint_id)
    held = queries.standing_decision(complaint_id)
    if held is not None:
        return [_confirming(held)] if held.to_confirm and actor.may(PROPOSE.name) else []
    if stage_kind != rules.DECISION_STAGE and not queries.is_past_decision(case):
        return []
    meets = basis_now(case) == rules.MEETING and not queries.meetings_of(complaint_id)
    if meets and actor.may(MEET.name):
        where = url_for("decisions.meeting", complaint_id=complaint_id)
        return [Step(Text("Record the special meeting"), where, primary=True)]
    if meets or not actor.may(PROPOSE.name):
        return []
    return [Step(Text("Propose the decision"), url_for("decisions.propose", complaint_id=complaint_id), primary=True)]


def complaint_reopened(complaint_id: int, *, by: Actor) -> None:
    """What was decided of a reopened complaint stays, but somebody must say that it still holds, or renew it."""
    with unit_of_work(by=by):
        held = queries.approved(complaint_id)
        if held is not None:
            write(held, held.version, to_confirm=True)
            case = case_of(complaint_id)
            ask(CONFIRM, case, case.handler_id, by=by)


def complaint_closed(complaint_id: int, *, by: Actor) -> None:
    """Close what is still to do about the decision of a complaint that ended; what waits is void."""
    with unit_of_work(by=by):
        complaint_cancelled(complaint_id, by=by)
        for kind in (ANEW, CONFIRM, COLLECT):
            close_tasks(subject_of(complaint_id), kind=kind, by=by)


def complaint_cancelled(complaint_id: int, *, by: Actor) -> None:
    """Make void what waits about a complaint that is over."""
    with unit_of_work(by=by):
        why = say(Text("The complaint is over."))
        waiting, objection = queries.open_decision(complaint_id), queries.open_objection(complaint_id)
        if waiting is not None:
            void(decision_subject(waiting), why, by=by)
        if objection is not None:
            void(objection_subject(objection), why, by=by)


def complaints_asked(actor: Actor) -> list[Any]:
    """Complaints whose decision, the objection to it, or more time this person is or was asked to give (hook)."""
    me = actor.staff_id or 0
    found = [select(one.complaint_id).where(one.id.in_(things_asked_about(me, kind))) for kind, one in TABLES.items()]
    of_one = func.substr(Deadline.subject, 1, len(COMPLAINT)) == COMPLAINT
    number = case((of_one, cast(func.substr(Deadline.subject, len(COMPLAINT) + 1), BigInteger)))
    return [*found, select(number).where(Deadline.id.in_(things_asked_about(me, "deadline")), of_one)]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a decision or an objection; None for other subjects (O-12)."""
    kind, _, number = subject.partition(":")
    table, found = TABLES.get(kind), id_typed(number)
    if table is None or found is None:
        return None
    query = select(table.id).join(Complaint, Complaint.id == table.complaint_id)
    return db.session.scalar(query.where(table.id == found, visible(actor))) is not None


def _objections(complaint_id: int) -> list[Text]:
    if queries.open_objection(complaint_id) is None:
        return []
    return [Text("An objection to the decision waits for a decision of its own.")]


def _confirming(held: ComplaintDecision) -> Step:
    return Step(Text("Confirm the decision"), url_for("decisions.confirm", decision_id=held.id), primary=True)
