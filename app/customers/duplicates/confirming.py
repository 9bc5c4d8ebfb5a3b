"""Remembering that two customers are not one: decided on the list, or confirmed when a file was saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.customers.duplicates.finding import Found
from app.customers.duplicates.models import DuplicatePair
from app.domain.actor import Actor
from app.domain.text import N_
from app.unit_of_work import current_work

AT_SAVING = N_("Confirmed at saving")
DIFFERENT = "different"
_KEPT = "customers confirmed to be new"


def keep_until_saved(found: Sequence[Found]) -> None:
    """Keep, for the unit that is under way, who the customer that is about to be opened is not."""
    session = current_work().session
    session.info[_KEPT] = (session.get_transaction(), list(found))


def remember(ids: Sequence[int], *, by: Actor) -> None:
    """Store, once the customer has an id, whom he was confirmed not to be."""
    session = current_work().session
    transaction, found = session.info.pop(_KEPT, (None, []))
    if found and len(ids) == 1 and transaction is session.get_transaction():
        say_different(ids[0], found, reason=AT_SAVING, by=by)


def say_different(customer_id: int, found: Iterable[Found], *, reason: str, by: Actor) -> None:
    """Store that this customer is none of those found, with the reason; what was decided before stays."""
    work = current_work()
    for one in found:
        first, second = sorted((customer_id, one.customer.id))
        pair = pair_of(first, second)
        if pair is None:
            pair = DuplicatePair(first_id=first, second_id=second, score=one.score, found_at=work.at)
            pair.grounds = list(one.grounds)
            work.session.add(pair)
        if pair.state != DIFFERENT:
            pair.state, pair.reason, pair.decided_by, pair.decided_at = DIFFERENT, reason, by.name, work.at
    work.session.flush()


def pair_of(first_id: int, second_id: int) -> Any:
    """The pair of these two customers, the smaller id first; None where nobody has seen one."""
    query = select(DuplicatePair).where(DuplicatePair.first_id == first_id, DuplicatePair.second_id == second_id)
    return current_work().session.scalars(query).one_or_none()
