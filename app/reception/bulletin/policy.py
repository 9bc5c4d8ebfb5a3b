"""What the office decides about the morning bulletin."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("reception.bulletin", Text("Morning bulletin"))
class BulletinPolicy:
    """What must be read before receiving (002 §12-2.3)."""

    before_duty: bool = value(True, Text("Whoever has not read the bulletin cannot sign in to the rota"), row="R-11")
