"""Submitting a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select

from app import clock
from app.columns import table_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import N_, Text
from app.office.approvals.feature import SUBMITTED
from app.office.approvals.kinds import matter_of
from app.office.approvals.models import Approval, ApprovalStep
from app.office.approvals.queries_matrix import plans_of, rows_of
from app.office.approvals.rules import TOP, StepPlan
from app.office.approvals.rules_matrix import check_steps, choose
from app.office.approvals.service.engine import RUNNING, advance
from app.office.approvals.service.telling import speak, tell
from app.office.numbering.service import next_number
from app.office.staff.models import Staff
from app.office.tasks.service.opening import plain_facts
from app.unit_of_work import current_work, unit_of_work

TO_THE_TOP = N_("The top of the office decides")
OF_ITS_OWN = N_("Chosen for this request")


def submit(
    matter_key: str,
    subject: str,
    *,
    title: str,
    url: str,
    snapshot: Sequence[tuple[Text | str, Text | str]],
    amount: Fen | None = None,
    department_id: int | None = None,
    customer_id: int | None = None,
    reason: str | None = None,
    facts: Mapping[str, Any] | None = None,
    chain: Sequence[StepPlan] | None = None,
    by: Actor,
) -> Approval:
    """Ask for a decision on a thing ("conduct_case:7"), shown at `url`, as a copy of its rows (label, value) (M-12).

    The chain is that of the matrix for the department (the submitter's own where none is given) and the amount in
    fen, or the one given; a copy of it stays with the request. Without a row of the matrix, and for an empty chain,
    the top of the office decides. Where nobody but the submitter could decide, the request is approved at once as his
    own decision, and `settled` is called before this returns. Raises Refused for a request that is under way already,
    a chain of more than twenty steps, and for whoever is no member of staff.
    """
    request = Approval(matter=matter_key, subject=subject, title=title[:200], url=url, amount_fen=amount)
    request.department_id, request.customer_id, request.reason = department_id, customer_id, reason
    request.snapshot = [plain_facts({"label": label, "value": value}) for label, value in snapshot]
    request.facts = plain_facts(facts or {})
    with unit_of_work(by=by):
        _send(request, chain, by)
        advance(request, by=by)
    return request


def _send(request: Approval, chain: Sequence[StepPlan] | None, by: Actor) -> None:
    """Store a request with its number, its submitter and the copy of its chain."""
    work, home = current_work(), _home_of(by)
    request.number = _number()  # taken first: its counter holds back whoever submits the same thing at the same time
    _refuse_second(request.matter, request.subject)
    if request.department_id is None:
        request.department_id = home
    request.chain_name, steps, request.went_to_top = _chain(request, chain)
    request.submitter_id, request.submitted_at, request.state = by.staff_id or 0, work.at, "waiting"
    _store(request, steps)


def _store(approval: Approval, steps: Sequence[StepPlan]) -> None:
    session = current_work().session
    session.add(approval)
    session.flush()
    rows = [
        {**asdict(step), "approval_id": approval.id, "place": place, "state": "coming"}
        for place, step in enumerate(steps, start=1)
    ]
    session.execute(insert(table_of(ApprovalStep)), rows)
    speak(approval, "submit", words=approval.reason)
    tell(SUBMITTED, approval, reason=approval.reason, matter=matter_of(approval.matter).label)


def _chain(request: Approval, given: Sequence[StepPlan] | None) -> tuple[str, Sequence[StepPlan], bool]:
    """The chain's name, its steps, and whether the request goes to the top because nothing else is laid down."""
    top = (StepPlan(TO_THE_TOP, TOP),)
    if given is not None:
        check_steps(given)
        return (OF_ITS_OWN, given, False) if given else (TO_THE_TOP, top, True)
    row = choose(rows_of(request.matter), department_id=request.department_id, amount=request.amount_fen)
    steps = plans_of(row.chain_id) if row else ()
    return (row.name, steps, False) if row and steps else (TO_THE_TOP, top, True)


def _home_of(by: Actor) -> int | None:
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff can ask for a decision. Say who asks."))
    return current_work().session.scalars(select(Staff.department_id).where(Staff.id == by.staff_id)).one()


def _number() -> str:
    month = f"{clock.today():%y%m}"
    return f"SP{month}-{next_number('approvals', month):03}"


def _refuse_second(matter_key: str, subject: str) -> None:
    same = select(Approval.number).where(Approval.subject == subject, Approval.matter == matter_key)
    running = same.where(Approval.state.in_(RUNNING)).order_by(Approval.id).limit(1)
    if number := current_work().session.scalar(running):
        raise Conflict(
            Text("Request %(number)s about this is under way already. Wait for its decision.", number=number)
        )
