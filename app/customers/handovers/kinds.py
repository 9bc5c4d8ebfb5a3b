"""What hangs on somebody at his customers, as other features tell it (C-23).

Hook `handover_parts(staff_id, customer_ids) -> {customer_id: [Part]}`: what of this feature is still open at the
person for these customers, set-based. What moves by itself when the owner changes moves on the hook `owners_changed`
of app/customers/owners; what the part counts and nothing moves is for the successor to see to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.text import Text
from app.web import registry


@dataclass(frozen=True, slots=True)
class Part:
    """Something open at a person for a customer: what it is, how many, and where it stands."""

    label: Text
    count: int
    url: str = ""


def handover_parts(staff_id: int, customer_ids: Sequence[int]) -> dict[int, list[Part]]:
    """What every feature tells of these customers."""
    found: dict[int, list[Part]] = defaultdict(list)
    for ask in registry.hooked("handover_parts"):
        for customer_id, parts in ask(staff_id, customer_ids).items():
            found[customer_id] += parts
    return found
