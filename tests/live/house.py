"""A house to be watched: a real server, and this process on the same data."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app.domain.actor import OPERATOR
from app.live.queries import revisions
from app.unit_of_work import unit_of_work
from tests.conftest import moved_to, settings_for
from tests.live.screens import Screens
from tests.live.server import Server, cookie_of, serving

PEOPLE = ("chen", "ma", "su", "kong")


@dataclass
class House:
    """The server, the same program in this process, and the people who are signed in."""

    server: Server
    app: Flask
    cookies: list[str]

    def screens(self, count: int) -> Screens:
        """So many screens, each of one of the people."""
        return Screens(self.server.port, [self.cookies[n % len(self.cookies)] for n in range(count)])

    def change_here(self) -> tuple[int, float]:
        """A change by this process, which is another one than the server; its revision and moment."""
        with self.app.app_context():
            with unit_of_work(by=OPERATOR) as work:
                work.touch("probe")
            return revisions(["probe"])["probe"], time.monotonic()

    def change_there(self) -> tuple[int, float]:
        """A change by a request that the server itself answers; its revision and moment."""
        status, answer = self.server.get("/probe/touch/probe", self.cookies[0])
        assert status == 200
        with self.app.app_context():
            return revisions(["probe"])["probe"], json.loads(answer)["at"]


@contextmanager
def opened(folder: Path, program: Flask, **more: str) -> Iterator[House]:
    """The house on this data folder, for as long as the block lasts; `more` goes to the server's environment."""
    with moved_to(program, settings_for(folder)) as app, serving(folder, **more) as server:
        yield House(server, app, [cookie_of(app, name) for name in PEOPLE])
