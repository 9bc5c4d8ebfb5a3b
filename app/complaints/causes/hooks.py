"""What causes answer to the journal."""

from __future__ import annotations

from app.complaints.causes.feature import MANAGE
from app.domain.actor import Actor
from app.domain.text import N_, Text

KIND = "complaint_cause:"

LABELS = {
    "name": N_("Name"),
    "negligence": N_("Human negligence"),
    "sanction_rule": N_("Rule of conduct it may lead to"),
    "position": N_("Place in the list"),
}


def fact_labels() -> dict[str, Text]:
    """How what is changed of a cause is called in history."""
    return {f"complaint_cause.{key}": Text(label) for key, label in LABELS.items()}


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a cause, such as its history; None for other subjects."""
    return actor.may(MANAGE.name) if subject.startswith(KIND) else None
