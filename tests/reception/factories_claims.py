"""What tests of claims need: the rules of the two showrooms, and a floor with people on it."""

from __future__ import annotations

from typing import TypeVar

from app.office.policy.declare import declared
from app.profiles import PROFILES
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.rules import Floor

P = TypeVar("P")
SHOWROOMS = ("showroom_a", "showroom_b")
NAMES = {1: "甲", 2: "乙", 3: "丙", 4: "丁"}


def values_of(policy_class: type[P], key: str) -> P:
    """The values of a policy class in an office of this profile that has set nothing itself."""
    overrides = next(profile.overrides for profile in PROFILES if profile.key == key)
    parts = declared(policy_class)
    return policy_class(
        **{one.field: one.parse(overrides[one.name]) if one.name in overrides else one.default for one in parts}
    )


def rules(key: str) -> ClaimPolicy:
    """The rules of ownership of this profile."""
    return values_of(ClaimPolicy, key)


def floor(*line: int, away: tuple[int, ...] = (), busy: tuple[int, ...] = ()) -> Floor:
    """Whose turn it is in this line, with some away and some busy."""
    present = frozenset(line) - frozenset(away)
    free = present - frozenset(busy)
    waiting = [one for one in line if one in free]
    first, last = (waiting[0], waiting[-1]) if waiting else (None, None)
    return Floor(tuple(line), present, free, first, last, names=NAMES)
