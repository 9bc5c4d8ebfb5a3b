"""Asking for an erasure, and deciding on it with four eyes (M-43)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import update

from app import clock
from app.customers.files.queries import file_to_change
from app.customers.retention import erasing, kinds, queries, rules
from app.customers.retention.feature import ASKED, ERASE, ERASED, REFUSED, WITHDRAWN
from app.customers.retention.models import Erasure
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.unit_of_work import current_work, unit_of_work


def ask(customer_id: int, *, asked_on: date, asked_how: str, ground: str, by: Actor) -> Erasure:
    """Enter that a customer asks for the erasure of his personal data.

    Raises Refused, also where he is erased or has asked already, and NoResultFound for a file that he may not change.
    """
    today = clock.today()
    rules.check_request(ground, asked_how, asked_on, today)
    with unit_of_work(by=by) as work:
        customer = file_to_change(customer_id, by)
        if customer.erased_at is not None:
            raise Refused(Text("The personal data of this customer is erased already."))
        if queries.open_of(customer_id) is not None:
            raise Refused(Text("There is a request about this customer that is not decided yet."))
        number = f"SC{today:%y%m}-{next_number('erasure', f'{today:%y%m}'):03}"
        made = Erasure(number=number, customer_id=customer_id, asked_on=asked_on, asked_how=asked_how.strip())
        made.ground, made.erased, made.kept = ground.strip(), [], []
        made.made_by, made.made_by_id, made.made_at = by.name, by.staff_id, work.at
        work.session.add(made)
        work.session.flush()
        _record(ASKED, made, customer.number)
    return made


def erase(erasure_id: int, version: int, *, by: Actor) -> None:
    """Erase the personal data, as asked; what went and what stays is kept with the request and cannot be undone.

    Raises Refused for whoever entered the request or may not erase, and while debts, complaints, deadlines or requests
    are open; Conflict, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        found = _to_decide(erasure_id, by)
        if why := queries.obstacles(found.customer_id):
            raise Refused(Text("This cannot be erased now. %(first)s", first=why[0]))
        files = queries.files_of(found.customer_id)
        number, kept = files[0].number, queries.kept(found.customer_id)
        gone = erasing.erase(files)
        kinds.erased([one.id for one in files], by=by)
        values = {"erased": _listed(gone), "kept": kept, "decided_by": by.name, "decided_at": work.at}
        _set(found, version, {"state": rules.DONE, **values})
        _record(ERASED, found, number)


def refuse(erasure_id: int, version: int, why: str, *, by: Actor) -> None:
    """Refuse an erasure, with the reason that the customer is told. Raises as `erase`, and without a reason."""
    if not why.strip():
        raise Refused(Text("Please say why."), field="why")
    with unit_of_work(by=by) as work:
        found = _to_decide(erasure_id, by)
        about = {"state_why": why.strip(), "decided_by": by.name, "decided_at": work.at}
        _set(found, version, {"state": rules.REFUSED, **about})
        _record(REFUSED, found, queries.one(erasure_id, by).Customer.number, reason=why.strip())


def withdraw(erasure_id: int, version: int, *, by: Actor) -> None:
    """Take a request back: the customer has thought better of it. Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        row = queries.one(erasure_id, by)
        file_to_change(row.Erasure.customer_id, by)
        if row.Erasure.state != rules.ASKED:
            raise Refused(Text("This request is decided already."))
        _set(row.Erasure, version, {"state": rules.WITHDRAWN})
        _record(WITHDRAWN, row.Erasure, row.Customer.number)


def _to_decide(erasure_id: int, by: Actor) -> Erasure:
    found: Erasure = queries.one(erasure_id, by).Erasure
    rules.check_decision(found.state, found.made_by_id, by.staff_id, by.may(ERASE.name))
    return found


def _set(found: Erasure, version: int, values: dict[str, Any]) -> None:
    held = update(Erasure).where(Erasure.id == found.id, Erasure.version == version)
    done = current_work().session.execute(held.values(**values, version=version + 1))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody else has changed this meanwhile. Look at it again."))


def _listed(gone: dict[str, int]) -> Sequence[dict[str, Any]]:
    return [{"table": name, "rows": count} for name, count in sorted(gone.items())]


def _record(action: Any, found: Erasure, number: str, *, reason: str | None = None) -> None:
    facts = {"number": found.number, "customer": number}
    record(action, f"erasure:{found.id}", customer_id=found.customer_id, facts=facts, reason=reason)
