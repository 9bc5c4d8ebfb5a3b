"""How the fields of schemes and classes are called in history."""

from __future__ import annotations

from app.customers.classes.rules import LABELS
from app.domain.text import Text


def fact_labels() -> dict[str, Text]:
    """The labels by kind and field."""
    own = {f"class_scheme.{key}": Text(label) for key, label in LABELS.items()}
    return {**own, "customer.class": Text(LABELS["class"])}
