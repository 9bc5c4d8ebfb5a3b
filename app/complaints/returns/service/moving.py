"""What every deed on a return slip does: change it as it was seen, and say so in history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app.complaints.allowances.rules import check_state
from app.complaints.returns import queries
from app.complaints.returns.models import ReturnSlip
from app.office.history.service import record
from app.unit_of_work import current_work
from app.web.feature import Action


def move(one: ReturnSlip, version: int, known: tuple[str, ...], values: dict[str, Any]) -> ReturnSlip:
    """Change a slip that is still as it was seen and in one of these states. Raises Conflict."""
    work = current_work()
    seen = (ReturnSlip.id == one.id, ReturnSlip.version == version, ReturnSlip.state.in_(known))
    held = update(ReturnSlip).where(*seen).values(**values, version=version + 1)
    done = work.session.execute(held.execution_options(synchronize_session=False))
    check_state("" if done.rowcount else "gone", "")  # type: ignore[attr-defined]
    work.touch("complaints")
    return work.session.get_one(ReturnSlip, one.id, populate_existing=True)


def move_to(one: ReturnSlip, version: int, known: tuple[str, ...], state: str) -> ReturnSlip:
    """Let accounting book a return, and open it again when the voucher is reversed. Raises Conflict."""
    return move(one, version, known, {"state": state})


def tell(action: Action, one: ReturnSlip, *, reason: str | None = None, **more: Any) -> None:
    """Write what was done to a slip; what was asked, ruled or given as a reason does not stand with the customer."""
    facts = {"number": one.number, "quantity": one.slip_quantity, "unit": one.unit, **more}
    customer_id = None if reason else one.customer_id
    record(action, queries.subject_of(one.id), customer_id=customer_id, facts=facts, reason=reason)
