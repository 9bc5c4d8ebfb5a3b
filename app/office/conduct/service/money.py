"""Entering base points and bonuses: rows are only added, the newest counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert

from app.columns import table_of
from app.domain.actor import Actor
from app.domain.money import Fen
from app.office.conduct import rules
from app.office.conduct.feature import BONUSES_SET, POINTS_SET
from app.office.conduct.models import BasePoints, MonthBonus
from app.office.conduct.queries.money import base_points, bonuses, last_settled
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.unit_of_work import current_work, unit_of_work


def set_bonuses(month: str, amounts: Mapping[int, Fen], *, by: Actor) -> int:
    """Enter the bonus (fen) of people for a month; return how many were new or changed (K-51).

    Raises Refused where the deductions of the month are settled.
    """
    with unit_of_work(by=by):
        hold_bonuses()
        rules.check_bonus_open(month, last_settled())
        for staff_id, amount in amounts.items():
            rules.check_bonus(amount, f"row_{staff_id}")
        before = bonuses(month, list(amounts))
        changed = {staff_id: amount for staff_id, amount in amounts.items() if before.get(staff_id) != amount}
        add_bonuses(month, changed)
    return len(changed)


def add_bonuses(month: str, amounts: Mapping[int, Fen], *, batch_id: int | None = None) -> None:
    """Store bonuses in the unit that is under way, with one entry of history."""
    work = current_work()
    common = {"month": month, "set_at": work.at, "set_by": work.by.name, "batch_id": batch_id}
    _insert(MonthBonus, [{**common, "staff_id": key, "amount_fen": amount} for key, amount in amounts.items()])
    if amounts:
        record(BONUSES_SET, f"bonuses:{month}", facts={"month": month, "count": len(amounts), "people": list(amounts)})


def set_points(valid_from: date, points: Mapping[int, int], *, by: Actor) -> int:
    """Enter the base points (基点数) of people from a day on; return how many were new or changed (S-29)."""
    with unit_of_work(by=by):
        before = base_points(valid_from, list(points))
        changed = {staff_id: one for staff_id, one in points.items() if before.get(staff_id) != one}
        add_points(valid_from, changed)
    return len(changed)


def add_points(valid_from: date, points: Mapping[int, int], *, batch_id: int | None = None) -> None:
    """Store base points in the unit that is under way, with one entry of history."""
    work = current_work()
    common = {"valid_from": valid_from, "set_at": work.at, "set_by": work.by.name, "batch_id": batch_id}
    _insert(BasePoints, [{**common, "staff_id": key, "points": one} for key, one in points.items()])
    if points:
        facts = {"valid_from": valid_from, "count": len(points), "people": list(points)}
        record(POINTS_SET, "points:0", facts=facts)


def hold_bonuses() -> None:
    """Let whoever settles a month and whoever enters its bonuses wait for each other, until the unit ends."""
    next_number("conduct.bonuses")


def _insert(model: type[MonthBonus] | type[BasePoints], rows: list[dict[str, Any]]) -> None:
    if rows:
        current_work().session.execute(insert(table_of(model)), rows)
