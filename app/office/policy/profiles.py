"""Profiles: named sets of policy values and of features that are switched off; the office chooses one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of office. `overrides` maps "policy.field" to the stored text; `off` names features it has no use for."""

    key: str
    label: Text
    overrides: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()


_known: dict[str, Profile] = {}


def set_up(profiles: Sequence[Profile]) -> None:
    """Make the shipped profiles known; app/profiles.py lists them."""
    _known.clear()
    _known.update({profile.key: profile for profile in profiles})


def known() -> list[Profile]:
    """Every shipped profile, in order."""
    return list(_known.values())


def profile(key: str) -> Profile:
    """The profile of this key; an unknown key switches nothing off and overrides nothing."""
    return _known.get(key) or Profile(key, Text("Own settings"))
