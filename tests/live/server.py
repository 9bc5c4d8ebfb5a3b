"""A real web server on a data folder of its own, and cookies of people who are signed in there."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from tests import factories
from tests.browser.office import ROOT, free_port

SECRET = "live"


class Server:
    """gunicorn as deploy/gunicorn.conf.py says, with the probe; `more` goes to its environment."""

    def __init__(self, folder: Path, program: str = "tests.live.program:app", **more: str) -> None:
        self.folder, self.program, self.port = folder, program, free_port()
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "JOBS_URL")}
        own = {"QIANTAI_DATA": str(folder), "QIANTAI_NOW": "2026-11-20T09:00", "SECRET_KEY": SECRET}
        own |= {"PORT": str(self.port), "QIANTAI_HOST": "127.0.0.1", "QIANTAI_WEB_THREADS": "256"}
        self.environment = {**kept, **own, **more}
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait for the first answer; return how long that took, in seconds."""
        begun = time.monotonic()
        with (self.folder / "gunicorn.log").open("ab") as log:
            command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", self.program]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        while time.monotonic() - begun < 60:
            with contextlib.suppress(OSError):
                if self.get("/sign-in", "")[0] == 200:
                    return time.monotonic() - begun
            time.sleep(0.05)
        raise RuntimeError((self.folder / "gunicorn.log").read_text())

    def stop(self) -> float:
        """End it as an operator does; return how long that took, in seconds."""
        begun = time.monotonic()
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
        self.process = None
        return time.monotonic() - begun

    def get(self, path: str, cookie: str) -> tuple[int, bytes]:
        """Ask for a page on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Cookie": cookie, "HX-Request": "true"})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def seconds_of_work(self) -> float:
        """How long the server's processes have kept a processor busy since they began."""
        assert self.process is not None
        ticks = 0
        for one in (self.process.pid, *_children(self.process.pid)):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def serving(folder: Path, **more: str) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(folder, **more)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def cookie_of(app: Flask, username: str) -> str:
    """The cookie of a browser in which one of the cast is signed in."""
    app.config["SECRET_KEY"] = SECRET
    client = factories.signed_in(app, username)
    found = client.get_cookie("session")
    assert found is not None
    return f"session={found.value}"


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in found.read_text().split()]
