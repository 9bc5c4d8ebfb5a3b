"""What holds for asking for more time."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.text import Text


def check_request(*, stopped: bool, running: str | None) -> None:
    """Refuse a deadline that was stopped, and a second request beside the running one of this number (O-02)."""
    if stopped:
        raise Refused(Text("This deadline was stopped. It needs no more time."), field="extra")
    if running is not None:
        sentence = Text("Request %(number)s for this deadline still waits. Wait for its decision.", number=running)
        raise Refused(sentence, field="extra")


def check_extra(extra: int, *, most: int, granted: int, unit: Text) -> None:
    """Refuse more than the rule of the deadline allows in all; `granted` was given before (O-02, A-23).

    All three are in the unit of the deadline, which `unit` names.
    """
    left = max(0, most - granted)
    if most <= 0:
        sentence = Text("The rule of this deadline allows no more time. Do what is due, or write a petition.")
    elif left == 0:
        sentence = Text("All the time that the rule allows was given: %(most)s (%(unit)s).", most=most, unit=unit)
    elif not 0 < extra <= left:
        sentence = Text(
            "At most %(left)s (%(unit)s) more can be given: the rule allows %(most)s in all, of which %(granted)s were "
            "given.",
            left=left,
            most=most,
            granted=granted,
            unit=unit,
        )
    else:
        return
    raise Refused(sentence, field="extra")
