"""Claiming expenses for customers, and what finance decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from app import clock
from app.customers.expenses import queries
from app.customers.expenses.checking import checks_of, registered
from app.customers.expenses.feature import CLAIMED, CLEARED, EXPORTED, REFUSED, STOPPED, WITHDRAWN
from app.customers.expenses.models import ExpenseClaim
from app.customers.expenses.rules import NOT_REGISTERED, NewClaim, check_claim, check_decision
from app.customers.files.models import Customer
from app.customers.files.queries import department_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action


def claim(new: NewClaim, *, by: Actor) -> ExpenseClaim:
    """Claim money spent on a customer (C-13). A customer who is not on file is no mistake of typing but an outcome:
    the claim is kept as refused, with what was searched, and stays so when he is filed later.

    Raises Refused for what the claim itself says wrong.
    """
    if by.staff_id is None:
        raise Refused(Text("Only members of staff claim expenses."))
    check_claim(new, clock.today())
    with unit_of_work(by=by) as work:
        customer = registered(new.customer)
        made = _made(new, customer, by)
        made.checks = checks_of(new.customer, customer)
        if customer is None:
            made.state_why, made.decided_at = NOT_REGISTERED, work.at
        work.session.add(made)
        work.session.flush()
        _record(CLAIMED if customer else STOPPED, made, customer=made.checks.get("number"), typed=tidy(new.customer))
    return made


def clear(claim_id: int, version: int, *, by: Actor) -> None:
    """Let a claim be paid (A-18). Raises Refused for one's own and for what is decided, Conflict, NoResultFound."""
    _decide(claim_id, version, "cleared", None, CLEARED, by)


def refuse(claim_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Refuse a claim, with the reason that the claimant reads (A-18). Raises as `clear`, and without a reason."""
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    _decide(claim_id, version, "refused", reason.strip(), REFUSED, by)


def withdraw(claim_id: int, version: int, *, by: Actor) -> None:
    """Take one's own claim back while finance has not decided. Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        found = queries.one(claim_id, by).ExpenseClaim
        if found.staff_id != by.staff_id or found.state != "claimed":
            raise Refused(Text("Only your own claim can be withdrawn, and only before it is decided."))
        _set(found, version, {"state": "withdrawn"})
        _record(WITHDRAWN, found)


def take_out(rows: Sequence[Any], *, by: Actor) -> None:
    """Record that claims leave as a sheet (O-15)."""
    with unit_of_work(by=by):
        record(EXPORTED, "expenses", facts={"rows": len(rows)})


def _made(new: NewClaim, customer: Customer | None, by: Actor) -> ExpenseClaim:
    work, today = current_work(), clock.today()
    return ExpenseClaim(
        number=f"BX{today:%y%m}-{next_number('expense', f'{today:%y%m}'):03}",
        staff_id=by.staff_id,
        department_id=department_of(by.staff_id),
        kind=new.kind,
        customer_id=customer.id if customer else None,
        customer_name=customer.name if customer else tidy(new.customer),
        spent_on=new.spent_on,
        amount=new.amount,
        purpose=new.purpose.strip(),
        state="claimed" if customer else "refused",
        made_by=by.name,
        made_at=work.at,
    )


def _decide(claim_id: int, version: int, state: str, why: str | None, action: Action, by: Actor) -> None:
    with unit_of_work(by=by) as work:
        found = queries.one(claim_id, by).ExpenseClaim
        check_decision(found.state, found.staff_id, by.staff_id)
        _set(found, version, {"state": state, "state_why": why, "decided_by": by.name, "decided_at": work.at})
        _record(action, found, reason=why)


def _set(found: ExpenseClaim, version: int, values: dict[str, Any]) -> None:
    held = update(ExpenseClaim).where(ExpenseClaim.id == found.id, ExpenseClaim.version == version)
    done = current_work().session.execute(held.values(**values, version=version + 1))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody else has changed this meanwhile. Look at it again."))


def _record(action: Action, found: ExpenseClaim, *, reason: str | None = None, **facts: Any) -> None:
    about = {"number": found.number, "amount_fen": found.amount, **facts}
    record(action, f"expense:{found.id}", customer_id=found.customer_id, facts=about, reason=reason)
