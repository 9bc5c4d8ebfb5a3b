"""What every deed on one failure shares: who may, and whether somebody was quicker."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from app.complaints.failures.models import Failure, FailureNote
from app.complaints.failures.queries import page_url, seat, subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.tasks.kinds import Party, TaskKind
from app.office.tasks.service import open_task
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this failure is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this failure.")


@dataclass(frozen=True, slots=True)
class Change:
    """A deed on a failure that is under way."""

    work: Work
    failure: Failure

    @property
    def subject(self) -> str:
        """The failure as the subject of history, tasks and deadlines."""
        return subject_of(self.failure.id)

    def to(self, **values: Any) -> None:
        """Change the row if it still is as the user saw it. Raises Conflict."""
        one = self.failure
        seen = update(Failure).where(Failure.id == one.id, Failure.version == one.version)
        changed = seen.values(**values, version=one.version + 1).returning(Failure.id)
        if self.work.session.scalar(changed.execution_options(synchronize_session=False)) is None:
            raise Conflict(QUICKER)
        self.work.session.refresh(one)

    def recorded(self, action: Action, *, inside: bool = False, **facts: Any) -> None:
        """Write the deed into history; what stays `inside` does not stand with the customer."""
        one = self.failure
        customer_id = None if inside else one.customer_id
        record(action, self.subject, customer_id=customer_id, facts={"number": one.number, **facts})


@contextlib.contextmanager
def changed_by(failure_id: int, version: int | None, move: str, *, by: Actor) -> Iterator[Change]:
    """One deed on one failure; without a version where it does not matter what stood there.

    Raises NoResultFound, Conflict, and Refused where it is not for this actor to do.
    """
    with unit_of_work(by=by) as work:
        found = seat(failure_id, by)
        if version is not None and found.failure.version != version:
            raise Conflict(QUICKER)
        if move not in found.moves:
            raise Refused(NOT_HIS)
        yield Change(work, found.failure)


def write_note(failure_id: int, kind: str, words: str = "", *, told: str | None = None) -> None:
    """Add a line to the notes of a failure (K-79)."""
    work = current_work()
    row = FailureNote(failure_id=failure_id, kind=kind, told=told, words=words, at=work.at, by=work.by.name)
    work.session.add(row)
    work.session.flush()


def ask(kind: TaskKind, one: Failure, to: int | None, facts: dict[str, Any], *, by: Actor) -> None:
    """Open a task about a failure for somebody; for nobody none."""
    if to is not None:
        open_task(
            kind,
            subject_of(one.id),
            facts={"number": one.number, **facts},
            url=page_url(one.id),
            to=Party(staff_id=to),
            due_on=None,
            customer_id=one.customer_id,
            by=by,
        )
