"""What a run adds up to, and what a second person should look at before it is posted (G-11)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.billing.readings.models import Plan, PlanItem
from app.billing.statements.models import Run, Statement
from app.extensions import db

MOST_LISTED = 200
BIGGEST = 20


def of_plan(period: str) -> dict[str, Any]:
    """How many accounts of a month are planned, read and held; an account that is held is not billed."""
    query = (
        select(func.count(), func.count(PlanItem.reading_id), func.count(PlanItem.held))
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(Plan.period == period)
    )
    planned, read, held = db.session.execute(query).one()
    return {"period": period, "planned": planned, "read": read, "held": held}


def of_run(run: Run) -> dict[str, Any]:
    """The figures of a run, in 0.001 m³ and fen: of the plan, of its slips, by category, and the biggest changes."""
    categories = _by_category(run.id)
    return {
        **of_plan(run.period),
        "drafted": sum(one["count"] for one in categories),
        "volume": sum(one["volume"] for one in categories),
        "amount": sum(one["amount"] for one in categories),
        "zero": _zero(run.id),
        "categories": categories,
        "changes": _biggest_changes(run.id),
    }


def _by_category(run_id: int) -> list[dict[str, Any]]:
    query = (
        select(Statement.category, func.count(), func.sum(Statement.volume), func.sum(Statement.amount))
        .where(Statement.run_id == run_id)
        .group_by(Statement.category)
        .order_by(Statement.category)
    )
    return [
        {"category": category, "count": count, "volume": int(volume), "amount": int(amount)}
        for category, count, volume, amount in db.session.execute(query)
    ]


def _zero(run_id: int) -> int:
    query = select(func.count()).where(Statement.run_id == run_id, Statement.volume == 0)
    return db.session.scalar(query) or 0


def _biggest_changes(run_id: int) -> list[dict[str, Any]]:
    """The slips that differ most from the average of the account's last periods."""
    change = func.abs(Statement.volume - PlanItem.average)
    query = (
        select(Statement.id, Statement.account_number, Statement.name, Statement.volume, PlanItem.average)
        .join(PlanItem, PlanItem.id == Statement.plan_item_id)
        .where(Statement.run_id == run_id, PlanItem.average.is_not(None), change > 0)
        .order_by(change.desc(), Statement.id)
        .limit(BIGGEST)
    )
    names = ("statement_id", "account", "name", "volume", "average")
    return [dict(zip(names, row, strict=True)) for row in db.session.execute(query)]
