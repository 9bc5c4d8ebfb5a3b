"""Many screens in one thread: each holds a stream open as a browser does, comes back, and notes what it heard when."""

from __future__ import annotations

import contextlib
import json
import random
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

RETRIES = (1, *[2] * 12, 5)  # as static/js/live-worker.js


@dataclass
class Screen:
    """One browser."""

    cookie: str
    seen: dict[str, int] = field(default_factory=dict)
    heard: dict[tuple[str, int], float] = field(default_factory=dict)  # topic, revision -> when
    opened: list[float] = field(default_factory=list)
    status: int = 0
    ended: bool = False
    waiting: bytes = b""
    tries: int = 0
    again_at: float | None = 0.0
    connection: socket.socket | None = None
    said: list[dict[str, Any]] = field(default_factory=list)


class Screens:
    """A thread with all of them; `with` opens and closes them."""

    def __init__(self, port: int, cookies: list[str], path: str = "/live/stream?language=en") -> None:
        self.port, self.path = port, path
        self.all = [Screen(cookie) for cookie in cookies]
        self.poller = selectors.DefaultSelector()
        self.over = False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Screens:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over = True
        self.thread.join(10)
        for screen in self.all:
            self._close(screen)

    def open(self) -> list[Screen]:
        """Those that have a stream and know the revisions."""
        return [one for one in self.all if one.connection is not None and one.seen]

    def refused(self) -> int:
        """How many were told to ask instead."""
        return sum(one.status == 503 for one in self.all)

    def leave(self, screens: list[Screen]) -> None:
        """Let these browsers be closed."""
        for screen in screens:
            screen.ended = True
            self._close(screen)

    def wait(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return True
            time.sleep(0.005)
        return true()

    def wait_for(self, topic: str, revision: int, seconds: float = 5) -> bool:
        """Wait until every screen that is not ended knows of a revision."""
        return self.wait(lambda: all(one.seen.get(topic, -1) >= revision for one in self.all if not one.ended), seconds)

    def _run(self) -> None:
        while not self.over:
            now = time.monotonic()
            for screen in self.all:
                if screen.again_at is not None and now >= screen.again_at and not screen.ended:
                    self._connect(screen)
            for key, _ in self.poller.select(0.05):
                self._read(key.data)

    def _connect(self, screen: Screen) -> None:
        screen.again_at = None
        try:
            screen.connection = socket.create_connection(("127.0.0.1", self.port), 5)
            request = (
                f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {screen.cookie}\r\nHX-Request: true\r\n\r\n"
            )
            screen.connection.sendall(request.encode())
        except OSError:
            self._lost(screen)
            return
        screen.waiting = b""
        self.poller.register(screen.connection, selectors.EVENT_READ, screen)

    def _read(self, screen: Screen) -> None:
        assert screen.connection is not None
        try:
            data = screen.connection.recv(65536)
        except OSError:
            data = b""
        screen.waiting += data
        *messages, screen.waiting = screen.waiting.split(b"\n\n") if b"\n\n" in screen.waiting else [screen.waiting]
        for message in messages:
            self._hear(screen, message)
        if screen.waiting.startswith(b"HTTP/1.1") and b"\r\n" in screen.waiting:
            screen.status = int(screen.waiting.split()[1])
        if not data or screen.ended or (screen.status != 200 and b"\r\n\r\n" in screen.waiting):
            self._lost(screen)

    def _hear(self, screen: Screen, message: bytes) -> None:
        if message.startswith(b"HTTP/1.1"):
            screen.status = int(message.split()[1])
        lines = dict(
            line.split(b": ", 1) for line in message.split(b"\n") if line.startswith((b"event: ", b"id: ", b"data: "))
        )
        name, data = lines.get(b"event", b"").decode(), lines.get(b"data")
        if not name or data is None:
            return
        said = json.loads(data)
        if name == "revisions":
            screen.tries = 0
            screen.opened.append(time.monotonic())
            screen.seen.update(said)
        elif name == "ended":
            screen.ended = True
        elif b"id" in lines:
            revision = int(lines[b"id"])
            screen.seen[name] = revision
            screen.heard[name, revision] = time.monotonic()
            screen.said.append({"topic": name, "revision": revision, **said})

    def _lost(self, screen: Screen) -> None:
        self._close(screen)
        if not screen.ended:
            seconds = RETRIES[min(screen.tries, len(RETRIES) - 1)] * random.uniform(0.8, 1.2)
            screen.tries += 1
            screen.again_at = time.monotonic() + seconds

    def _close(self, screen: Screen) -> None:
        if screen.connection is not None:
            with contextlib.suppress(KeyError, ValueError):
                self.poller.unregister(screen.connection)
            screen.connection.close()
        screen.connection = None
