"""More time on a deadline as something that is decided on."""

from __future__ import annotations

from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.extensions.service import settle


def matters() -> list[Matter]:
    """The extension of a deadline (延期) (O-02). Whose rule names a matter of its own settles it by `settle` too."""
    return [Matter("deadlines.extension", Text("Extension of a deadline"), "O-02", settled=settle)]
