"""What the office rules ask of features above them, because not everybody may let a rule hold alone.

Hook `rule_change(values: Mapping[str, str], *, valid_from: date, reason: str, by: Actor) -> str | None`: `values` are
stored texts by "policy.field", already read once. Called inside the unit of work in which somebody changes rules on
their pages. The answer is the address of the proposal that the feature has made of it, which is decided on first; or
None: then the values are set at once, and whoever sets them counts as their approver. May raise Refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.domain.actor import Actor
from app.web import registry


def proposal_of(values: Mapping[str, str], *, valid_from: date, reason: str, by: Actor) -> str | None:
    """Where the proposal stands that a feature above has made of this change; None where it may be set (A-17)."""
    answers = (ask(values, valid_from=valid_from, reason=reason, by=by) for ask in registry.hooked("rule_change"))
    return next((url for url in answers if url is not None), None)
