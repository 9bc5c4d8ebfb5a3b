"""Shares of a whole (分摊) that always add up to it: commission, loss, points."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Refused
from app.domain.text import Text


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` (fen, points) by `weights` with the largest remainder; ties go in the order given.

    A negative total is divided like the positive one. The parts have the order of the weights and add up to `total`.
    Raises Refused where there is no weight or one of them is zero or negative.
    """
    if not weights:
        raise Refused(Text("There is nobody to share with. Name at least one person with a share."))
    if min(weights) <= 0:
        raise Refused(Text("Every share must be above zero. Leave out whoever gets nothing."))
    if total < 0:
        return [-part for part in split(-total, weights)]
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
