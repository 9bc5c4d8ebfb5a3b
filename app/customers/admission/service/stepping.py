"""Moving a customer on: one step of the ledger, and the state that the steps add up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from app import clock
from app.customers.admission import queries, rules
from app.customers.admission.models import Admission, AdmissionStep
from app.customers.admission.tasks import subject_of
from app.customers.files.models import Customer
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.history.service import record
from app.unit_of_work import current_work
from app.web.feature import Action

MEANWHILE = Text("Somebody changed this meanwhile. Look again.")


def go(
    one: Admission,
    kind: str,
    *,
    ground: str | None = None,
    reason: str | None = None,
    facts: Mapping[str, Any] | None = None,
    approval_id: int | None = None,
) -> AdmissionStep:
    """Take one step in the unit that is under way. Raises Conflict where it cannot follow or somebody was quicker."""
    work = current_work()
    place = rules.place_of(step.kind for step in queries.steps_of(one.customer_id))
    rules.check_step(place.state, kind)
    state = rules.after(place, kind).state
    values: dict[str, Any] = {"state": state, "version": one.version + 1}
    if state != place.state:
        values["since_on"] = clock.today()
    held = update(Admission).where(Admission.id == one.id, Admission.version == one.version)
    moved = held.values(**values).returning(Admission.id).execution_options(synchronize_session=False)
    if not work.session.execute(moved).all():
        raise Conflict(MEANWHILE)
    work.session.refresh(one)
    step = AdmissionStep(customer_id=one.customer_id, kind=kind, ground=ground, reason=reason, facts=dict(facts or {}))
    step.approval_id, step.made_by, step.made_at = approval_id, work.by.name, work.at
    work.session.add(step)
    work.session.flush()
    return step


def tell(action: Action, one: Admission, customer: Customer, *, reason: str | None = None, **facts: object) -> None:
    """Record a deed on an admission in history."""
    known = {"number": one.number, "customer": customer.name, **facts}
    record(action, subject_of(one.id), customer_id=customer.id, facts=known, reason=reason)
