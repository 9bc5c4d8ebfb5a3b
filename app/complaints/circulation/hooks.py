"""What routes answer to the journal."""

from __future__ import annotations

from app.complaints.circulation.compare import HEAD
from app.domain.text import Text


def fact_labels() -> dict[str, Text]:
    """How what is changed of a route is called in history."""
    return {f"complaint_route.{key}": Text(label) for key, (label, _) in HEAD.items()}
