"""The rates of a month."""

from __future__ import annotations

from app.domain.decimals import divide
from app.domain.money import Fen, Rate


def collection_rate(collected: Fen, billed: Fen) -> Rate | None:
    """Collection rate (气费回收率, G-06): money set against the month's slips by their sum, to 0.01 % half-up.

    Prepaid money that paid a slip counts: the debt is gone. None ("not applicable") where nothing is billed or
    reversals outweigh it, so that a month of corrections shows no senseless figure.
    """
    return Rate(divide(collected * 10_000, billed) * 100) if billed > 0 else None


def falls_short(rate: Rate | None, target: Rate | None) -> bool:
    """True where there is a rate and a target, and the rate is below it (G-04, G-06)."""
    return rate is not None and target is not None and rate < target
