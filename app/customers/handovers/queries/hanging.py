"""What hangs on a member of staff at customers: tasks, deadlines, contracts, letters, and what other features tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.columns import Base
from app.customers.contracts.models import Contract
from app.customers.correspondence.models import Letter
from app.customers.handovers.kinds import Part, handover_parts
from app.domain.text import Text
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.tasks.kinds import task_kinds
from app.office.tasks.models import Task
from app.office.tasks.rules import WAITING

SLICE = 500  # customers in one statement
CONTRACTS, LETTERS = Text("Contracts"), Text("Letters to be answered")


def tasks_of(staff_id: int, customer_ids: Sequence[int]) -> list[tuple[int, int]]:
    """The waiting tasks of this person about these customers: (customer, task), but for those that are reseated."""
    kept = [kind.key for kind in task_kinds().values() if kind.reseated]
    his = and_(Task.staff_id == staff_id, Task.state.in_(WAITING), Task.kind.not_in(kept))
    return list(_pairs(Task, his, customer_ids))


def deadlines_of(staff_id: int, customer_ids: Sequence[int]) -> list[tuple[int, int]]:
    """The running deadlines of this person about these customers: (customer, deadline)."""
    return list(_pairs(Deadline, and_(Deadline.staff_id == staff_id, Deadline.stopped_on.is_(None)), customer_ids))


def found_at(staff_id: int, customer_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What hangs on this person at these customers, as a hand-over keeps it; every customer has his entry."""
    found: dict[int, dict[str, Any]] = {one: {"tasks": [], "deadlines": [], "parts": []} for one in customer_ids}
    for customer_id, task_id in tasks_of(staff_id, customer_ids):
        found[customer_id]["tasks"].append(task_id)
    for customer_id, deadline_id in deadlines_of(staff_id, customer_ids):
        found[customer_id]["deadlines"].append(deadline_id)
    for customer_id, parts in _parts(staff_id, customer_ids).items():
        found[customer_id]["parts"] = [_kept(one) for one in parts]
    return found


def _parts(staff_id: int, customer_ids: Sequence[int]) -> dict[int, list[Part]]:
    parts: dict[int, list[Part]] = defaultdict(list)
    for label, model, his in ((CONTRACTS, Contract, signed(staff_id)), (LETTERS, Letter, unanswered(staff_id))):
        for customer_id, count in _counts(model, his, customer_ids):
            parts[customer_id].append(Part(label, count, f"/customers/{customer_id}"))
    for customer_id, told in handover_parts(staff_id, customer_ids).items():
        parts[customer_id] += told
    return parts


def signed(staff_id: int) -> ColumnElement[bool]:
    """The condition on Contract that this person answers for it while it holds."""
    return and_(Contract.staff_id == staff_id, Contract.state == "signed")


def unanswered(staff_id: int) -> ColumnElement[bool]:
    """The condition on Letter that this person still owes the customer an answer."""
    return and_(Letter.staff_id == staff_id, Letter.answer_due_on.is_not(None), Letter.answered_on.is_(None))


def _kept(part: Part) -> dict[str, Any]:
    return {"label": part.label.msgid, "count": part.count, "url": part.url}


def _pairs(model: Any, his: ColumnElement[bool], customer_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for part in slices(customer_ids):
        query = select(model.customer_id, model.id).where(his, model.customer_id.in_(part)).order_by(model.id)
        yield from db.session.execute(query).all()


def _counts(model: type[Base], his: ColumnElement[bool], customer_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    column: Any = model.__table__.c.customer_id
    for part in slices(customer_ids):
        query = select(column, func.count()).where(his, column.in_(part)).group_by(column).order_by(column)
        yield from db.session.execute(query).all()


def slices(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in parts that a statement can hold."""
    return (ids[n : n + SLICE] for n in range(0, len(ids), SLICE))
