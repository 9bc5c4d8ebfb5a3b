"""That a bulletin was published or read: open pages ask anew what is still to be read."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.actor import Actor
from app.live.kinds import LiveTopic
from app.reception.bulletin.feature import READ

PREFIX = "bulletin"


def topics() -> list[LiveTopic]:
    """A mere signal for whoever reads bulletins (hook `live_topics`): what is to be read is another thing for each."""
    return [LiveTopic(PREFIX, _names, _audience, lambda _topic, _audience: "")]


def _names(actor: Actor) -> Sequence[str]:
    return [PREFIX] if actor.may(READ.name) else []


def _audience(actor: Actor, _topic: str) -> str | None:
    return "readers" if actor.may(READ.name) else None
