"""How large a file may be."""

from __future__ import annotations

from app.domain.text import Text
from app.office.policy.declare import policy, value

MEGABYTE = 1024 * 1024


@policy("office.attachments", Text("Attached files"))
class AttachmentPolicy:
    """Limit of an attached file; the web server takes no more than 40 MB at once."""

    most_mb: int = value(20, Text("Largest file that can be attached"), row="O-12", unit=Text("MB"), low=1, high=39)
