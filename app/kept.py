"""Sums that take long, kept in this process until something they depend on has changed, and answers kept for one
transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import select

from app.extensions import db
from app.unit_of_work import LiveTopic

T = TypeVar("T")

MOST = 200
_kept: OrderedDict[Hashable, tuple[tuple[tuple[str, int], ...], Any]] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, topics: Sequence[str], make: Callable[[], T]) -> T:
    """What `make` answers, made again only after a deed has touched one of the `topics`.

    The revisions are read before the sums: what changes in between is added up once more, never missed.
    """
    revisions = _revisions(topics)
    with _lock:
        known = _kept.get(key)
    if known is not None and known[0] == revisions:
        found: T = known[1]
        return found
    made = make()
    with _lock:
        _kept[key] = (revisions, made)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def once(key: str, make: Callable[[], T]) -> T:
    """What `make` answers, asked once in a transaction: a page asks for the same many times.

    Whoever changes what it reads calls `ask_again(key)` in the same unit of work.
    """
    session = db.session()
    transaction, answer = session.info.get(key, (None, None))
    if transaction is None or transaction is not session.get_transaction():
        answer = make()
        session.info[key] = (session.get_transaction(), answer)
    found: T = answer
    return found


def ask_again(key: str) -> None:
    """Let go of what `once` keeps under this key, because it has changed in the unit that is under way."""
    db.session().info.pop(key, None)


def forget() -> None:
    """Let go of everything, as after another database was put in place of this one."""
    with _lock:
        _kept.clear()


def _revisions(topics: Sequence[str]) -> tuple[tuple[str, int], ...]:
    query = select(LiveTopic.topic, LiveTopic.revision).where(LiveTopic.topic.in_(topics))
    return tuple((row.topic, row.revision) for row in db.session.execute(query.order_by(LiveTopic.topic)))
