"""How long the next one will wait: an honest range from what was measured, or nothing (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 8
STEP = 5


@dataclass(frozen=True, slots=True)
class Range:
    """An estimated wait, minutes, from `low` to `high`, both in steps of five."""

    low: int
    high: int


def estimate(ahead: int, people: int, minutes: Sequence[int]) -> Range | None:
    """Estimate the wait of somebody with `ahead` visitors before him and `people` who receive.

    `minutes` are receptions that have ended. From the quick quarter to the slow one; None with fewer than eight of
    them or with nobody who receives: no figure is better than a wrong one.
    """
    if len(minutes) < FEWEST or people < 1:
        return None
    ordered = sorted(max(0, one) for one in minutes)
    quick, slow = ordered[len(ordered) // 4], ordered[len(ordered) * 3 // 4]
    low = ahead * quick // people // STEP * STEP
    high = -(-((ahead + 1) * max(slow, 1)) // people // STEP) * STEP
    return Range(low, max(high, low + STEP))
