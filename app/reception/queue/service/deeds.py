"""Under which name history keeps each step of a visit."""

from __future__ import annotations

from collections.abc import Mapping

from app.reception.queue import feature
from app.web.feature import Action

DEEDS: Mapping[str, Action] = {
    "register": feature.REGISTERED,
    "assign": feature.ASSIGNED,
    "call": feature.CALLED,
    "recall": feature.RECALLED,
    "receive": feature.RECEIVED,
    "no_show": feature.NO_SHOW,
    "back": feature.BROUGHT_BACK,
    "hold": feature.HELD,
    "take_back": feature.TAKEN_BACK,
    "transfer": feature.TRANSFERRED,
    "take_over": feature.TAKEN_OVER,
    "not_needed": feature.NEEDED_NONE,
    "finish": feature.FINISHED,
    "leave": feature.LEFT,
    "close": feature.CLOSED,
    "cancel": feature.CANCELLED,
}
