"""What the blueprints above are asked before and about erasing: hooks, typed here.

`erasure_obstacles(customer_ids) -> [Text]`: why these files cannot be erased now: debts, a gas account still open, an
open complaint. Open deadlines and requests for approval are known here already.
`last_business(customer_ids) -> {customer_id: date}`: the last day of business that history does not tell, such as a
slip of a yearly reading; today where business goes on.
`customer_erased(customer_ids, *, by)` is told, inside the unit of work, after the rows are erased.
`aged(kind, before) -> int` counts rows of "desk" (visits and calls) that are older than a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.actor import Actor
from app.domain.text import Text
from app.web import registry


def obstacles(customer_ids: Sequence[int]) -> list[Text]:
    """Why these files cannot be erased now; empty where nothing stands against it."""
    return [why for ask in registry.hooked("erasure_obstacles") for why in ask(customer_ids)]


def last_business(customer_ids: Sequence[int]) -> dict[int, date]:
    """The last day of business with each of these customers, as far as others than history know it."""
    found: dict[int, date] = {}
    for ask in registry.hooked("last_business"):
        for one, day in ask(customer_ids).items():
            found[one] = max(day, found.get(one, day))
    return found


def erased(customer_ids: Sequence[int], *, by: Actor) -> None:
    """Tell that the personal data of these customers is gone."""
    for tell in registry.hooked("customer_erased"):
        tell(customer_ids, by=by)


def aged(kind: str, before: date) -> int:
    """How many rows of a kind are older than a day."""
    return sum(ask(kind, before) for ask in registry.asked("aged"))
