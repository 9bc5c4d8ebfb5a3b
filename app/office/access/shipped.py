"""The roles that the program ships, as app/roles lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_known: dict[str, tuple[str, tuple[str, ...]]] = {}

ADMINISTRATOR = "administrator"


def set_up_roles(roles: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    """Make the shipped roles known: key -> (name as msgid, permissions)."""
    _known.clear()
    _known.update({key: (name, tuple(permissions)) for key, (name, permissions) in roles.items()})


def shipped_roles() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Every shipped role, in order."""
    return dict(_known)
