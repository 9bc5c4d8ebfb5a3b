"""Noticing changes, of this process and of others: one thread for each process with open streams."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event
from typing import Any, Protocol

import structlog
from flask import Flask
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from app.live.queries import revisions
from app.unit_of_work import CHANNEL

log = structlog.get_logger()
LOOK_SECONDS = 0.05  # how often an SQLite file is looked at for changes of other processes
HEAR_SECONDS = 0.5  # how long PostgreSQL is listened to before the thread looks whether anybody still wants it
AGAIN_SECONDS = 1.0  # after the database could not be reached


class Listeners(Protocol):
    """What the watcher needs of the hub."""

    app: Flask
    wake: Event

    def is_over(self) -> bool:
        """Whether nobody listens any more; after a yes the watcher must end."""
        ...

    def watched(self) -> dict[str, int]:
        """Topic -> the revision up to which its listeners have been told."""
        ...

    def sweep(self) -> None:
        """End the streams that nobody reads any more."""
        ...

    def publish(self, revisions: Mapping[str, int]) -> None:
        """Tell the listeners of these topics."""
        ...


def watch(hub: Listeners) -> None:
    """Tell the hub of every change until nobody listens. After a lost connection everything is read once more."""
    over = False
    while not over:
        try:
            with _changes(hub) as changed:
                tell(hub)
                while not (over := hub.is_over()):
                    if changed():
                        tell(hub)
                    hub.sweep()
        except Exception as error:  # whatever it is, the screens must not go stale for good
            log.warning("live watcher begins anew", why=str(error), exc_info=not isinstance(error, SQLAlchemyError))
            time.sleep(AGAIN_SECONDS)
            over = hub.is_over()


def tell(hub: Listeners) -> None:
    """Read the revisions of all topics that are listened to and publish those that have risen."""
    watched = hub.watched()
    if not watched:
        return
    with hub.app.app_context():
        now = revisions(watched)
    hub.publish({topic: revision for topic, revision in now.items() if revision != watched[topic]})


@contextmanager
def _changes(hub: Listeners) -> Iterator[Callable[[], bool]]:
    """A function that waits a little and tells whether something may have changed, on a connection of its own."""
    url = make_url(hub.app.config["SQLALCHEMY_DATABASE_URI"])
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield _heard(connection) if url.get_backend_name() == "postgresql" else _looked(connection, hub.wake)


def _looked(connection: Connection, wake: Event) -> Callable[[], bool]:
    """SQLite counts in `data_version` what others wrote; our own process says so itself, without the wait."""
    cursor = connection.connection.cursor()
    last = _data_version(cursor)

    def changed() -> bool:
        nonlocal last
        woken = wake.wait(LOOK_SECONDS)
        wake.clear()
        before, last = last, _data_version(cursor)
        return woken or last != before

    return changed


def _data_version(cursor: Any) -> int:
    found: int = cursor.execute("PRAGMA data_version").fetchone()[0]
    return found


def _heard(connection: Connection) -> Callable[[], bool]:
    """PostgreSQL tells every process of a commit that touched topics, this one too."""
    connection.execute(text(f"LISTEN {CHANNEL}"))
    driver: Any = connection.connection.driver_connection

    def changed() -> bool:
        heard = list(driver.notifies(timeout=HEAR_SECONDS, stop_after=1))
        return bool(heard) or bool(list(driver.notifies(timeout=0)))

    return changed
