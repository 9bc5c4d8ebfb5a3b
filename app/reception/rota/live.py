"""What goes out by itself when the rota changes: the strip, the same for everybody who may see the rota."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template

from app import clock
from app.domain.actor import Actor
from app.live.kinds import LiveTopic
from app.reception.rota.feature import SEE
from app.reception.rota.showing import strip

ROTA, EVERYBODY = "rota", "see"


def topics() -> list[LiveTopic]:
    """The rota of today (hook `live_topics`)."""
    return [LiveTopic(ROTA, _names, _audience, _parts)]


def _names(actor: Actor) -> Sequence[str]:
    return (ROTA,) if actor.may(SEE.name) else ()


def _audience(actor: Actor, _topic: str) -> str | None:
    return EVERYBODY if actor.may(SEE.name) else None


def _parts(_topic: str, _audience: str) -> str:
    return render_template("reception/rota/_strip.html", strip=strip(clock.today()))
