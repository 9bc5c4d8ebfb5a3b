"""Objections to a decision, and what follows from them (K-22, K-24, A-31)."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, page_of, subject_of
from app.complaints.cases.service import send_back
from app.complaints.decisions import queries, rules
from app.complaints.decisions.feature import NOTED, OBJECTED, OBJECTION_ENDED
from app.complaints.decisions.models import ComplaintDecision, ComplaintObjection
from app.complaints.decisions.service.proposing import decision_subject
from app.complaints.decisions.service.telling import ask, case_of, check_open, decision_at, tell, write
from app.complaints.decisions.tasks import ANEW, ANSWERED
from app.complaints.decisions.words import basis, number_of, said, title_of, upheld
from app.customers.files.queries import department_of
from app.domain.actor import Actor, job
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit, void
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work
from app.web.converters import id_typed
from app.web.language import say

MATTER = "complaints.objection"
OUTCOMES = {"approved": rules.ALLOWED, "refused": rules.REFUSED}
TWICE = Text("An objection to this decision waits already. Wait for what is decided on it.")


def object_to(complaint_id: int, whose: str, reason: str, *, by: Actor) -> ComplaintObjection:
    """Submit an objection to the decision on a complaint, as a petition (异议签呈, K-22, K-24, A-31).

    `whose` is department, that of whoever submits it, or customer. Until it is decided the complaint cannot be
    closed. Raises Refused where nothing was decided, without a reason and for a closed complaint; Conflict while
    another one waits; NoResultFound.
    """
    with unit_of_work(by=by):
        case = complaint_of(complaint_id, by)
        check_open(case)
        held = queries.approved(case.id)
        if held is None:
            raise Refused(Text("There is no decision to object to: an objection is made to what was decided."))
        rules.check_objection(whose, reason)
        made = _stored(case, held, whose, reason, by)
        tell(OBJECTED, case, reason=reason, whose=Text(rules.WHOSE[whose]))
        _submit(case, made, by)
    return made


def check_objection_voice(approval: Approval, _by: Actor) -> None:
    """Refuse a yes for a complaint that was closed or whose decision has changed meanwhile (hook of the matter)."""
    one = _objection_of(approval)
    if one is None:
        return
    check_open(case_of(one.complaint_id))
    if decision_at(one.decision_id).state != rules.APPROVED:
        raise Conflict(Text("The decision to which this objects holds no longer."))


def settle_objection(approval: Approval) -> None:
    """Allowed: the decision is void and the complaint goes back to it. Else the decision stands (A-31)."""
    one, by = _objection_of(approval), current_work().by
    if one is None:
        return
    state = OUTCOMES.get(approval.state, rules.WITHDRAWN)
    _write(one, state=state)
    case, outcome = case_of(one.complaint_id), Text(rules.OBJECTION_STATES[state])
    tell(OBJECTION_ENDED, case, outcome=outcome)
    if state == rules.ALLOWED:
        _go_back(decision_at(one.decision_id), case, one.reason, by)
    if state != rules.WITHDRAWN:
        ask(ANSWERED, case, approval.submitter_id, outcome=outcome, by=by)


def objection_subject(one: ComplaintObjection) -> str:
    """What approvals and papers call an objection."""
    return f"{queries.OBJECTION}:{one.id}"


def _go_back(held: ComplaintDecision, case: Complaint, reason: str, by: Actor) -> None:
    """Make the decision void and let the complaint wait for another."""
    void(decision_subject(held), say(Text("An objection was allowed.")), by=by)
    current_work().session.refresh(held)
    if held.state == rules.APPROVED:  # one without a request of its own
        write(held, held.version, state=rules.VOID)
    write(held, held.version, why=reason)
    stage, now = queries.decision_stage(case), case_of(case.id)
    if stage is not None and queries.is_past_decision(now):
        # Whoever decides on an objection need not hold the stage at which the complaint is.
        send_back(case.id, version=now.version, to=stage, reason=reason, by=job(by.name))
    outcome = Text(rules.OBJECTION_STATES[rules.ALLOWED])
    ask(ANEW, case, case.handler_id, outcome=outcome, by=by)


def _stored(case: Complaint, held: ComplaintDecision, whose: str, reason: str, by: Actor) -> ComplaintObjection:
    work = current_work()
    department_id = department_of(by.staff_id) if whose == rules.DEPARTMENT else None
    made = ComplaintObjection(
        complaint_id=case.id, decision_id=held.id, whose=whose, department_id=department_id,
        reason=reason, state=rules.SUBMITTED, made_by=by.name, made_at=work.at,
    )  # fmt: skip
    work.session.add(made)
    try:
        work.session.flush()
    except IntegrityError as error:
        raise Conflict(TWICE) from error
    return made


def _submit(case: Complaint, one: ComplaintObjection, by: Actor) -> None:
    held = decision_at(one.decision_id)
    request = submit(
        MATTER,
        objection_subject(one),
        title=title_of(case),
        url=page_of(case.id),
        snapshot=[
            (Text("Complaint"), title_of(case)),
            (Text("Decision to which it objects"), held.words),
            (Text("Is the complaint upheld"), upheld(held.upheld)),
            (Text("What is granted"), said(held.remedies)),
            (Text("What it costs"), format_fen(Fen(held.amount_fen), symbol=True)),
            (Text("How it was decided"), basis(held)),
            (Text("Who objects"), Text(rules.WHOSE[one.whose])),
        ],
        department_id=one.department_id,
        reason=one.reason,
        facts={"number": number_of(case)},
        by=by,
    )
    current_work().session.refresh(one)
    _write(one, approval_id=request.id)


def _write(one: ComplaintObjection, **values: object) -> None:
    session = current_work().session
    wanted = update(ComplaintObjection).where(
        ComplaintObjection.id == one.id, ComplaintObjection.version == one.version
    )
    changed = wanted.values(**values, version=one.version + 1).returning(ComplaintObjection.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("This objection was changed in the meantime. Open the complaint again."))
    session.refresh(one)


def note(complaint_id: int, *, by: Actor) -> None:
    """Take note of what was decided on one's objections to the decision of a complaint. Raises NoResultFound."""
    with unit_of_work(by=by):
        case = complaint_of(complaint_id, by)
        if close_tasks(subject_of(case.id), kind=ANSWERED, staff_id=by.staff_id, by=by):
            tell(NOTED, case)


def _objection_of(approval: Approval) -> ComplaintObjection | None:
    kind, _, number = approval.subject.partition(":")
    found = id_typed(number)
    if kind != queries.OBJECTION or found is None:
        return None
    return current_work().session.get(ComplaintObjection, found, populate_existing=True)
