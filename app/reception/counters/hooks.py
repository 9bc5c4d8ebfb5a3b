"""What purposes and desks answer to the journal."""

from __future__ import annotations

from app.domain.text import N_, Text

PURPOSE = {
    "name": N_("Name"),
    "prefix": N_("Numbers begin with"),
    "origin": N_("Leads to"),
    "uses_rota": N_("Received in the order of the rota, while it is open"),
    "place": N_("Place in the list"),
    "active": N_("In use"),
}
DESK = {key: PURPOSE[key] for key in ("name", "place", "active")}


def fact_labels() -> dict[str, Text]:
    """How what is set up here is called in history."""
    labels = {f"purpose.{key}": Text(label) for key, label in PURPOSE.items()}
    return labels | {f"desk.{key}": Text(label) for key, label in DESK.items()}
