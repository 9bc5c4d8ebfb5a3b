"""How the decision on a complaint stands for a reader, and what he may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.complaints.cases.feature import HANDLE
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import subject_of
from app.complaints.decisions import queries, rules
from app.complaints.decisions.feature import MEET, PROPOSE
from app.complaints.decisions.models import ComplaintDecision, ComplaintMeeting, ComplaintObjection
from app.complaints.decisions.service import basis_now
from app.complaints.decisions.service.objecting import objection_subject
from app.complaints.decisions.service.proposing import decision_subject
from app.complaints.decisions.tasks import ANSWERED
from app.domain.actor import Actor
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries import Standing, standing
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tab shows: decisions, meetings and objections, the newest first, how the request of each newest stands.

    `basis` says how the complaint is to be decided. `not_yet` says why nothing can be proposed now, None where it can.
    """

    decisions: Sequence[ComplaintDecision]
    meetings: Sequence[ComplaintMeeting]
    objections: Sequence[ComplaintObjection]
    request: Standing | None
    objecting: Standing | None
    basis: Text
    not_yet: Text | None
    may_propose: bool
    may_change: bool
    may_confirm: bool
    may_meet: bool
    may_object: bool
    to_note: bool


def desk_of(case: Complaint, actor: Actor) -> Desk:
    """The desk of a complaint that the actor may know of."""
    decisions, objections = queries.decisions_of(case.id), queries.objections_of(case.id)
    meetings, how = queries.meetings_of(case.id), basis_now(case)
    held = next((one for one in decisions if one.state in rules.STANDING), None)
    is_open, proposes = case.state == "open", actor.may(PROPOSE.name)
    waits = bool(objections) and objections[0].state == rules.SUBMITTED
    not_yet = _not_yet(case, how, bool(meetings))
    return Desk(
        decisions, meetings, objections,
        request=standing(decision_subject(decisions[0])) if decisions else None,
        objecting=standing(objection_subject(objections[0])) if objections else None,
        basis=Text(rules.BASES[how]),
        not_yet=not_yet if held is None and is_open else None,
        may_propose=is_open and proposes and held is None and not_yet is None,
        may_change=is_open and proposes and held is not None,
        may_confirm=is_open and proposes and held is not None and held.to_confirm,
        may_meet=is_open and actor.may(MEET.name) and how == rules.MEETING,
        may_object=is_open and actor.may(HANDLE.name) and held is not None and held.state == rules.APPROVED
        and not waits,
        to_note=_to_note(case, actor),
    )  # fmt: skip


def suggested(case: Complaint) -> dict[str, Any]:
    """What a new proposal begins with: what the departments have proposed, the combined opinion as its words."""
    remedy = case.proposed_remedy or (case.remedy_wanted if case.upheld is not False else None)
    return {
        "upheld": None if case.upheld is None else ("yes" if case.upheld else "no"),
        "remedies": (remedy,) if remedy else (),
        "amount": Fen(case.proposed_fen) if case.proposed_fen is not None else None,
        "words": case.combined_opinion or case.solution,
        "return_quantity": case.defective_quantity if remedy == "return" else None,
    }


def _not_yet(case: Complaint, how: str, met: bool) -> Text | None:
    place = queries.place_of(case)
    if place.decision_at is not None and place.position is not None and place.position < place.decision_at - 1:
        return Text("The complaint has not come to its decision yet.")
    if how == rules.MEETING and not met:
        return Text("This complaint is decided by a meeting. Record it first.")
    if not (case.combined_opinion or "").strip() and queries.opinion_wanted(case):
        return Text("Write the combined opinion on the complaint first: it stands before the decision.")
    return None


def _to_note(case: Complaint, actor: Actor) -> bool:
    mine = (Task.subject == subject_of(case.id), Task.staff_id == actor.staff_id, Task.kind == ANSWERED.key)
    return db.session.scalar(select(Task.id).where(*mine, Task.state.in_(WAITING)).limit(1)) is not None
