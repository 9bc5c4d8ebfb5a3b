"""What the rota asks of features above it.

Hook `reps_changed(*, by: Actor) -> None`: called inside the unit of work in which somebody became free or came on
duty, so that visitors who wait for a turn are given to him.

Hook `before_duty(staff_id: int) -> Text | None`: why somebody may not sign in yet, such as a bulletin that he has not
read (R-11); None where nothing stands against it.
"""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.web import registry


def check_before_duty(staff_id: int) -> None:
    """Refuse the sign-in of somebody who has something to do before it (R-11)."""
    for ask in registry.asked("before_duty"):  # what the office does not use cannot be read either
        refusal = ask(staff_id)
        if refusal is not None:
            raise Refused(refusal)


def tell_reps_changed(*, by: Actor) -> None:
    """Let every feature act on somebody's being free. Inside a unit of work."""
    for tell in registry.hooked("reps_changed"):
        tell(by=by)
