"""What positions answer to the journal."""

from __future__ import annotations

from app.domain.text import Text


def fact_labels() -> dict[str, Text]:
    """How the fields of a position are called in history (hook `fact_labels`)."""
    return {"position.name": Text("Name"), "position.rank": Text("Rank"), "position.active": Text("In use")}
