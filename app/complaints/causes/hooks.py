"""What causes answer to the journal."""

from __future__ import annotations

from app.domain.text import N_, Text

LABELS = {
    "name": N_("Name"),
    "negligence": N_("Human negligence"),
    "sanction_rule": N_("Rule of conduct it may lead to"),
    "position": N_("Place in the list"),
}


def fact_labels() -> dict[str, Text]:
    """How what is changed of a cause is called in history."""
    return {f"complaint_cause.{key}": Text(label) for key, label in LABELS.items()}
