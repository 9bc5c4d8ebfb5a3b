"""Asking to read a file, and what becomes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from app import clock
from app.columns import table_of
from app.customers.access_requests import queries, rules
from app.customers.access_requests.feature import ASKED, ENDED, GRANTED, NOT_GRANTED, SEE
from app.customers.access_requests.models import AccessRequest
from app.customers.access_requests.policy import AccessPolicy
from app.customers.files import queries as files
from app.customers.files.models import Customer, FileGrant
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.kept import ask_again
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.unit_of_work import current_work, unit_of_work


def ask(customer_id: int, *, purpose: str, until_on: date, by: Actor) -> AccessRequest:
    """Ask to read a file until a day, for a purpose (C-17, C-18).

    The manager of the file's department decides for his own people, for others the general manager. Raises
    NoResultFound for a customer whose card the actor may not see, and Refused.
    """
    with unit_of_work(by=by) as work:
        held = select(Customer.id).where(Customer.id == customer_id).with_for_update(key_share=True)
        work.session.execute(held)  # of two requests sent at once the second sees the first
        seen = files.seen(customer_id, by)
        _check(seen, by)
        today = clock.today()
        rules.check_span(until_on, today, policy.of(AccessPolicy, on=today).most_days)
        made = AccessRequest(customer_id=customer_id, staff_id=by.staff_id, purpose=purpose, until_on=until_on)
        made.matter = rules.matter_for(files.department_of(by.staff_id), seen.customer.department_id)
        made.number, made.asked_at = f"CY{next_number('access_request', str(today.year)):04d}-{today:%y}", work.at
        work.session.add(made)
        work.session.flush()
        facts = {"number": made.number, "customer": seen.customer.number, "until": until_on}
        record(ASKED, subject_of(made), customer_id=customer_id, facts=facts, reason=purpose)
        _submit(made, seen.customer, by)
        return made


def end(request_id: int, version: int, *, by: Actor) -> None:
    """End leave to read before its last day: whoever has it, or whoever may see who reads the file. Raises Refused."""
    with unit_of_work(by=by) as work:
        made: AccessRequest = queries.request(request_id, by)[0]
        if made.staff_id != by.staff_id and not by.may(SEE.name):
            raise Refused(Text("Only whoever reads the file, or who watches over its readers, may end that."))
        _change(made, version, rules.GRANTED, state=rules.ENDED)
        grant = update(FileGrant).where(FileGrant.request_id == request_id, FileGrant.ended_at.is_(None))
        work.session.execute(grant.values(ended_at=work.at, ended_by=by.name))
        ask_again(files.grants_key(made.staff_id))
        record(ENDED, subject_of(made), customer_id=made.customer_id, facts={"number": made.number})


def settle(approval: Approval) -> None:
    """What the decision means: leave to read from today until the last day asked for, both included.

    A decision that comes after that day gives nothing: whoever asked asks again.
    """
    work, today = current_work(), clock.today()
    query = select(AccessRequest).where(AccessRequest.id == int(approval.subject.partition(":")[2]))
    made = work.session.scalars(query.execution_options(populate_existing=True)).one()
    state = rules.OUTCOMES.get(approval.state, rules.WITHDRAWN)
    _change(made, made.version, rules.ASKED, state=state, approval_id=approval.id)
    facts: dict[str, Any] = {"number": made.number}
    if state == rules.GRANTED:
        _grant(made, today)
        record(GRANTED, subject_of(made), customer_id=made.customer_id, facts={**facts, "until": made.until_on})
    else:
        facts["state"] = Text(rules.STATES[state])
        record(NOT_GRANTED, subject_of(made), customer_id=made.customer_id, facts=facts)


def subject_of(made: AccessRequest) -> str:
    """The request as a subject of history and approvals."""
    return f"access_request:{made.id}"


def _check(seen: files.Seen, by: Actor) -> None:
    if by.staff_id is None:
        raise Refused(Text("Only members of staff ask to read a file."))
    if seen.file:
        raise Refused(Text("You may read this file already."))
    if queries.waiting(seen.customer.id, by.staff_id):
        raise Refused(Text("You have asked already; the request waits for a decision."))


def _submit(made: AccessRequest, customer: Customer, by: Actor) -> None:
    label = Text("Customer")
    approval = submit(
        made.matter,
        subject_of(made),
        title=f"{made.number} {customer.number} {customer.name}",
        url=f"{queries.PLACE}/{made.id}",
        snapshot=[
            (label, f"{customer.number} {customer.name}"),
            (Text("Purpose"), made.purpose),
            (Text("Last day of the leave to read"), made.until_on.isoformat()),
        ],
        department_id=customer.department_id,
        reason=made.purpose,
        by=by,
    )
    if made.approval_id is None:
        made.approval_id = approval.id


def _grant(made: AccessRequest, today: date) -> None:
    work = current_work()
    row = {
        "customer_id": made.customer_id, "staff_id": made.staff_id, "ground": "request", "request_id": made.id,
        "from_on": today, "until_on": made.until_on, "given_by": work.by.name, "given_at": work.at,
    }  # fmt: skip
    work.session.execute(insert(table_of(FileGrant)), [row])
    ask_again(files.grants_key(made.staff_id))


def _change(made: AccessRequest, version: int, was: str, **values: Any) -> None:
    session = current_work().session
    held = update(AccessRequest).where(AccessRequest.id == made.id, AccessRequest.version == version)
    changed = held.where(AccessRequest.state == was).values(**values, version=version + 1)
    if not session.execute(changed).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody was quicker: look at how the request stands now."))
    session.refresh(made)
