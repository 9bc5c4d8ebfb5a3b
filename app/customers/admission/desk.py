"""Where a customer stands, for whoever looks: what was done, what is missing, and the one thing that he may do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.customers.admission import queries, rules, tasks
from app.customers.admission.feature import APPLY, DECIDE
from app.customers.admission.models import Admission, AdmissionStep
from app.customers.admission.policy import AdmissionPolicy
from app.customers.admission.service.applying import check_ready
from app.customers.files.models import Customer
from app.customers.files.queries import may_change
from app.customers.papers import queries as papers
from app.customers.papers.feature import KEEP, VERIFY_FINANCE
from app.customers.papers.policy import PaperPolicy
from app.customers.papers.queries import Checklist
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries import Standing, standing
from app.office.policy import queries as policy
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING

RUNNING = ("waiting", "asked")
ENTER, VERIFY, APPLY_NOW, WAIT, ASKED, LIFT = "enter", "verify", "apply", "wait", "decide", "lift"
ASK_TO_LIFT = "ask_to_lift"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of an admission shows; `next` is the one main action of this reader, None where others act.

    `wanted`: the office wants such customers to be admitted. `not_ready` says why nobody can apply yet; `open_tasks`
    are the keys of what is still to be told. `request` is the latest request about the customer.
    """

    customer: Customer
    admission: Admission | None
    steps: Sequence[AdmissionStep]
    checklist: Checklist
    wanted: bool
    request: Standing | None
    next: str | None
    not_ready: Text | None
    open_tasks: frozenset[str]
    may_propose: bool

    @property
    def state(self) -> str | None:
        """Where the customer stands; None where nobody ever applied."""
        return self.admission.state if self.admission else None


def desk_of(customer: Customer, actor: Actor) -> Desk:
    """The desk of one customer, whose file the actor may read."""
    one, checklist = queries.admission_of(customer.id), papers.checklist(customer.id)
    subject = tasks.subject_of(one.id) if one else ""
    request = standing(subject) if one else None
    running = request is not None and request.state in RUNNING
    changes, not_ready = may_change(actor, customer.id), _not_ready(checklist)
    return Desk(
        customer, one, queries.steps_of(customer.id), checklist,
        rules.wanted_for(customer.kind, policy.of(AdmissionPolicy).wanted), request,
        next=_next(one, checklist, actor, changes, not_ready, request),
        not_ready=not_ready,
        open_tasks=_open_tasks(subject),
        may_propose=changes and actor.may(DECIDE.name) and one is not None and one.state in queries.IN_BUSINESS
        and not running,
    )  # fmt: skip


def _next(
    one: Admission | None, checklist: Checklist, actor: Actor, changes: bool, not_ready: Text | None,
    request: Standing | None,
) -> str | None:  # fmt: skip
    state = one.state if one else None
    asked = request is not None and request.asks(actor.staff_id)
    if state in queries.IN_BUSINESS:
        if asked:
            return ASKED
        running = request is not None and request.state in RUNNING
        return _of_suspended(one, checklist, actor, running) if one and changes and state == rules.SUSPENDED else None
    if changes and _waits_for(checklist, actor):
        return VERIFY
    if asked:
        return ASKED
    can_apply = changes and rules.may_follow(state, rules.APPLIED)
    return _of_applicant(checklist, actor, not_ready) if can_apply else None


def _of_applicant(checklist: Checklist, actor: Actor, not_ready: Text | None) -> str | None:
    lacks = checklist.absent or (checklist.invoicing_needed and checklist.invoicing is None)
    if lacks:
        return ENTER if actor.may(KEEP.name) else None
    if not actor.may(APPLY.name):
        return None
    return WAIT if not_ready else APPLY_NOW


def _of_suspended(one: Admission, checklist: Checklist, actor: Actor, running: bool) -> str | None:
    if _waits_for(checklist, actor):
        return VERIFY
    if actor.may(DECIDE.name) and rules.may_lift(line.condition for line in checklist.lines):
        if queries.is_held_by_hand(one.customer_id):
            return None if running else ASK_TO_LIFT
        return LIFT
    return ENTER if checklist.absent and actor.may(KEEP.name) else None


def _waits_for(checklist: Checklist, actor: Actor) -> bool:
    """Whether something waits for the verification by this actor."""
    waiting = [line.newer or line.paper for line in checklist.lines if line.newer or line.condition == "waiting"]
    mine = {line.kind.id for checker in papers.checkers(actor) for line in checklist.of(checker)}
    found = any(one and one.kind_id in mine and _other_eyes(one.added_by_id, actor) for one in waiting)
    return found or (actor.may(VERIFY_FINANCE.name) and papers.may_verify_invoicing(checklist.invoicing, actor))


def _other_eyes(entered_by_id: int | None, actor: Actor) -> bool:
    return not policy.of(PaperPolicy).four_eyes or entered_by_id != actor.staff_id


def _not_ready(checklist: Checklist) -> Text | None:
    try:
        check_ready(checklist, finance=False)
    except Refused as refused:
        return refused.text
    return None


def _open_tasks(subject: str) -> frozenset[str]:
    query = select(Task.kind).where(Task.subject == subject, Task.state.in_(WAITING))
    return frozenset(db.session.scalars(query)) if subject else frozenset()
