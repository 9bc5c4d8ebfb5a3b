"""What the office lays down about improvements."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.improvements", Text("Improvements after complaints"))
class ImprovementPolicy:
    """The manuals want measures proposed, followed and confirmed (K-08); by when is agreed for each."""

    due_days: int = value(14, Text("A measure is due by default after"), row="K-08", unit=Text("days"), low=1, high=365)
