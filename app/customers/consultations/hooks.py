"""What consultations answer to the journal."""

from __future__ import annotations

from app.customers.consultations.rules import PAGE_ONE, PAGE_TWO
from app.domain.text import N_, Text

ELSE = {"adviser_id": N_("Adviser"), "designer_id": N_("Designer"), "opened_on": N_("Came on")}


def fact_labels() -> dict[str, Text]:
    """How the fields of a consultation are called in history."""
    return {f"consultation.{key}": Text(label) for key, label in {**PAGE_ONE, **PAGE_TWO, **ELSE}.items()}
