"""What the rota asks of features above it.

Hook `reps_changed(*, by: Actor) -> None`: called inside the unit of work in which somebody became free or came on
duty, so that visitors who wait for a turn are given to him.
"""

from __future__ import annotations

from app.domain.actor import Actor
from app.web import registry


def tell_reps_changed(*, by: Actor) -> None:
    """Let every feature act on somebody's being free. Inside a unit of work."""
    for tell in registry.hooked("reps_changed"):
        tell(by=by)
