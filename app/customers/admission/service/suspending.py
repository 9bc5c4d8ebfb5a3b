"""Suspending business and lifting that, by papers or by hand; disqualifying a customer (C-59, C-60, A-44)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.customers.admission import queries, rules, tasks
from app.customers.admission.feature import DISQUALIFIED, LIFTED, PROPOSED, SUSPENDED
from app.customers.admission.models import Admission
from app.customers.admission.policy import AT_ONCE, AdmissionPolicy
from app.customers.admission.service.applying import listed
from app.customers.admission.service.stepping import MEANWHILE, go, tell
from app.customers.files.models import Customer
from app.customers.files.queries import file_to_change
from app.customers.papers import queries as papers
from app.customers.papers.queries import Checklist
from app.customers.papers.rules import LAPSED
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.policy import queries as policy
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work, unit_of_work

LEVEL = "customers.level"
DEEDS: Mapping[str, Text] = {
    rules.SUSPENDED: Text("Suspension"),
    rules.LIFTED: Text("Lifting of the suspension"),
    rules.DISQUALIFIED: Text("Disqualification"),
}


def papers_changed(customer_ids: Collection[int], *, by: Actor) -> None:
    """Let what papers are worth now have its effect at once (hook `papers_changed`)."""
    look(customer_ids, by=by)


def look(customer_ids: Collection[int], *, by: Actor) -> int:
    """Suspend whose required papers are over, lift or propose to lift where valid ones are in again (C-59).

    Returns how many customers were moved. What was done is not done again by another look.
    """
    with unit_of_work(by=by):
        rows = queries.in_business(customer_ids)
        ids = [customer.id for _, customer in rows]
        lists, grounds = (papers.checklists(ids), queries.grounds_of(ids)) if rows else ({}, {})
        return sum(_look_at(one, customer, lists[customer.id], grounds.get(customer.id), by) for one, customer in rows)


def lift(customer_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Lift a suspension (C-59).

    Raises Refused while papers are not valid again and where it was decided by hand, Conflict, NoResultFound.
    """
    with unit_of_work(by=by):
        customer, one = file_to_change(customer_id, by), _admission(customer_id)
        if one.version != version:
            raise Conflict(MEANWHILE)
        if queries.is_held_by_hand(customer_id):
            raise Refused(Text("This was decided by hand. Propose to lift it: whoever decided decides again."))
        _check_papers(customer_id)
        _lift(one, customer, reason, by)


def propose(customer_id: int, deed: str, ground: str | None, reason: str, *, by: Actor) -> Approval:
    """Propose to suspend a customer, to lift that, or to disqualify him on one of three grounds; A-44 decides (C-60).

    Raises NoResultFound, Refused without ground or reason or valid papers, Conflict where he is not in business.
    """
    with unit_of_work(by=by):
        rules.check_ground(deed, ground, reason)
        customer, one = file_to_change(customer_id, by), _admission(customer_id)
        rules.check_step(one.state, deed)
        if deed == rules.LIFTED:
            _check_papers(customer_id)
        shown: list[tuple[Text | str, Text | str]] = [
            (Text("Customer"), f"{customer.number} {customer.name}"),
            (Text("What is proposed"), DEEDS[deed]),
            *([(Text("Ground"), Text(rules.GROUNDS[ground]))] if deed == rules.DISQUALIFIED and ground else []),
        ]
        tell(PROPOSED, one, customer, reason=reason, deed=DEEDS[deed])
        facts = {"deed": deed, "ground": ground if deed == rules.DISQUALIFIED else None, "number": one.number}
        return submit(
            LEVEL, tasks.subject_of(one.id), title=f"{one.number} {customer.name}",
            url=f"/customers/{customer.id}/admission", snapshot=shown, department_id=customer.department_id,
            customer_id=customer.id, reason=reason, facts=facts, by=by,
        )  # fmt: skip


def settle_level(approval: Approval) -> None:
    """Suspend, lift or disqualify, where that was approved (A-44). Raises Conflict where he stands elsewhere."""
    deed = str(approval.facts.get("deed"))
    if approval.state != "approved" or deed not in DEEDS:
        return
    seen, by = queries.admission_at(int(approval.subject.partition(":")[2])), current_work().by
    if deed == rules.LIFTED:
        _lift(seen.admission, seen.customer, approval.reason, by, approval_id=approval.id)
        look([seen.customer.id], by=by)  # papers that ran out while it was decided hold him back again
        return
    ground = approval.facts.get("ground") or rules.BY_HAND
    go(seen.admission, deed, ground=ground, reason=approval.reason, approval_id=approval.id)
    action = SUSPENDED if deed == rules.SUSPENDED else DISQUALIFIED
    tell(action, seen.admission, seen.customer, reason=approval.reason, why=Text(rules.WHY[ground]))
    close_tasks(tasks.subject_of(seen.admission.id), outcome="cancelled", by=by)


def _admission(customer_id: int) -> Admission:
    found = queries.admission_of(customer_id)
    if found is None:
        raise Conflict(Text("Nobody has applied for the admission of this customer."))
    return found


def _check_papers(customer_id: int) -> None:
    if not rules.may_lift(line.condition for line in papers.checklist(customer_id).lines):
        raise Refused(Text("Valid papers are not in yet. Business stays suspended until they are."))


def _look_at(one: Admission, customer: Customer, found: Checklist, ground: str | None, by: Actor) -> bool:
    conditions = [line.condition for line in found.lines]
    if one.state == rules.ADMITTED:
        return rules.lapsed(conditions) and _suspend(one, customer, found, by)
    if not rules.may_lift(conditions):
        close_tasks(tasks.subject_of(one.id), outcome="cancelled", kind=tasks.LIFT, by=by)
        return False
    if ground != rules.PAPERS:
        return False
    if policy.of(AdmissionPolicy).lifting == AT_ONCE:
        return _lift(one, customer, None, by)
    return _propose_lifting(one, customer, by)


def _suspend(one: Admission, customer: Customer, found: Checklist, by: Actor) -> bool:
    over = [line for line in found.lines if line.condition in LAPSED]
    facts = {"papers": [line.paper.id for line in over if line.paper is not None]}
    go(one, rules.SUSPENDED, ground=rules.PAPERS, facts=facts)
    tell(SUSPENDED, one, customer, why=listed([papers.name_of(line.kind) for line in over]))
    to = tasks.owner_of(customer)
    open_tasks([tasks.new_task(tasks.BRING, one.id, customer, to)] if to else [], by=by)
    return True


def _lift(one: Admission, customer: Customer, reason: str | None, by: Actor, *, approval_id: int | None = None) -> bool:
    go(one, rules.LIFTED, reason=reason, approval_id=approval_id)
    tell(LIFTED, one, customer, reason=reason)
    for kind in (tasks.BRING, tasks.LIFT):
        close_tasks(tasks.subject_of(one.id), kind=kind, by=by)
    return True


def _propose_lifting(one: Admission, customer: Customer, by: Actor) -> bool:
    """Ask the manager of the department to lift it, once; whoever brought the papers has done his part."""
    close_tasks(tasks.subject_of(one.id), kind=tasks.BRING, by=by)
    open_ = select(Task.id).where(
        Task.subject == tasks.subject_of(one.id), Task.kind == tasks.LIFT.key, Task.state.in_(WAITING)
    )
    to = tasks.manager_of(customer.department_id)
    if to is None or current_work().session.scalar(open_.limit(1)) is not None:
        return False
    return open_tasks([tasks.new_task(tasks.LIFT, one.id, customer, to)], by=by) > 0
