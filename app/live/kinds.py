"""What features tell live screens: which topics there are, who hears them, and what a change of them shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.actor import Actor
from app.web import registry


@dataclass(frozen=True, slots=True)
class LiveTopic:
    """A kind of topic. A feature declares `hooks={"live_topics": "live:topics"}`, `topics() -> [LiveTopic]`.

    A topic is called like its `prefix` ("queue") or begins with it ("tasks:12"); a deed that changes what it shows
    touches it: `work.touch("tasks:12")`.

    - `names(actor)`: the topics of this user's stream. Asked on every page: no query, or a very cheap one.
    - `audience(actor, topic)`: a key of everything that decides what he may see of it; None: nothing. Whoever has the
      same key gets the same bytes.
    - `parts(topic, audience)`: HTML whose top-level elements have ids; in the browser each of them is morphed over the
      element of the same id, where the page has one. As a list, only those pieces go out that did not stand so
      before; an element that is empty and has `data-same` stands for the one of its id on the page, which stays as
      it is, so that a list can be sent as a frame of names and then row by row. It runs once for each audience and
      language, without a user: no `g.actor`, no `may`, no form keys and no token. Nothing may stand in it that one
      of the audience may not see. An empty string is a mere signal.

    The page then hears `live:<prefix>` on its body, and `live-resync:<prefix>` when it may have missed something:
    what is not in the parts asks for itself with `hx-trigger="live:queue from:body, live-resync:queue from:body"`.
    """

    prefix: str
    names: Callable[[Actor], Sequence[str]]
    audience: Callable[[Actor, str], str | None]
    parts: Callable[[str, str], str | Sequence[str]]

    def has(self, topic: str) -> bool:
        """Tell whether a topic is of this kind."""
        return topic.partition(":")[0] == self.prefix


@dataclass(frozen=True, slots=True)
class Pass:
    """The right of a signed-in browser to hear. Hook `live_pass() -> Pass | None`, asked inside a request.

    `name` is different for each session and tells nothing of it. `guards` are topics that are touched when the right
    may have changed; `again()` looks at it once more, outside of the request: the actor as he is now, or None.
    `runs()` tells at little cost whether it holds at all; that is asked every two minutes.
    """

    name: str
    guards: tuple[str, ...]
    again: Callable[[], Actor | None]
    runs: Callable[[], bool]


def live_topics() -> list[LiveTopic]:
    """Every kind of topic of the features that the office uses."""
    return [kind for declared in registry.asked("live_topics") for kind in declared()]


def kind_of(topic: str) -> LiveTopic | None:
    """The kind of a topic; None where no feature that the office uses has one."""
    return next((kind for kind in live_topics() if kind.has(topic)), None)


def live_pass() -> Pass | None:
    """The pass of whoever sent this request; None for a stranger."""
    found = (ask() for ask in registry.hooked("live_pass"))
    return next((one for one in found if one is not None), None)


def topic_names(actor: Actor) -> list[str]:
    """The topics of this user's stream, whatever he may see of them."""
    return [name for kind in live_topics() for name in kind.names(actor)]
