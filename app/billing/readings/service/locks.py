"""Readings and the posting of their slips one after the other, whichever comes first.

On SQLite units of work follow each other anyway; on PostgreSQL they run side by side, and these locks part them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.billing.readings.models import Plan, PlanItem
from app.unit_of_work import current_work


def hold_off_posting(item_ids: Sequence[int]) -> None:
    """Until the commit nobody begins to post the month of these plan items: what is not billed now stays so.

    All of them must be of one month. Call it before looking whether they are billed.
    """
    month = select(PlanItem.plan_id).where(PlanItem.id.in_(item_ids[:1])).scalar_subquery()
    current_work().session.execute(select(Plan.id).where(Plan.id == month).with_for_update(read=True))


def wait_for_readings(period: str) -> None:
    """Wait for everybody who is just changing readings of a month; whoever comes later waits for this unit."""
    month = select(Plan.id).where(Plan.period == period)
    current_work().session.execute(month.with_for_update(key_share=True))
