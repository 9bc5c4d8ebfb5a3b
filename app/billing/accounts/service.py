"""Opening gas accounts, changing them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from app.billing.accounts import queries, rules
from app.billing.accounts.comparing import keys_of
from app.billing.accounts.feature import CHANGED, CLOSED, OPENED, RESUMED, SUSPENDED
from app.billing.accounts.models import GasAccount
from app.billing.accounts.rules import AccountFields, NewAccount, check_fields, check_move, customer_kind
from app.billing.meters import queries as meters
from app.billing.meters.service import Place, install_many, install_meter, remove_meter
from app.columns import table_of
from app.customers.duplicates.keys import add as add_keys
from app.customers.files import kinds as customers
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_many as open_customers
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.domain.volume import Volume
from app.office.history.service import Deed, changes, record, record_many
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

_NO_SYNC = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Checked:
    """An account that an import may open, with the ids of its customer and its meter; None for new ones."""

    new: NewAccount
    customer_id: int | None
    meter_id: int | None


def open_account(new: NewAccount, *, customer: str | None = None, by: Actor) -> GasAccount:
    """Open a gas account with its meter, for a known customer (his number) or one of its own (G-01).

    Raises Refused for what must not be stored, a number or meter in use, and a customer that the actor may not see.
    """
    check_fields(new.fields)
    with unit_of_work(by=by) as work:
        if queries.is_taken(new.number):
            raise Refused(Text("The account number %(number)s is in use.", number=new.number), field="number")
        known = queries.customer_id_of(customer, by) if customer else None
        try:
            [(account_id, customer_id)] = _store([(new, known)], batch_id=None)
        except IntegrityError:
            raise Conflict(Text("Somebody has just used this account number."), field="number") from None
        install_meter(Place(account_id, new.number, customer_id), new.meter, by=by)
        record_many(OPENED, [_opened(new, account_id, customer_id)])
        put_in_index([(account_id, _found_by(new))])
        add_keys(_compared_by([((account_id, customer_id), new)]))
        return work.session.get_one(GasAccount, account_id)


def open_many(accounts: Sequence[Checked], *, batch_id: int) -> None:
    """Open checked accounts as a bulk verb in the unit under way, hidden until their import is applied (G-01)."""
    if not accounts:
        return
    ids = _store([(one.new, one.customer_id) for one in accounts], batch_id=batch_id)
    both = list(zip(ids, accounts, strict=True))
    install_many([(account_id, one.new.meter, one.meter_id) for (account_id, _), one in both], batch_id=batch_id)
    record_many(OPENED, [_opened(one.new, *key) for key, one in both])
    put_in_index((account_id, _found_by(one.new)) for (account_id, _), one in both)
    add_keys(_compared_by([(key, one.new) for key, one in both]))


def change_account(account_id: int, fields: AccountFields, *, version: int, by: Actor) -> None:
    """Change an account as one deed, every field with old and new value in history (G-01).

    Raises NoResultFound, Refused, and Conflict where it is no longer the `version` that the user saw.
    """
    check_fields(fields)
    with unit_of_work(by=by) as work:
        account = queries.account(account_id, by)
        values = fields.values()
        changed = changes({name: getattr(account, name) for name in values}, values)
        if not changed and account.version == version:
            return
        held = update(GasAccount).where(GasAccount.id == account_id, GasAccount.version == version)
        stored = work.session.execute(held.values(**values, version=version + 1).execution_options(**_NO_SYNC))
        if not stored.rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody changed this account meanwhile. Look at it again, then save yours again."))
        meter = meters.installation_of(account_id)
        number = account.number
        put_in_index([(account_id, {**values, "number": number, "meter": meter.number if meter else ""})])
        facts = {"number": number, "changes": changed}
        record(CHANGED, f"account:{account_id}", customer_id=account.customer_id, facts=facts)
        customers.saved([account.customer_id], by=by)
        work.session.refresh(account)


def suspend_account(account_id: int, *, reason: str, by: Actor) -> None:
    """Suspend an active account: its readings are held until it is active again. Raises Conflict in another state."""
    _move(account_id, rules.SUSPENDED, SUSPENDED, reason=reason, by=by)


def resume_account(account_id: int, *, reason: str, by: Actor) -> None:
    """Make a suspended account active again. Raises Conflict in another state."""
    _move(account_id, rules.ACTIVE, RESUMED, reason=reason, by=by)


def close_account(account_id: int, *, on: date, final_reading: Volume, reason: str, by: Actor) -> None:
    """Close an account for good and take its meter down, which may then hang elsewhere; no later plan names it.

    What was used up to the end must be read and billed first: the final reading is kept, it bills nothing. Raises
    Refused for a reading in 0.001 m³ that the meter cannot show, Conflict where the account is closed already.
    """
    with unit_of_work(by=by):
        account = _move(account_id, rules.CLOSED, CLOSED, reason=reason, by=by)
        place = Place(account_id, account.number, account.customer_id)
        remove_meter(place, on=on, final_reading=final_reading, by=by)


def put_in_index(accounts: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Let the search box find accounts by number, name, meter, phone and address."""
    index.put("account", ((account_id, _tokens(values)) for account_id, values in accounts))


