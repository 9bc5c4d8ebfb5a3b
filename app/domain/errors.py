"""What a rule says when it refuses a deed."""

from __future__ import annotations

from app.domain.text import Text


class Refused(Exception):
    """The deed is not allowed as asked; `text` tells the user why and what to do.

    `field` names the form field beside which the sentence belongs. Answered with status 422.
    """

    status = 422

    def __init__(self, text: Text, field: str | None = None) -> None:
        super().__init__(str(text))
        self.text = text
        self.field = field


class Conflict(Refused):
    """Somebody was quicker: the thing is no longer as the user saw it. Answered with status 409."""

    status = 409
