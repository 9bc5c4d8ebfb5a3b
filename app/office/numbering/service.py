"""Giving numbers (O-04)."""

from __future__ import annotations

from sqlalchemy import text

from app.unit_of_work import current_work

RAISE = text(
    "INSERT INTO counters (scope, period, value) VALUES (:scope, :period, :count) "
    "ON CONFLICT (scope, period) DO UPDATE SET value = counters.value + :count RETURNING value"
)


def next_number(scope: str, period: str = "") -> int:
    """Give the next number of this scope and period, from 1 on, in the unit of work that is under way (O-04)."""
    return take_numbers(scope, 1, period).start


def take_numbers(scope: str, count: int, period: str = "") -> range:
    """Give `count` numbers in a row (O-04). They belong to the deed that takes them: a rollback gives them back."""
    session = current_work().session
    last = session.execute(RAISE, {"scope": scope, "period": period, "count": count}).scalar_one()
    return range(last - count + 1, last + 1)
