"""What changes on open pages when tasks are opened, handed on and closed: the figures of the top bar."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template

from app.domain.actor import Actor
from app.live.kinds import LiveTopic
from app.office.access.queries import actor_of
from app.web.hooks import badges

PREFIX = "tasks"


def topics() -> list[LiveTopic]:
    """A topic for each person (hook `live_topics`). Its audience is that person alone."""
    return [LiveTopic(PREFIX, _names, lambda actor, _topic: str(actor.staff_id), _parts)]


def _names(actor: Actor) -> Sequence[str]:
    return [f"{PREFIX}:{actor.staff_id}"] if actor.staff_id is not None else []


def _parts(_topic: str, audience: str) -> str:
    return render_template("layouts/_badges.html", figures=badges(actor_of(int(audience))))
