"""Who listens to what in this process, and handing each change to all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from selectors import EVENT_READ, DefaultSelector
from socket import socket
from threading import Event, Lock, Thread
from typing import Any, Final

import structlog
from flask import Flask, current_app

from app.live import rendering
from app.live.rendering import Kept, Rendered
from app.live.viewer import Viewer
from app.live.watcher import watch
from app.unit_of_work import when_touched

log = structlog.get_logger()
KEY = "qiantai_live"
MOST_WAITING = 100  # events that a screen may be behind before it starts anew

LOOK: Final = b"look"  # the right to hear may have changed
END: Final = b"end"  # the stream ends; the browser comes back


class Subscriber:
    """One open stream: what waits to be sent to it."""

    def __init__(self, viewer: Viewer, connection: socket | None) -> None:
        self.viewer, self.connection = viewer, connection
        self.waiting: SimpleQueue[bytes] = SimpleQueue()

    def put(self, item: bytes) -> None:
        """Hand over an event; a screen that does not keep up starts anew instead of filling the memory."""
        behind = self.waiting.qsize()
        if behind <= MOST_WAITING:
            self.waiting.put(item if behind < MOST_WAITING else END)

    def next(self, seconds: float) -> bytes | None:
        """The next event; None where nothing came for so long."""
        try:
            return self.waiting.get(timeout=seconds)
        except Empty:
            return None


class Hub:
    """The streams of this process by topic. `most` is how many there may be at once."""

    def __init__(self, app: Flask, most: int) -> None:
        self.app, self.most = app, most
        self.lock, self.wake = Lock(), Event()
        self.subscribers: set[Subscriber] = set()
        self.by_topic: dict[str, set[Subscriber]] = defaultdict(set)
        self.published: dict[str, int] = {}  # the revision up to which the listeners of a topic have been told
        self.sent: dict[tuple[str, str, str], Rendered] = {}
        self.kept = Kept()
        self.doors = DefaultSelector()  # the connections: who has gone is noticed at once, not with the next event
        self.watcher: Thread | None = None
        self.closing = False

    def join(self, viewer: Viewer, connection: socket | None = None) -> Subscriber | None:
        """Let a viewer listen from now on; None where there are too many or the process is about to end."""
        subscriber = Subscriber(viewer, connection)
        with self.lock:
            if self.closing or len(self.subscribers) >= self.most:
                return None
            if connection is not None:
                self.doors.register(connection, EVENT_READ, subscriber)
            self.subscribers.add(subscriber)
            for topic in (*viewer.topics, *viewer.guards):
                self.by_topic[topic].add(subscriber)
            self._watch()
        return subscriber

    def _watch(self) -> None:
        if self.watcher is None:
            self.watcher = Thread(target=watch, args=(self,), name="live", daemon=True)
            self.watcher.start()

    def is_over(self) -> bool:
        """Tell the watcher whether nobody listens any more; the next who comes starts another one."""
        with self.lock:
            if self.subscribers:
                return False
            self.watcher = None
            return True

    def begin(self, revisions: Mapping[str, int]) -> None:
        """Tell of every change after these revisions. They must be read after joining: so nothing is missed."""
        with self.lock:
            for topic, revision in revisions.items():
                if self.by_topic.get(topic):
                    self.published.setdefault(topic, revision)

    def leave(self, subscriber: Subscriber) -> None:
        """Let a viewer go; what nobody listens to any more is forgotten."""
        self._shut(subscriber)
        with self.lock:
            self.subscribers.discard(subscriber)
            for topic in (*subscriber.viewer.topics, *subscriber.viewer.guards):
                listeners = self.by_topic.get(topic, set())
                listeners.discard(subscriber)
                if not listeners:
                    self.by_topic.pop(topic, None)
                    self.published.pop(topic, None)
            self._forget(subscriber.viewer)
        self.wake.set()

    def sweep(self) -> None:
        """End the streams whose other side has gone: their threads are wanted. A browser never says anything there."""
        for key, _ in self.doors.select(0):
            self._shut(key.data)
            key.data.put(END)

    def _shut(self, subscriber: Subscriber) -> None:
        if subscriber.connection is not None:
            with suppress(KeyError, ValueError):
                self.doors.unregister(subscriber.connection)

    def _forget(self, gone: Viewer) -> None:
        # Parts may have changed and changed back while nobody of an audience was told: then the next event is whole.
        for topic, audience in gone.topics.items():
            if all(_key(topic, one.viewer) != (topic, audience, gone.language) for one in self.by_topic.get(topic, ())):
                self.sent.pop((topic, audience, gone.language), None)

    def watched(self) -> dict[str, int]:
        """The topics that somebody listens to, with the revision up to which he was told."""
        with self.lock:
            return dict(self.published)

    def publish(self, revisions: Mapping[str, int]) -> None:
        """Tell the listeners of every topic whose revision is another one; what most listen to goes first."""
        for topic in self._changed(revisions):
            with self.lock:
                listeners = tuple(self.by_topic.get(topic, ()))
            _hand(LOOK, (one for one in listeners if topic in one.viewer.guards))
            groups: dict[tuple[str, str, str], list[Subscriber]] = defaultdict(list)
            for one in listeners:
                if topic in one.viewer.topics:
                    groups[_key(topic, one.viewer)].append(one)
            for key, members in groups.items():
                _hand(self._event(key), members)

    def _changed(self, revisions: Mapping[str, int]) -> list[str]:
        with self.lock:
            topics = [one for one, now in revisions.items() if self.published.get(one, now) != now]
            self.published.update((topic, revisions[topic]) for topic in topics)
            return sorted(topics, key=lambda topic: -len(self.by_topic.get(topic, ())))

    def _event(self, key: tuple[str, str, str]) -> bytes:
        topic, before = key[0], self.sent.get(key)
        try:
            now = rendering.render(self.app, *key)
        except Exception:
            log.exception("live parts not drawn", topic=topic)
            self.sent.pop(key, None)
            return rendering.message(topic, {"from": 0, "html": "", "resync": True}, self.published.get(topic))
        with self.lock:
            if self.by_topic.get(topic):
                self.sent[key] = now
        return rendering.event(topic, now, before)

    def parts(self, topic: str, viewer: Viewer, revision: int) -> Rendered:
        """The whole parts of a topic for a viewer who asks by hand, at this revision or a later one."""
        key = _key(topic, viewer)
        sent = self.sent.get(key)
        return sent if sent is not None and sent.revision == revision else self.kept.get(self.app, *key, revision)

    def close(self) -> None:
        """End every stream and take no more: the process is about to end. Called from a signal handler too."""
        self.closing = True
        with self.lock:
            subscribers = tuple(self.subscribers)
        _hand(END, subscribers)
        self.wake.set()


def set_up(app: Any) -> None:
    """Give the program its hub, and let it hear what is stored in this process."""
    hub = app.extensions[KEY] = Hub(app, app.config.get("LIVE_STREAMS", 200))
    when_touched(hub.wake.set)


def hub_of(app: Flask | None = None) -> Hub:
    """The hub of a program; of the one under way where none is named."""
    found: Hub = (app or current_app).extensions[KEY]
    return found


def _key(topic: str, viewer: Viewer) -> tuple[str, str, str]:
    return topic, viewer.topics.get(topic, ""), viewer.language


def _hand(item: bytes, to: Iterable[Subscriber]) -> None:
    for subscriber in to:
        subscriber.put(item)
