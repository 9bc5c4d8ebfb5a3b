"""Asking for background work, and doing it whole even when a worker dies half-way."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from sqlalchemy import and_, or_, select, update

from app import clock
from app.domain.actor import Actor, ActorKind
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.jobs.models import Job
from app.unit_of_work import Work, in_short_units, unit_of_work
from app.web import registry

T = TypeVar("T")
log = structlog.get_logger()

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5
SHOWN_EVERY = 1.0  # seconds


class LeaseLost(Exception):
    """Another worker holds the job now; this one must stop without a word."""


class Cancelled(Exception):
    """The user stopped the job; what was begun stays invisible."""


@dataclass(slots=True)
class Running:
    """A job in the hands of this worker: whose, with what, and how far."""

    id: int
    lease: str
    by: Actor
    language: str
    arguments: Mapping[str, Any]
    cursor: Mapping[str, Any]
    shown_at: float | None = None

    @contextlib.contextmanager
    def unit(self, *, done: int | None = None, cursor: Mapping[str, Any] | None = None) -> Iterator[Work]:
        """One short unit of the job's work: the cursor and the lease are stored with what it changes.

        Raises `LeaseLost` or `Cancelled`, and then nothing of the unit is stored.
        """
        with unit_of_work(by=self.by) as work:
            yield work
            self.keep(done=done, cursor=cursor)

    def keep(self, *, done: int | None = None, cursor: Mapping[str, Any] | None = None) -> None:
        """Store progress and renew the lease in the unit that is under way."""
        values: dict[str, Any] = {"lease_until": clock.now() + LEASE}
        if done is not None:
            values["done"] = done
        if cursor is not None:
            self.cursor = values["cursor"] = dict(cursor)
        with unit_of_work(by=self.by) as work:
            held = update(Job).where(Job.id == self.id, Job.lease == self.lease, Job.state == "running")
            asked = work.session.execute(held.values(values).returning(Job.cancel_asked)).scalar_one_or_none()
            self._show(work)
        if asked is None:
            raise LeaseLost
        if asked:
            raise Cancelled

    def _show(self, work: Work) -> None:
        """Let the screens ask how far it is, once a second: a unit takes a few hundredths of one."""
        now = time.monotonic()
        if self.shown_at is None or now - self.shown_at >= SHOWN_EVERY:
            self.shown_at = now
            _touch(work, self.by.staff_id)

    def in_units(self, items: Sequence[T], do: Callable[[Sequence[T]], object], *, key: str, start: int = 0) -> None:
        """Do `items` in short units, keeping in the cursor under `key` how many are done; goes on where it stopped.

        `items` must come in the same order when the job is taken up again. `start` is added to the progress shown.
        """
        before = int(self.cursor.get(key, 0))

        def after(done: int) -> None:
            self.keep(done=start + before + done, cursor={**self.cursor, key: before + done})

        in_short_units(items[before:], do, by=self.by, after=after)

    def expect(self, total: int) -> None:
        """Say how many items there are, for the progress bar."""
        with self.unit() as work:
            work.session.execute(update(Job).where(Job.id == self.id).values(total=total))


def enqueue(kind: str, subject: str, arguments: Mapping[str, Any], *, by: Actor, language: str) -> int:
    """Ask for a job in the unit of work that is under way; return its id. It starts once the unit is committed."""
    with unit_of_work(by=by) as work:
        job = Job(
            kind=kind,
            subject=subject,
            arguments=dict(arguments),
            state="queued",
            cursor={},
            result={},
            actor_kind=by.kind.value,
            staff_id=by.staff_id,
            actor_name=by.name,
            language=language,
            made_at=work.at,
        )
        work.session.add(job)
        work.session.flush()
        _touch(work, by.staff_id)
        job_id = job.id
        work.after_commit(lambda: wake(job_id))
        return job_id


# What starts a job once it is stored: the ticker (huey), or in tests the job itself. Set by app.jobs.worker.
_starters: list[Callable[[int], object]] = []


def wake(job_id: int) -> None:
    """Tell the ticker that there is work; the sweep finds it anyway when this fails."""
    for start in _starters:
        try:
            start(job_id)
        except Exception:
            log.exception("job not woken", job=job_id)


def start_with(start: Callable[[int], object] | None) -> None:
    """Choose what starts a job; None leaves it to the sweep."""
    _starters[:] = [start] if start else []


def run(job_id: int) -> bool:
    """Do the job now, if nobody else does; return False where another one holds it or it is over."""
    running = _claim(job_id)
    if running is None:
        return False
    try:
        result = _function_of(job_id)(running)
        _end(running, "done", result=result or {})
    except LeaseLost:
        log.warning("lease lost", job=job_id)
    except Cancelled:
        _end(running, "cancelled")
    except Conflict as conflict:
        # Somebody at a desk was quicker or the database was busy: the sweep takes it up again.
        log.warning("job put off", job=job_id, why=str(conflict))
        _release(running)
    except Refused as refused:
        _end(running, "failed", problem=refused.text)
    except Exception:
        log.exception("job failed", job=job_id)
        _end(running, "failed", problem=Text("Something went wrong on our side. The log of the program says what."))
        raise
    return True


def ask_to_cancel(job_id: int, *, by: Actor) -> None:
    """Let the job stop at its next unit. Raises Conflict when it is over."""
    with unit_of_work(by=by) as work:
        open_job = update(Job).where(Job.id == job_id, Job.state.in_(("queued", "running")))
        if not work.session.execute(open_job.values(cancel_asked=True)).rowcount:  # type: ignore[attr-defined]
            raise Conflict(Text("This work is over already."))


def waiting() -> list[int]:
    """The jobs that nobody holds: queued ones, and those whose worker's lease ran out."""
    lost = and_(Job.state == "running", Job.lease_until < clock.now())
    return list(db.session.scalars(select(Job.id).where(or_(Job.state == "queued", lost)).order_by(Job.id)))


