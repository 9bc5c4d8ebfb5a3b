"""The one way to change data: one unit of work per deed, whole or not at all."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import BigInteger, String, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import clock
from app.columns import Base
from app.database import WRITE
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db

T = TypeVar("T")

UNIT_SECONDS = 0.030  # aimed at; 0.040 is the limit at which a clerk's own save still feels immediate
PAUSE_SECONDS = 0.020
BUSY = Text("The program is busy just now. Please try again.")
CHANNEL = "qiantai_live"  # on which PostgreSQL tells other processes that topics were touched
DEADLOCK = "40P01"  # PostgreSQL ends one of two units that wait for each other


class Deed(Base):
    """A form that has been done: its one-time key and where its result stands."""

    __tablename__ = "deeds"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(BigInteger)
    endpoint: Mapped[str] = mapped_column(String(120))
    result_url: Mapped[str | None] = mapped_column(String(500))
    done_at: Mapped[datetime]


class LiveTopic(Base):
    """The revision of a live topic; it rises in the transaction that changes what the topic shows."""

    __tablename__ = "live_topics"

    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


@dataclass(frozen=True, slots=True)
class FormKey:
    """The one-time key of a form, bound to the user and the endpoint it was made for."""

    value: str
    staff_id: int | None
    endpoint: str


class AlreadyDone(Exception):
    """This very form has been done before; `url` is where its result stands."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


@dataclass(slots=True)
class Work:
    """The unit that is under way: who acts, since when, and what waits for the commit."""

    by: Actor
    at: datetime
    session: Session
    key: FormKey | None = None
    topics: set[str] = field(default_factory=set)
    waiting: list[Callable[[], object]] = field(default_factory=list)
    doomed: bool = False

    def touch(self, topic: str) -> None:
        """Raise the revision of a live topic in this transaction."""
        self.topics.add(topic)

    def after_commit(self, call: Callable[[], object]) -> None:
        """Run `call` once everything is safely stored."""
        self.waiting.append(call)

    def result(self, url: str) -> None:
        """Remember where the result of this form stands, for a second post of the same form."""
        if self.key is not None:
            self.session.execute(update(Deed).where(Deed.key == self.key.value).values(result_url=url))


# Who wants to know in this process that topics were touched, once it is stored.
_told: list[Callable[[], object]] = []


def when_touched(tell: Callable[[], object]) -> None:
    """Run `tell` after every unit that touched a topic."""
    _told.append(tell)


_current: ContextVar[Work | None] = ContextVar("unit_of_work", default=None)


@contextlib.contextmanager
def unit_of_work(*, by: Actor, key: FormKey | None = None) -> Iterator[Work]:
    """Do everything inside as one deed: committed at the outermost end, rolled back on any exception.

    A unit inside a unit joins it. An inner failure dooms the outer unit even when it is caught there.
    Raises `AlreadyDone` when the form key was used before, `Conflict` when the database stays busy.
    """
    outer = _current.get()
    if outer is not None and outer.session is db.session():
        with _joined(outer) as work:
            yield work
        return
    work = _begin(by, key)
    token = _current.set(work)
    try:
        yield work
        _commit(work)
    except OperationalError as error:
        work.session.rollback()
        if getattr(error.orig, "sqlstate", None) == DEADLOCK:
            raise Conflict(BUSY) from error
        raise
    except BaseException:
        work.session.rollback()
        raise
    finally:
        _current.reset(token)
    for call in (*(_told if work.topics else ()), *work.waiting):
        call()


def is_under_way() -> bool:
    """Tell whether a unit is under way on the session of this request or job."""
    work = _current.get()
    return work is not None and work.session is db.session()


def current_work() -> Work:
    """The unit that is under way; a programming error outside of one."""
    work = _current.get()
    if work is None:
        raise RuntimeError("no unit of work is under way")
    return work


@contextlib.contextmanager
def _joined(outer: Work) -> Iterator[Work]:
    try:
        yield outer
    except BaseException:
        outer.doomed = True
        raise


def _begin(by: Actor, key: FormKey | None) -> Work:
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("unsaved changes before the unit of work")
    session.rollback()  # ends an open read transaction, whose picture of the data may be old
    try:
        session.connection(execution_options={WRITE: True})
    except OperationalError as error:
        session.rollback()
        raise Conflict(BUSY) from error
    work = Work(by=by, at=clock.now(), session=session, key=key)
    if key is not None:
        _claim(work, key)
    return work


def _claim(work: Work, key: FormKey) -> None:
    row = {"key": key.value, "staff_id": key.staff_id, "endpoint": key.endpoint, "done_at": work.at}
    try:
        work.session.execute(insert(Deed).values(row))
    except IntegrityError:
        work.session.rollback()
        earlier = work.session.get(Deed, key.value)
        work.session.rollback()
        if earlier is None or (earlier.staff_id, earlier.endpoint) != (key.staff_id, key.endpoint):
            raise Refused(Text("This form does not belong to you. Open the page again.")) from None
        raise AlreadyDone(earlier.result_url or "/") from None


def _commit(work: Work) -> None:
    if work.doomed:
        raise RuntimeError("an inner failure was swallowed: the unit cannot be committed")
    if work.topics:
        _raise_revisions(work)
    work.session.commit()


def _raise_revisions(work: Work) -> None:
    raised = (
        "INSERT INTO live_topics (topic, revision) VALUES (:topic, 1) "
        "ON CONFLICT (topic) DO UPDATE SET revision = live_topics.revision + 1"
    )
    work.session.execute(text(raised), [{"topic": topic} for topic in sorted(work.topics)])
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.execute(text(f"NOTIFY {CHANNEL}"))  # heard once this is committed


def in_short_units(
    items: Sequence[T],
    do: Callable[[Sequence[T]], object],
    *,
    by: Actor,
    first: int = 50,
    after: Callable[[int], object] | None = None,
    ahead: Callable[[Sequence[T]], object] | None = None,
) -> int:
    """Do heavy writing in units so short that nobody at a desk waits; return how many items were done.

    `do` gets slices of `items` whose size adapts so that a unit holds the database for about 30 ms, with a pause
    of 20 ms between two of them. `after(done)` runs inside each unit, to keep a job's cursor. `ahead(part)` runs
    before each unit, in the pause, while the database is free: what takes long and writes nothing belongs there. `do`
    must leave nothing visible to others until a last flip.
    """
    done, size = 0, first
    while done < len(items):
        part = items[done : done + size]
        paused = time.monotonic()
        if ahead is not None:
            ahead(part)
        if done:
            time.sleep(max(0.0, PAUSE_SECONDS - (time.monotonic() - paused)))
        started = time.monotonic()
        with unit_of_work(by=by):
            do(part)
            done += len(part)
            if after is not None:
                after(done)
        size = _next_size(len(part), time.monotonic() - started)
    return done


def _next_size(size: int, seconds: float) -> int:
    wished = int(size * UNIT_SECONDS / max(seconds, 0.001))
    return max(10, min(wished, size * 2, 5000))


def revision_of(topic: str) -> int:
    """The revision of a live topic as stored; 0 where nothing has touched it yet."""
    return db.session.scalar(select(LiveTopic.revision).where(LiveTopic.topic == topic)) or 0
