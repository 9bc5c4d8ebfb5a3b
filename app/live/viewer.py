"""Who looks at a live screen: which topics, as which audience, in which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.actor import Actor
from app.live.kinds import Pass, live_topics


@dataclass(frozen=True, slots=True)
class Viewer:
    """One who hears: a signed-in browser, or a public screen.

    `topics` gives the audience of each topic. `again()` is asked whenever one of the topics `guards` is touched,
    outside of any request: the viewer as he is now, or None where he may no longer hear. Every two minutes `runs()`
    is asked whether he still may, or where there is none `again()`.
    """

    topics: Mapping[str, str]
    language: str
    again: Callable[[], Viewer | None] = field(compare=False)
    guards: tuple[str, ...] = ()
    runs: Callable[[], bool] | None = field(default=None, compare=False)


def viewer_of(actor: Actor, language: str, leave: Pass) -> Viewer:
    """A signed-in user at his stream; `leave` is his browser's pass."""

    def again() -> Viewer | None:
        now = leave.again()
        return viewer_of(now, language, leave) if now is not None else None

    return Viewer(audiences(actor), language, again, leave.guards, leave.runs)


def audiences(actor: Actor) -> dict[str, str]:
    """The topics that this user hears, each with the audience to which he belongs."""
    asked = ((name, kind.audience(actor, name)) for kind in live_topics() for name in kind.names(actor))
    return {name: audience for name, audience in asked if audience is not None}
