"""Streams of events: opening one, what it says, and how it ends."""

from __future__ import annotations

import contextlib
import random
import socket
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, current_app, request

from app.extensions import db
from app.live.hub import END, LOOK, Subscriber, hub_of
from app.live.queries import revisions
from app.live.rendering import message
from app.live.viewer import Viewer

BEAT_SECONDS = 15.0
LOOK_SECONDS = 120.0  # how often the right to hear is looked at, whatever happens
DEAD_MILLISECONDS = 45_000  # a screen that has acknowledged nothing for so long is gone
BEAT = message("beat", {})
ENDED = message("ended", {})
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
}


def stream_of(viewer: Viewer) -> Response:
    """Answer with the stream of a viewer; 503 where there are too many: he asks every few seconds instead.

    The first event, `revisions`, holds the revisions of all his topics; then each change comes as an event named by
    its topic, a `beat` whenever it was quiet for 15 s, and `ended` where he may no longer hear.
    """
    hub = hub_of()
    subscriber = hub.join(viewer, _connection())
    if subscriber is None:
        return Response(status=503, headers={"Retry-After": "5"})
    try:
        db.session.rollback()  # what was committed since this request began must be seen
        known = revisions((*viewer.topics, *viewer.guards))
    except BaseException:
        hub.leave(subscriber)
        raise
    hub.begin(known)
    first = message("revisions", {topic: known[topic] for topic in viewer.topics})
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    response = Response(_events(app, subscriber, first), headers=HEADERS)
    response.call_on_close(lambda: hub.leave(subscriber))
    return response


def _events(app: Flask, subscriber: Subscriber, first: bytes) -> Iterator[bytes]:
    yield first
    look_at, changed = _next_look(), True  # a right may have changed while the request was on its way
    while (item := subscriber.next(BEAT_SECONDS)) != END:
        if item == LOOK or time.monotonic() >= look_at:
            look_at, now = _next_look(), _now(app, subscriber.viewer, whole=changed or item == LOOK)
            changed = False
            if now is None:
                yield ENDED
            if now != subscriber.viewer:
                break
        if item != LOOK:
            yield item or BEAT
    if subscriber.connection is not None:
        with contextlib.suppress(OSError):  # otherwise the server would wait for another request of this browser
            subscriber.connection.shutdown(socket.SHUT_RD)


def _next_look() -> float:
    # Not all at the same moment, though they began at the same moment.
    return time.monotonic() + LOOK_SECONDS * random.uniform(0.8, 1.2)


def _now(app: Flask, viewer: Viewer, *, whole: bool) -> Viewer | None:
    with app.app_context():
        if whole or viewer.runs is None:
            return viewer.again()
        return viewer if viewer.runs() else None


def _connection() -> socket.socket | None:
    """The connection of this request, which says by itself when the other side has gone; None for other servers."""
    found: Any = request.environ.get("gunicorn.socket")
    if not isinstance(found, socket.socket):
        return None
    if found.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_USER_TIMEOUT"):
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_MILLISECONDS)
    return found