def _touch(work: Work, staff_id: int | None) -> None:
    if staff_id is not None:  # work that nobody asked for is on nobody's screen
        work.touch(f"jobs:{staff_id}")


def _function_of(job_id: int) -> Callable[[Running], Mapping[str, Any] | None]:
    kind = db.session.scalars(select(Job.kind).where(Job.id == job_id)).one()
    return registry.job_function(kind)


def _claim(job_id: int) -> Running | None:
    lease = secrets.token_hex(8)
    free = or_(Job.state == "queued", and_(Job.state == "running", Job.lease_until < clock.now()))
    claimed = update(Job).where(Job.id == job_id, free, Job.attempts < MOST_ATTEMPTS)
    values = {"state": "running", "lease": lease, "lease_until": clock.now() + LEASE, "attempts": Job.attempts + 1}
    with unit_of_work(by=Actor(ActorKind.JOB, "worker")) as work:
        if not work.session.execute(claimed.values(values)).rowcount:  # type: ignore[attr-defined]
            return None
        job = work.session.get_one(Job, job_id, populate_existing=True)
        return Running(job.id, lease, _actor(job), job.language, dict(job.arguments), dict(job.cursor))


def _actor(job: Job) -> Actor:
    # The right was checked when the job was asked for; the deed stands under the name of who asked.
    return Actor(ActorKind.JOB, job.actor_name, job.staff_id)


def _end(running: Running, state: str, *, result: Mapping[str, Any] | None = None, problem: Text | None = None) -> None:
    values: dict[str, Any] = {"state": state, "ended_at": clock.now(), "lease": None, "lease_until": None}
    if result is not None:
        values["result"] = dict(result)
    if problem is not None:
        values["problem"] = str(problem)
    with unit_of_work(by=running.by) as work:
        work.session.execute(update(Job).where(Job.id == running.id, Job.lease == running.lease).values(values))
        _touch(work, running.by.staff_id)


def _release(running: Running) -> None:
    with unit_of_work(by=running.by) as work:
        held = update(Job).where(Job.id == running.id, Job.lease == running.lease)
        work.session.execute(held.values(state="queued", lease=None, lease_until=None))
