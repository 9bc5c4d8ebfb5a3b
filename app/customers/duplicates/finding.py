"""Who in the whole office shares something with a customer: two indexed questions, however many customers there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, union_all

from app.customers.duplicates.models import DuplicateKey, DuplicatePair
from app.customers.duplicates.policy import DuplicatePolicy
from app.customers.duplicates.rules import GROUNDS, STRENGTH, Key, barred, keys_of, level, likeness
from app.customers.files.kinds import Alike
from app.customers.files.models import Customer
from app.customers.files.queries import ids_of, present
from app.domain.names import masked, masked_phone
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff

MOST = 5
_OF_ONE_KEY = 50
COLUMNS = ("kind", "name", "phone", "uscc", "address")


@dataclass(frozen=True, slots=True)
class Found:
    """A customer who shares something: how strongly, on which grounds; `customer` is never shown as he is."""

    customer: Customer
    owner: str | None
    level: str
    score: int
    grounds: tuple[str, ...]


def alike(draft: Mapping[str, Any], *, but: int | None = None) -> list[Alike]:
    """Customers of the whole office that look like the one being typed, masked, the likeliest first, at most five.

    `draft` holds what was typed of name, phone, uscc, address (C-07).
    """
    rules = policy.of(DuplicatePolicy)
    return [shown(one) for one in found(draft, keys_of(draft), rules, but=but)[:MOST]]


def fresh_keys(draft: Mapping[str, Any], but: int | None) -> set[Key]:
    """The keys of a draft that its file does not have yet: what stood there before was decided about then."""
    keys = keys_of(draft)
    if but is None or not keys:
        return keys
    query = select(DuplicateKey.kind, DuplicateKey.value).where(DuplicateKey.customer_id == but)
    return keys - {(row.kind, row.value) for row in db.session.execute(query)}


def found(
    draft: Mapping[str, Any], keys: Collection[Key], rules: DuplicatePolicy, *, but: int | None = None
) -> list[Found]:
    """Customers who share one of `keys` with the draft, judged by everything they share, the likeliest first."""
    never = barred(rules.never)
    shared = _sharing({key for key in keys if key[1] not in never})
    shared.pop(but or 0, None)
    every = {key for key in keys_of(draft) if key[1] not in never}
    rows = [(row, _judged(draft, row.Customer, shared[row.Customer.id], every)) for row in _customers(list(shared))]
    judged = [
        Found(row.Customer, row.owner or row.department, strength, like.score, _in_order(like.shared))
        for row, like in rows
        if (strength := level(like, rules))
    ]
    return sorted(judged, key=lambda one: (-STRENGTH[one.level], -one.score, one.customer.id))


def different_from(customer_id: int) -> set[int]:
    """The customers who somebody said are not this one, also of files that were made one with his or with theirs."""
    ids = ids_of(customer_id)
    pairs = select(DuplicatePair.first_id, DuplicatePair.second_id).where(DuplicatePair.state == "different")
    pairs = pairs.where(or_(DuplicatePair.first_id.in_(ids), DuplicatePair.second_id.in_(ids)))
    others = {one for row in db.session.execute(pairs) for one in row} - set(ids)
    merged = select(Customer.merged_into_id).where(Customer.id.in_(others), Customer.merged_into_id.is_not(None))
    return others | set(db.session.scalars(merged)) if others else others


def shown(one: Found) -> Alike:
    """A found customer as whoever asks may see him: masked, with whom to ask."""
    grounds = tuple(Text(GROUNDS[kind]) for kind in one.grounds)
    customer = one.customer
    phone = masked_phone(customer.phone or "")
    return Alike(customer.number, masked(customer.name), phone, one.owner, one.level, grounds)


def _judged(draft: Mapping[str, Any], other: Customer, shared: Collection[str], keys: Collection[Key]) -> Any:
    theirs = {name: getattr(other, name) for name in COLUMNS}
    common = {kind for kind, _ in keys_of(theirs) & set(keys)}
    return likeness({*shared, *common}, draft, theirs)


def _in_order(kinds: Collection[str]) -> tuple[str, ...]:
    return tuple(kind for kind in GROUNDS if kind in kinds)


def _sharing(keys: Collection[Key]) -> dict[int, set[str]]:
    shared: dict[int, set[str]] = defaultdict(set)
    if keys:
        asked = [select(_some(*key)) for key in sorted(keys)]
        for row in db.session.execute(union_all(*asked)):
            shared[row.customer_id].add(row.kind)
    return shared


def _some(kind: str, value: str) -> Any:
    query = select(DuplicateKey.customer_id, DuplicateKey.kind)
    query = query.where(DuplicateKey.kind == kind, DuplicateKey.value == value)
    return query.order_by(DuplicateKey.customer_id).limit(_OF_ONE_KEY).subquery()


def _customers(ids: Sequence[int]) -> Sequence[Any]:
    query = select(Customer, Staff.name.label("owner"), Department.name.label("department"))
    query = query.outerjoin(Staff, Staff.id == Customer.owner_id)
    query = query.outerjoin(Department, Department.id == Customer.department_id)
    return db.session.execute(query.where(Customer.id.in_(ids), present()).order_by(Customer.id)).all() if ids else ()
