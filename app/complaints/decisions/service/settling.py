"""What follows when a decision on a complaint was decided (A-21, A-22, A-24)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import hold as hold_cases
from app.complaints.cases.service import mark
from app.complaints.circulation.models import Route
from app.complaints.decisions import queries, rules
from app.complaints.decisions.feature import DECIDED, ENDED, REFUSED
from app.complaints.decisions.models import ComplaintDecision, ComplaintObjection
from app.complaints.decisions.service.proposing import check_met
from app.complaints.decisions.service.telling import ask, case_of, check_open, decision_at, tell, write
from app.complaints.decisions.tasks import ANEW, COLLECT
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.unit_of_work import current_work
from app.web.converters import id_typed
from app.web.language import say

WITHDRAWN = Text("Taken back by whoever proposed it")


def check_voice(approval: Approval, _by: Actor) -> None:
    """Refuse a yes to what is no longer so: another amount, a closed complaint, no meeting (hook of the matters)."""
    one = _decision_of(approval)
    if one is None:
        return
    if one.state != rules.PROPOSED:
        state = Text(rules.STATES[one.state])
        raise Conflict(Text("This decision was changed in the meantime: %(state)s.", state=state))
    check_open(case_of(one.complaint_id))
    rules.check_amount(approval.amount_fen, one.amount_fen)
    check_met(one.complaint_id, one.basis)


def hold(approval: Approval) -> None:
    """Hold the complaint whose decision, or the objection to it, is decided on, before the request is claimed."""
    kind, _, number = approval.subject.partition(":")
    table: Any = {queries.DECISION: ComplaintDecision, queries.OBJECTION: ComplaintObjection}.get(kind)
    if table is not None:
        hold_cases(select(table.complaint_id).where(table.id == id_typed(number)))


def settle(approval: Approval) -> None:
    """Let a decision hold, or not, as was decided in the unit that decides it (A-21, A-22, A-24).

    Refused: its words stay, and whoever proposed it proposes anew. Withdrawn or void: it holds no longer. A request of
    this matter about anything else settles nothing here.
    """
    one = _decision_of(approval)
    if one is None:
        return
    case, by = case_of(one.complaint_id), current_work().by
    if approval.state == "approved":
        _hold(one, case, by)
    elif approval.state == "refused":
        write(one, one.version, state=rules.REFUSED, decided_by=by.name, decided_on=clock.today())
        tell(REFUSED, case)
        ask(ANEW, case, approval.submitter_id, outcome=Text(rules.STATES[rules.REFUSED]), by=by)
    else:
        _let_go(one, case, say(WITHDRAWN) if approval.state == "withdrawn" else one.why, by)


def _hold(one: ComplaintDecision, case: Complaint, by: Actor) -> None:
    today = clock.today()
    write(one, one.version, state=rules.APPROVED, decided_by=by.name, decided_on=today)
    mark(case.id, decided_on=today, upheld=one.upheld, by=by)
    tell(DECIDED, case, amount_fen=one.amount_fen, who=by.name)
    if not one.upheld and current_work().session.get_one(Route, case.route_id).form == "factory":
        ask(COLLECT, case, case.handler_id, by=by)  # K-24


def _let_go(one: ComplaintDecision, case: Complaint, why: str | None, by: Actor) -> None:
    held = one.state == rules.APPROVED
    write(one, one.version, state=rules.VOID, to_confirm=False, why=why)
    tell(ENDED, case)
    if held:
        mark(case.id, decided_on=None, by=by)


def _decision_of(approval: Approval) -> ComplaintDecision | None:
    kind, _, number = approval.subject.partition(":")
    found = id_typed(number)
    return decision_at(found) if kind == queries.DECISION and found is not None else None
