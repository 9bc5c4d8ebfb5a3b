"""Public screens as listeners of the live stream: each hears what stands on it, and nothing else."""

from __future__ import annotations

from flask import render_template

from app.live.kinds import LiveTopic
from app.live.viewer import Viewer
from app.reception.board import queries
from app.reception.board.models import Screen


def topics() -> list[LiveTopic]:
    """The topic of public screens; no signed-in user hears it, and the audience is the screen."""
    return [LiveTopic(queries.TOPIC, names=lambda _: (), audience=lambda _actor, _topic: None, parts=_parts)]


def viewer_at(screen: Screen, language: str) -> Viewer:
    """A public screen as a listener, for as long as its address is in force."""
    token = screen.token

    def again() -> Viewer | None:
        now = queries.find_screen(token)
        return viewer_at(now, language) if now is not None else None

    return Viewer({queries.TOPIC: str(screen.id)}, language, again, (queries.SETTINGS,))


def _parts(_topic: str, audience: str) -> str:
    revision, screen = queries.revision(), queries.screen(int(audience))
    return render_template("reception/board/_now.html", shown=queries.shown(screen), revision=revision)
