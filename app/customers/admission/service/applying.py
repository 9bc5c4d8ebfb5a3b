"""Applying for an account, and what its approval by sales, finance and the general manager leads to (A-20)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from app import clock
from app.customers.admission import queries, rules, tasks
from app.customers.admission.feature import ADMITTED, APPLIED, REFUSED, WITHDRAWN
from app.customers.admission.models import Admission
from app.customers.admission.service.stepping import go, tell
from app.customers.files.models import Customer
from app.customers.files.queries import file_to_change
from app.customers.papers import queries as papers
from app.customers.papers import rules as paper_rules
from app.customers.papers.feature import VERIFY_FINANCE
from app.customers.papers.queries import Checklist, Line
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.numbering.service import next_number
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work, unit_of_work

OPEN = "admission.open"
INVOICING = Text("Invoicing data")


def apply(customer_id: int, purpose: str, *, by: Actor) -> Admission:
    """Apply for the admission of a customer: sales, finance and the general manager decide (C-56, A-20, F-52).

    Raises NoResultFound where the actor may not change the file, Refused while a paper is missing or sales has not
    verified it, Conflict where he stands elsewhere already.
    """
    with unit_of_work(by=by):
        customer = file_to_change(customer_id, by)
        checklist = papers.checklist(customer_id)
        check_ready(checklist, finance=False)
        one = queries.admission_of(customer_id) or _begun(customer_id)
        go(one, rules.APPLIED, reason=purpose)
        one.purpose = purpose
        tell(APPLIED, one, customer, reason=purpose)
        request = _ask(one, customer, checklist, by)
        one.approval_id = request.id
        current_work().session.flush()
    return one


def check_voice(approval: Approval, by: Actor) -> None:
    """Nobody says yes before sales has verified its papers, finance not before it has verified its own (C-56)."""
    customer_id = _customer_of(approval).id
    check_ready(papers.checklist(customer_id), finance=by.may(VERIFY_FINANCE.name))


def settle_opening(approval: Approval) -> None:
    """Admit, refuse or let go, as was decided (A-20). Raises Refused where a paper is no longer in order."""
    seen = queries.admission_at(int(approval.subject.partition(":")[2]))
    one, customer = seen.admission, seen.customer
    if approval.state == "approved":
        check_ready(papers.checklist(customer.id), finance=True)
        _admit(one, customer, approval)
        return
    kind, action = (rules.REFUSED, REFUSED) if approval.state == "refused" else (rules.WITHDRAWN, WITHDRAWN)
    go(one, kind, approval_id=approval.id)
    tell(action, one, customer)


def check_ready(checklist: Checklist, *, finance: bool) -> None:
    """Refuse while something is missing or unverified; what finance verifies may wait unless `finance` is asked."""
    missing = [papers.name_of(line.kind) for line in checklist.absent]
    if checklist.invoicing_needed and checklist.invoicing is None:
        missing.append(INVOICING)
    if missing:
        raise Refused(Text("Still missing: %(papers)s.", papers=listed(missing)))
    if waiting := _not_in_order(checklist.of(paper_rules.SALES)):
        raise Refused(Text("Sales has not verified yet: %(papers)s.", papers=listed(waiting)))
    waiting = _not_in_order(checklist.of(paper_rules.FINANCE))
    waiting += [] if checklist.invoicing_in_order else [INVOICING]
    if finance and waiting:
        raise Refused(Text("Finance has not verified yet: %(papers)s.", papers=listed(waiting)))


def listed(names: Sequence[Text | str]) -> Text | str:
    """Several names as one, for a sentence."""
    return reduce(lambda before, one: Text("%(first)s, %(second)s", first=before, second=one), names)


def _not_in_order(lines: Sequence[Line]) -> list[Text | str]:
    return [papers.name_of(line.kind) for line in lines if line.condition not in paper_rules.HOLDS]


def _begun(customer_id: int) -> Admission:
    month = f"{clock.today():%y%m}"
    number = rules.number_of(month, next_number("admissions", month))
    made = Admission(number=number, customer_id=customer_id, state=rules.APPLIED, since_on=clock.today())
    session = current_work().session
    session.add(made)
    session.flush()
    return made


def _ask(one: Admission, customer: Customer, checklist: Checklist, by: Actor) -> Approval:
    shown: list[tuple[Text | str, Text | str]] = [
        (Text("Customer"), f"{customer.number} {customer.name}"),
        (Text("Business wanted"), one.purpose or "–"),
        *((papers.name_of(line.kind), _as_it_stands(line)) for line in checklist.lines),
    ]
    if checklist.invoicing is not None:
        shown.append((INVOICING, Text(paper_rules.STATES[checklist.invoicing.state])))
    return submit(
        OPEN, tasks.subject_of(one.id), title=f"{one.number} {customer.name}",
        url=f"/customers/{customer.id}/admission", snapshot=shown, department_id=customer.department_id,
        customer_id=customer.id, facts={"number": one.number}, by=by,
    )  # fmt: skip


def _as_it_stands(line: Line) -> Text:
    state = Text(paper_rules.CONDITIONS[line.condition])
    if line.paper is None or line.paper.expires_on is None:
        return state
    return Text("%(state)s, until %(day)s", state=state, day=line.paper.expires_on.isoformat())


def _admit(one: Admission, customer: Customer, approval: Approval) -> None:
    """Admit, and give those work who must know now (C-57, D-25)."""
    by = current_work().by
    place = rules.place_of(step.kind for step in queries.steps_of(customer.id))
    go(one, rules.READMITTED if place.was_out else rules.ADMITTED, approval_id=approval.id)
    tell(ADMITTED, one, customer)
    close_tasks(tasks.subject_of(one.id), outcome="cancelled", by=by)
    wanted = ((tasks.START, tasks.owner_of(customer)), (tasks.REPORT, tasks.supplier_of(customer)))
    open_tasks([tasks.new_task(kind, one.id, customer, to) for kind, to in wanted if to is not None], by=by)


def _customer_of(approval: Approval) -> Customer:
    if not approval.subject.startswith("admission:"):
        raise Conflict(Text("This request is not about an admission."))
    return queries.admission_at(int(approval.subject.partition(":")[2])).customer
