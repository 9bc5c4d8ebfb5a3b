"""What stands above is told when customers get other owners: one hook, called inside the unit of work that does it.

`owners_changed(moved, reason, *, by)` is told of every customer whose main spell passed from one person to another,
whoever asked for it: what waits at the one for the customer goes to the other, so that nothing is left behind (C-23).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.actor import Actor
from app.web import registry


@dataclass(frozen=True, slots=True)
class Moved:
    """A customer who went from one member of staff to another."""

    customer_id: int
    old: int
    new: int


def owners_changed(moved: Sequence[Moved], reason: str | None, *, by: Actor) -> None:
    """Tell whoever listens that customers went to other people."""
    if moved:
        for tell in registry.hooked("owners_changed"):
            tell(moved, reason, by=by)
