"""What changes on open pages while work goes on in the background."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.actor import Actor
from app.live.kinds import LiveTopic

PREFIX = "jobs"


def topics() -> list[LiveTopic]:
    """A topic for each person (hook `live_topics`): the progress that is on screen then asks for itself."""
    return [LiveTopic(PREFIX, _names, lambda actor, _topic: str(actor.staff_id), lambda _topic, _audience: "")]


def _names(actor: Actor) -> Sequence[str]:
    return [f"{PREFIX}:{actor.staff_id}"] if actor.staff_id is not None else []
