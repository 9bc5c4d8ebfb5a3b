"""How complete a file is: what its class must hold, what it should hold besides, the per cent of both (C-08, C-114).

Pure: whatever is asked for comes as arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.customers.files.rules import COMPANY, PERSON

# What a class may be asked for; the name is always there.
MAY_BE_REQUIRED: Mapping[str, tuple[str, ...]] = {
    PERSON: ("address", "phone", "contact", "source", "first_contact_on", "owner_id"),
    COMPANY: (
        "nature", "supervising_unit", "address", "contact", "phone", "uscc", "source", "first_contact_on", "owner_id",
    ),
}  # fmt: skip
# What makes a file better though nobody is asked for it.
FURTHER: Mapping[str, tuple[str, ...]] = {
    PERSON: ("source", "first_contact_on", "owner_id"),
    COMPANY: ("uscc", "source", "first_contact_on", "owner_id"),
}


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a file is (资料完整率), in whole per cent; `missing` are required fields, `further` the others."""

    percent: int
    missing: tuple[str, ...]
    further: tuple[str, ...]


def completeness(kind: str, values: Mapping[str, Any], required: Sequence[str]) -> Completeness:
    """What a file of this kind lacks of its required and further fields (keys of LABELS), and its per cent.

    The name counts as one more, which is always there; 100 means that nothing at all is missing.
    """
    further = [key for key in FURTHER.get(kind, ()) if key not in required]
    lacks = [key for key in (*required, *further) if _is_empty(values.get(key))]
    total = 1 + len(required) + len(further)
    return Completeness(
        100 * (total - len(lacks)) // total,
        tuple(key for key in lacks if key in required),
        tuple(key for key in lacks if key in further),
    )


def _is_empty(value: Any) -> bool:
    return value is None or value == ""
