"""Proposing a decision on a complaint, changing and confirming it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, page_of, subject_of
from app.complaints.circulation.models import Route
from app.complaints.decisions import queries, rules
from app.complaints.decisions.feature import CONFIRMED, PROPOSED
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.policy import ComplaintDecisionPolicy, meeting_for
from app.complaints.decisions.rules import Goods, Proposal
from app.complaints.decisions.service.telling import check_open, tell, write
from app.complaints.decisions.tasks import ANEW, CONFIRM
from app.complaints.decisions.words import basis, number_of, rows_of, title_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.service import amount_changed, submit, void
from app.office.policy import queries as policy
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work

TWICE = Text("There is a decision on this complaint already. Wait for it, or change it.")


def propose(complaint_id: int, proposal: Proposal, *, by: Actor) -> ComplaintDecision:
    """Propose a decision and submit it to whoever has the authority (核决, K-16, K-31; A-21, A-22, A-24).

    Raises Conflict where one waits or holds already, Refused for a complaint that is closed or has not come so far,
    without the combined opinion where the route asks for it, without the meeting that decides it, and for what a
    decision may not say; NoResultFound.
    """
    with unit_of_work(by=by):
        case = complaint_of(complaint_id, by)
        check_open(case)
        if queries.standing_decision(case.id) is not None:
            raise Conflict(TWICE)
        return _proposed(case, proposal, by)


def change(decision_id: int, version: int, proposal: Proposal, reason: str, *, by: Actor) -> ComplaintDecision:
    """Put another decision in the place of one that waits or holds; return the new one (000 §4(十一)).

    The old request and its approval are void, for another amount as for other words: nobody has said yes to this.
    Raises as `propose` does, Conflict where it was decided or changed meanwhile, Refused without a reason.
    """
    with unit_of_work(by=by):
        old, case = queries.decision(decision_id, by)
        check_open(case)
        _check_standing(old, version)
        if not reason.strip():
            raise Refused(Text("Say why the decision is changed."), field="reason")
        subject = decision_subject(old)
        if not amount_changed(subject, proposal.amount, by=by):
            void(subject, reason, by=by)
        db.session.refresh(old)
        if old.state != rules.VOID:  # a decision without a request of its own, such as one that was taken over
            write(old, old.version, state=rules.VOID)
        write(old, old.version, why=reason)
        return _proposed(case, proposal, by)


def confirm(decision_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Say that the decision on a reopened complaint still holds. Raises Conflict, Refused without a reason."""
    with unit_of_work(by=by):
        one, case = queries.decision(decision_id, by)
        check_open(case)
        if one.state != rules.APPROVED or not one.to_confirm:
            raise Conflict(Text("This decision needs no confirmation."))
        if not reason.strip():
            raise Refused(Text("Say why the decision still holds."), field="reason")
        write(one, version, to_confirm=False)
        close_tasks(subject_of(case.id), kind=CONFIRM, by=by)
        tell(CONFIRMED, case, reason=reason)


def basis_now(case: Complaint) -> str:
    """How a complaint is to be decided today: by its route, its severity and the office's setting."""
    form = db.session.get_one(Route, case.route_id).form
    return rules.basis_of(form, case.severity, meeting_for(policy.of(ComplaintDecisionPolicy)))


def decision_subject(one: ComplaintDecision) -> str:
    """What approvals and papers call a decision."""
    return f"{queries.DECISION}:{one.id}"


def _proposed(case: Complaint, proposal: Proposal, by: Actor) -> ComplaintDecision:
    how = basis_now(case)
    _check(case, proposal, how)
    made = _stored(case, proposal, how, by)
    close_tasks(subject_of(case.id), kind=ANEW, by=by)
    close_tasks(subject_of(case.id), kind=CONFIRM, by=by)
    tell(PROPOSED, case, amount_fen=made.amount_fen, how=basis(made))
    _submit(case, made, by)
    return made


def _check(case: Complaint, proposal: Proposal, how: str) -> None:
    if case.ours is False:
        raise Refused(Text("This complaint is not ours to deal with: it is referred, not decided."))
    place = queries.place_of(case)
    rules.check_place(place.position, place.decision_at, place.name)
    if not (case.combined_opinion or "").strip() and queries.opinion_wanted(case):
        raise Refused(Text("Write the combined opinion on the complaint first: it stands before the decision."))
    check_met(case.id, how)
    rules.check_proposal(proposal, Goods(case.quantity, case.quantity_unknown))


def check_met(complaint_id: int, how: str) -> None:
    """Refuse a decision by a meeting that nobody has recorded (K-57)."""
    if how == rules.MEETING and not queries.meetings_of(complaint_id):
        body = Text(rules.BODIES[policy.of(ComplaintDecisionPolicy).body])
        raise Refused(Text("This complaint is decided by a meeting. Record it first: %(body)s.", body=body))


def _stored(case: Complaint, proposal: Proposal, how: str, by: Actor) -> ComplaintDecision:
    work = current_work()
    made = ComplaintDecision(
        complaint_id=case.id, basis=how, upheld=proposal.upheld, amount_fen=proposal.amount,
        return_quantity=proposal.return_quantity, remedies=list(rules.in_order(proposal.remedies)),
        words=proposal.words, for_customer=proposal.for_customer, state=rules.PROPOSED, proposed_by=by.name,
        proposed_at=work.at,
    )  # fmt: skip
    work.session.add(made)
    try:
        work.session.flush()
    except IntegrityError as error:
        raise Conflict(TWICE) from error
    return made


def _submit(case: Complaint, one: ComplaintDecision, by: Actor) -> None:
    request = submit(
        rules.MATTERS[one.basis],
        decision_subject(one),
        title=title_of(case),
        url=page_of(case.id),
        snapshot=rows_of(case, one),
        amount=Fen(one.amount_fen),
        department_id=case.department_id,
        facts={"number": number_of(case)},
        by=by,
    )
    db.session.refresh(one)  # whoever is alone in the chain has decided already
    one.approval_id = request.id
    db.session.flush()


def _check_standing(one: ComplaintDecision, version: int) -> None:
    if one.state not in rules.STANDING or one.version != version:
        state = Text(rules.STATES[one.state])
        raise Conflict(Text("This decision was changed in the meantime: %(state)s.", state=state))
