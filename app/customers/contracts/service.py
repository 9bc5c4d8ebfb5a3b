"""Entering, correcting and ending contracts with customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.contracts import feature, rules
from app.customers.contracts.models import Contract
from app.customers.contracts.queries import contract, page_url, subject_of
from app.customers.contracts.rules import CANCELLED, ENDED, SIGNED, NewContract
from app.customers.contracts.tasks import ENDING
from app.customers.files.models import Customer
from app.customers.files.queries import file_to_change
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.feature import Action

SCOPE = "contracts"
FIELDS = tuple(rules.LABELS)


def enter(customer_id: int, new: NewContract, *, by: Actor) -> Contract:
    """Enter a contract with a customer; it gets a number where none is given (C-35, C-126).

    Raises NoResultFound for a file that is not this actor's to change, Refused for what cannot be right and for a
    number that another contract has.
    """
    with unit_of_work(by=by) as work:
        customer = file_to_change(customer_id, by)
        rules.check(new, clock.today())
        values = _tidy(asdict(new))
        values["number"] = _free(work, values["number"]) if values["number"] else _next()
        values["staff_id"] = new.staff_id or customer.owner_id or by.staff_id
        made = Contract(**values, customer_id=customer_id, state=SIGNED, made_by=by.name, made_at=work.at)
        work.session.add(made)
        work.session.flush()
        _record(feature.ENTERED, made)
    return made


def change(contract_id: int, version: int, new: NewContract, reason: str, *, by: Actor) -> Contract:
    """Correct a contract, with the reason; what stood there before stays in history.

    Raises NoResultFound, Refused, and Conflict where somebody was quicker.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        before = _to_change(contract_id, by)
        rules.check(new, clock.today())
        values = _tidy(asdict(new))
        values["number"] = _free(work, values["number"] or before.number, but=contract_id)
        changed = changes({name: getattr(before, name) for name in FIELDS}, values)
        if before.until_on != new.until_on:
            close_tasks(subject_of(contract_id), kind=ENDING, by=by)
        one = _move(work, contract_id, version, (SIGNED, ENDED), values)
        _record(feature.CHANGED, one, reason=reason.strip(), changes=_in_words(changed))
    return one


def end(contract_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Say that a contract is over, with the reason. Raises NoResultFound, Refused, Conflict."""
    _close(contract_id, version, ENDED, feature.ENDED, reason, by)


def cancel(contract_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Say that a contract does not hold, with the reason. Raises NoResultFound, Refused, Conflict."""
    _close(contract_id, version, CANCELLED, feature.CANCELLED, reason, by)


def remind(ids: Sequence[int], *, by: Actor) -> int:
    """Bring the end of these contracts to the mind of whoever answers for them, once for each last day (C-35)."""
    with unit_of_work(by=by) as work:
        query = select(Contract, Customer).join(Customer, Customer.id == Contract.customer_id)
        waiting = query.where(Contract.id.in_(ids), Contract.state == SIGNED).order_by(Contract.id)
        rows = [row for row in work.session.execute(waiting).all() if row[0].reminded_for != row[0].until_on]
        for one, customer in rows:
            one.reminded_for = one.until_on
            _open_task(one, customer, by)
            _record(feature.REMINDED, one)
    return len(rows)


def let_end(ids: Sequence[int], *, by: Actor) -> int:
    """End these contracts because their last day is over, where the office lets them end by themselves."""
    with unit_of_work(by=by) as work:
        over = select(Contract).where(Contract.id.in_(ids), Contract.state == SIGNED, Contract.until_on < clock.today())
        rows = list(work.session.scalars(over.order_by(Contract.id)))
        for one in rows:
            one.state, one.version = ENDED, one.version + 1
            close_tasks(subject_of(one.id), kind=ENDING, by=by)
            _record(feature.RAN_OUT, one)
    return len(rows)


def _close(contract_id: int, version: int, state: str, action: Action, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        _to_change(contract_id, by)
        one = _move(work, contract_id, version, (SIGNED,), {"state": state, "state_why": reason.strip()})
        close_tasks(subject_of(contract_id), kind=ENDING, by=by)
        _record(action, one, reason=reason.strip())


def _to_change(contract_id: int, by: Actor) -> Contract:
    """The contract, if its customer's file is this actor's to change. Raises NoResultFound."""
    one = contract(contract_id, by).contract
    file_to_change(one.customer_id, by)
    return one


def _move(work: Work, contract_id: int, version: int, known: tuple[str, ...], values: dict[str, Any]) -> Contract:
    seen = (Contract.id == contract_id, Contract.version == version, Contract.state.in_(known))
    changed = update(Contract).where(*seen).values(**values, version=version + 1).returning(Contract.id)
    if work.session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("This contract is no longer as you saw it. Look at it again."))
    return work.session.get_one(Contract, contract_id, populate_existing=True)


def _free(work: Work, number: str, but: int = 0) -> str:
    """The number, if no other contract has it. Raises Refused."""
    if work.session.scalar(select(Contract.id).where(Contract.number == number, Contract.id != but)) is not None:
        raise Refused(Text("Another contract has this number already."), field="number")
    return number


def _next() -> str:
    month = f"{clock.today():%y%m}"
    return rules.number_of(month, next_number(SCOPE, month))


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with numbers in capitals and empty words as nothing."""
    plain = {name: (value.strip() or None) if isinstance(value, str) else value for name, value in values.items()}
    capitals = {name: tidy(values[name] or "").upper() or None for name in ("number", "blank_number")}
    return {**plain, **capitals, "title": tidy(values["title"])}


def _open_task(one: Contract, customer: Customer, by: Actor) -> None:
    facts = {"number": one.number, "customer": customer.name, "until": one.until_on, "title": one.title}
    to = _responsible(one, customer)
    if to is not None:
        open_task(
            ENDING, subject_of(one.id), facts=facts, url=page_url(one.id), to=Party(staff_id=to), due_on=one.until_on,
            customer_id=one.customer_id, by=by,
        )  # fmt: skip


def _responsible(one: Contract, customer: Customer) -> int | None:
    """Who answers for a contract today: he himself, else the customer's owner, else the head of the department."""
    people = [one_id for one_id in (one.staff_id, customer.owner_id) if one_id is not None]
    here = set(current_work().session.scalars(select(Staff.id).where(Staff.id.in_(people), Staff.active)))
    head = head_of(organisation(), customer.department_id) if customer.department_id else None
    return next((one_id for one_id in people if one_id in here), head)


def _in_words(changed: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Changed fields as history keeps them: people by their names, an amount with its unit."""
    return [
        {"field": "staff", "old": _name(one["old"]), "new": _name(one["new"])}
        if one["field"] == "staff_id"
        else {**one, "field": "amount_fen" if one["field"] == "amount" else one["field"]}
        for one in changed
    ]


def _name(staff_id: int | None) -> str | None:
    return current_work().session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id else None


def _record(action: Action, one: Contract, *, reason: str | None = None, **more: Any) -> None:
    facts = {"number": one.number, "title": one.title, "until": one.until_on, **more}
    record(action, subject_of(one.id), customer_id=one.customer_id, facts=facts, reason=reason)
