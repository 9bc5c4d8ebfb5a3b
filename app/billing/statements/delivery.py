"""Recording that slips were handed over: from that day the term of payment runs (G-12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from app import clock
from app.billing.receivables.models import Receivable
from app.billing.receivables.service import move_due_days
from app.billing.statements.feature import DELIVERED
from app.billing.statements.models import Delivery
from app.billing.statements.policy import StatementPolicy
from app.billing.statements.queries import deliverable, undelivered
from app.billing.statements.rules import due_day, refuse_delivery
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import Deed, record_many
from app.office.policy import queries as policy
from app.unit_of_work import current_work, in_short_units, unit_of_work

GATHERED = 4000  # slips looked at together, outside the units, which only write
FIRST = 300


def deliver(statement_ids: Collection[int], *, delivered_on: date, way: str, by: Actor) -> int:
    """Record the delivery of these slips, or correct its day; return how many had another day before (G-12).

    Each becomes due so many days after delivery. Raises Refused before the posting, in the future, and for slips
    that were reversed.
    """
    with unit_of_work(by=by):
        found = deliverable(statement_ids)
        if len(found) != len(set(statement_ids)):
            raise Refused(Text("A slip that was reversed is not delivered. Look at the list again."))
        return _store(found, delivered_on, way)


def deliver_month(period: str, *, book: str | None = None, delivered_on: date, way: str, by: Actor) -> int:
    """Record the delivery of every slip of a month, or of one book, that has none yet; return how many (G-12).

    Works in short units; begun again it goes on with what is left. Raises Refused as `deliver` does.
    """
    wanted = undelivered(period, book=book)
    for posted_on in {slip.posted_on for slip in wanted}:
        refuse_delivery(delivered_on, posted_on, clock.today())

    done = 0
    for start in range(0, len(wanted), GATHERED):
        slips = deliverable([slip.id for slip in wanted[start : start + GATHERED]])
        done += in_short_units(slips, lambda part: _store(part, delivered_on, way), by=by, first=FIRST)
    return done


def _store(slips: Sequence[Any], delivered_on: date, way: str) -> int:
    today = clock.today()
    for posted_on in {slip.posted_on for slip in slips}:
        refuse_delivery(delivered_on, posted_on, today)
    before = _delivered_days([slip.id for slip in slips])
    changed = [slip for slip in slips if before[slip.id] != delivered_on]
    if not changed:
        return 0
    work = current_work()
    row = {"delivered_on": delivered_on, "way": way, "recorded_at": work.at, "recorded_by": work.by.name}
    work.session.execute(insert(Delivery.__table__), [{"statement_id": slip.id, **row} for slip in changed])  # type: ignore[arg-type]
    move_due_days(_due_days(changed, delivered_on), delivered_on=delivered_on)
    facts = [{"number": slip.number, "on": delivered_on} for slip in changed]
    record_many(
        DELIVERED,
        (Deed(f"statement:{s.id}", s.customer_id, fact) for s, fact in zip(changed, facts, strict=True)),
    )
    work.touch("statements")
    return len(changed)


def _delivered_days(statement_ids: Collection[int]) -> dict[int, date | None]:
    """When these slips were handed over as far as is known now; until the commit nobody else says otherwise."""
    query = select(Receivable.statement_id, Receivable.delivered_on).where(Receivable.statement_id.in_(statement_ids))
    ordered = query.order_by(Receivable.statement_id).with_for_update(key_share=True)
    return {row.statement_id: row.delivered_on for row in current_work().session.execute(ordered)}


def _due_days(slips: Sequence[Any], delivered_on: date) -> Mapping[int, date]:
    rules = policy.of(StatementPolicy, on=delivered_on)
    return {slip.id: due_day(delivered_on, slip.category, rules) for slip in slips}
