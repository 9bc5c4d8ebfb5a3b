"""What a change shows: made once for each topic, audience and language, whoever hears it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask, g

from app.extensions import db
from app.live.kinds import kind_of
from app.live.queries import revisions

MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    """The parts of a topic as they stand at a revision, each piece with one or more elements that have ids."""

    revision: int
    pieces: tuple[str, ...]


def render(app: Flask, topic: str, audience: str, language: str) -> Rendered:
    """Draw the parts of a topic outside of any request, in one picture of the data: revision and parts belong together.

    A feature that is switched off has no parts.
    """
    with _reader(app, language):
        _in_one_picture()
        return parts_of(topic, audience)


def parts_of(topic: str, audience: str) -> Rendered:
    """The parts of a topic in the context under way. The revision is read first: it is never newer than the parts."""
    revision, kind = revisions([topic])[topic], kind_of(topic)
    parts = kind.parts(topic, audience) if kind is not None else ""
    return Rendered(revision, (parts,) if isinstance(parts, str) else tuple(parts))


class Kept:
    """The latest parts that were asked for by hand, so that screens without a stream do not draw each their own."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.found: OrderedDict[tuple[str, str, str], Rendered] = OrderedDict()

    def get(self, app: Flask, topic: str, audience: str, language: str, revision: int) -> Rendered:
        """The parts at this revision or a later one."""
        key = (topic, audience, language)
        with self.lock:
            known = self.found.get(key)
        if known is not None and known.revision == revision:
            return known
        made = render(app, topic, audience, language)
        with self.lock:
            self.found[key] = made
            self.found.move_to_end(key)
            while len(self.found) > MOST_KEPT:
                self.found.popitem(last=False)
        return made


def event(topic: str, now: Rendered, before: Rendered | None) -> bytes:
    """The event of a change: only the pieces that did not stand so at the revision `from`; 0: all of them."""
    known = set(before.pieces) if before is not None else set()
    pieces = [piece for piece in now.pieces if piece not in known]
    data = {"from": before.revision if before is not None else 0, "html": "\n".join(pieces)}
    return message(topic, data, now.revision)


def message(name: str, data: Any, number: int | None = None) -> bytes:
    """One event as it stands in the stream."""
    numbered = f"id: {number}\n" if number is not None else ""
    return f"event: {name}\n{numbered}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


@contextmanager
def _reader(app: Flask, language: str) -> Iterator[None]:
    # Addresses are made in the context of a request; nobody is signed in there. A context of the program around it,
    # because that of the request under way would lend its user.
    with app.app_context(), app.test_request_context("/live/stream"):
        g.language = language
        yield


def _in_one_picture() -> None:
    # SQLite shows a reader one picture anyway; PostgreSQL does so where it is asked to.
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
