"""What follows when a decision on a complaint was decided (A-21, A-22, A-24)."""

from __future__ import annotations

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.service import mark
from app.complaints.circulation.models import Route
from app.complaints.decisions import queries, rules
from app.complaints.decisions.feature import DECIDED, ENDED, REFUSED
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.service.proposing import check_met
from app.complaints.decisions.service.telling import ask, case_of, check_open, decision_at, tell, write
from app.complaints.decisions.tasks import ANEW, COLLECT
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.unit_of_work import current_work
from app.web.converters import id_typed

WITHDRAWN = Text("Taken back by whoever proposed it")


def check_voice(approval: Approval, _by: Actor) -> None:
    """Refuse a yes to what is no longer so: another amount, a closed complaint, no meeting (hook of the matters)."""
    one = decision_at(_id_of(approval))
    if one.state != rules.PROPOSED:
        raise Conflict(
            Text("This decision was changed in the meantime: %(state)s.", state=Text(rules.STATES[one.state]))
        )
    check_open(case_of(one.complaint_id))
    rules.check_amount(approval.amount_fen, one.amount_fen)
    check_met(one.complaint_id, one.basis)


def settle(approval: Approval) -> None:
    """Let a decision hold, or not, as was decided in the unit that decides it (A-21, A-22, A-24).

    Refused: its words stay, and whoever proposed it proposes anew. Withdrawn or void: it holds no longer.
    """
    one = decision_at(_id_of(approval))
    case, by = case_of(one.complaint_id), current_work().by
    if approval.state == "approved":
        _hold(one, case, by)
    elif approval.state == "refused":
        write(one, one.version, state=rules.REFUSED, decided_by=by.name, decided_on=clock.today())
        tell(REFUSED, case)
        ask(ANEW, case, approval.submitter_id, outcome=Text(rules.STATES[rules.REFUSED]), by=by)
    else:
        held = one.state == rules.APPROVED
        write(one, one.version, state=rules.VOID, to_confirm=False)
        tell(ENDED, case)
        if held:
            mark(case.id, decided_on=None, upheld=None, by=by)


def _hold(one: ComplaintDecision, case: Complaint, by: Actor) -> None:
    today = clock.today()
    write(one, one.version, state=rules.APPROVED, decided_by=by.name, decided_on=today)
    mark(case.id, decided_on=today, upheld=one.upheld, by=by)
    tell(DECIDED, case, amount_fen=one.amount_fen, who=by.name)
    if not one.upheld and current_work().session.get_one(Route, case.route_id).form == "factory":
        ask(COLLECT, case, case.handler_id, by=by)  # K-24


def _id_of(approval: Approval) -> int:
    kind, _, number = approval.subject.partition(":")
    found = id_typed(number)
    if kind != queries.DECISION or found is None:
        raise Conflict(Text("This request is not about a decision on a complaint."))
    return found
