"""Giving customers to other owners: the file, the ledger and history in one (C-22, C-23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update

from app.customers.files import kinds, queries
from app.customers.files.models import Customer
from app.customers.owners import service as ledger
from app.customers.owners.feature import PASSED_ON
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import Deed, record_many
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work


def give_to(
    customer_id: int, staff_id: int, *, ground: str = "allocated", reason: str | None, version: int, by: Actor
) -> None:
    """Make another member of staff the owner of one customer, with the reason (C-22); the department goes with him.

    Raises NoResultFound for a file that the actor may not change, Refused for somebody who has left or is the owner
    already, Conflict where the file is no longer as it was seen.
    """
    with unit_of_work(by=by) as work:
        customer = queries.file_to_change(customer_id, by)
        person = work.session.get(Staff, staff_id)
        if person is None or not person.active:
            raise Refused(Text("This person does not work here any more."), field="staff_id")
        if customer.owner_id == staff_id:
            raise Refused(Text("%(name)s looks after this customer already.", name=person.name), field="staff_id")
        before = customer.owner_id
        if customer.version != version or not pass_on({customer_id: staff_id}, of=before, ground=ground, reason=reason):
            raise Conflict(Text("Somebody changed this file meanwhile. Look at it again."))
        work.session.expire(customer)


def pass_on(owners: Mapping[int, int], *, of: int | None, ground: str, reason: str | None = None) -> list[int]:
    """Give the customers whose owner is `of` to others, {customer: staff}; return those that were his.

    A set-based verb in the unit of work that is under way: files, ledger and history, a few statements for each new
    owner. The files go to the departments of the new owners.
    """
    work, groups = current_work(), defaultdict[int, list[int]](list)
    for customer_id, staff_id in owners.items():
        groups[staff_id].append(customer_id)
    people = select(Staff.id, Staff.name, Staff.department_id).where(Staff.id.in_([*groups, of or 0]))
    named = {one.id: one for one in work.session.execute(people)}
    deeds = [
        _deed(row, named[of].name if of else "–", named[staff_id].name)
        for staff_id in sorted(groups)
        for row in _own(groups[staff_id], of, named[staff_id])
    ]
    moved = [deed.customer_id or 0 for deed in deeds]
    ledger.pass_on({one: owners[one] for one in moved}, ground=ground, reason=reason)
    record_many(PASSED_ON, deeds, reason=reason)
    kinds.saved(moved, by=work.by)
    return moved


def _own(customer_ids: Sequence[int], of: int | None, owner: Any) -> Sequence[Any]:
    his = Customer.owner_id == of if of is not None else Customer.owner_id.is_(None)
    held = update(Customer).where(Customer.id.in_(customer_ids), his, Customer.merged_into_id.is_(None))
    home = func.coalesce(owner.department_id, Customer.department_id)
    changed = held.values(owner_id=owner.id, department_id=home, version=Customer.version + 1)
    silent = changed.execution_options(synchronize_session=False)
    found = current_work().session.execute(silent.returning(Customer.id, Customer.number, Customer.name))
    return sorted(found, key=lambda row: row.id)


def _deed(row: Any, before: str, after: str) -> Deed:
    facts = {"number": row.number, "name": row.name, "from": before, "to": after}
    return Deed(f"customer:{row.id}", row.id, facts)