def _move(account_id: int, state: str, action: Action, *, reason: str, by: Actor) -> GasAccount:
    with unit_of_work(by=by) as work:
        account = queries.account(account_id, by)
        before = account.state
        check_move(before, state)
        held = update(GasAccount).where(GasAccount.id == account_id, GasAccount.state == before)
        moved = held.values(state=state, version=GasAccount.version + 1).execution_options(**_NO_SYNC)
        if not work.session.execute(moved).rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("Somebody changed this account meanwhile. Look at the page again."))
        facts = {"number": account.number}
        record(action, f"account:{account_id}", customer_id=account.customer_id, facts=facts, reason=reason)
        work.session.refresh(account)
        return account


def _store(accounts: Sequence[tuple[NewAccount, int | None]], *, batch_id: int | None) -> list[tuple[int, int]]:
    """Insert the accounts and the customers that some of them need; return the ids of both, in order."""
    own = [_customer_of(new) for new, known in accounts if known is None]
    opened = iter(open_customers(own, batch_id=batch_id))
    customer_ids = [next(opened) if known is None else known for _, known in accounts]
    session = current_work().session
    rows = [_row(new, customer_id, batch_id) for (new, _), customer_id in zip(accounts, customer_ids, strict=True)]
    session.execute(insert(table_of(GasAccount)), rows)
    numbers = [new.number for new, _ in accounts]
    made = select(GasAccount.number, GasAccount.id).where(GasAccount.number.in_(numbers))
    ids = {row.number: row.id for row in session.execute(made)}
    return [(ids[number], customer_id) for number, customer_id in zip(numbers, customer_ids, strict=True)]


def _customer_of(new: NewAccount) -> NewCustomer:
    one = new.fields
    return NewCustomer(customer_kind(one.category, one.name), one.name, address=one.address, phone=one.phone)


def _row(new: NewAccount, customer_id: int, batch_id: int | None) -> dict[str, Any]:
    return {
        **new.fields.values(),
        "number": new.number,
        "customer_id": customer_id,
        "cycle_volume": new.cycle_volume,
        "batch_id": batch_id,
        "opened_at": current_work().at,
        "state": rules.ACTIVE,
        "version": 1,
    }


def _found_by(new: NewAccount) -> dict[str, Any]:
    return {**new.fields.values(), "number": new.number, "meter": new.meter.number}


def _compared_by(accounts: Iterable[tuple[tuple[int, int], NewAccount]]) -> Iterator[tuple[int, str, str, str]]:
    for key, new in accounts:
        yield from keys_of(*key, new.number, new.meter.number, new.fields.phone)


def _tokens(values: Mapping[str, Any]) -> set[str]:
    return tokens_of(
        name=values["name"],
        phones=[values["phone"] or ""],
        numbers=[values["number"], values["meter"]],
        address=values["address"],
    )


def _opened(new: NewAccount, account_id: int, customer_id: int) -> Deed:
    facts = {"number": new.number, "name": new.fields.name, "meter": new.meter.number}
    return Deed(f"account:{account_id}", customer_id, facts)
