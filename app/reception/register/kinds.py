"""What the end of the day asks of features that stand above it.

Hook `day_left_over(day) -> [Leftover]`: what a day leaves undone besides visitors and the rota, such as open enquiries.
It is shown and kept with the closing; the closing itself changes none of it.
"""

from __future__ import annotations

from datetime import date

from app.reception.register.rules import Leftover
from app.web import registry


def left_over(day: date) -> list[Leftover]:
    """What the features above have open at the end of this day."""
    return [one for ask in registry.hooked("day_left_over") for one in ask(day) if one.figure]
