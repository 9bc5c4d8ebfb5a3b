"""What every deed on one complaint shares: who may, on whose behalf, and whether somebody was quicker."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.moves import place
from app.complaints.cases.queries.acting import Seat, seat_at
from app.complaints.cases.queries.one import complaint_of, subject_of
from app.complaints.cases.queries.ways import stay_now
from app.complaints.cases.rules import OPEN
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.queries import stages_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.models import Entry
from app.office.history.service import record
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.feature import Action

TOPIC = "complaints"
NOT_HIS = Text("This complaint is with somebody else: only who holds its stage, or manages complaints, may do this.")
NOT_MANAGED = Text("Only who manages complaints of these departments may do this.")
NOT_OPEN = Text("This complaint is not open any more.")


@dataclass(frozen=True, slots=True)
class Change:
    """A deed on a complaint that is under way, by its person himself or for him."""

    work: Work
    one: Complaint
    seat: Seat
    stages: Sequence[RouteStage]

    @property
    def subject(self) -> str:
        """The complaint as the subject of history, tasks and deadlines."""
        return subject_of(self.one.id)

    @property
    def here(self) -> RouteStage:
        """The stage where it is."""
        return self.stages[place(self.stages, self.one.stage_key or "")]

    def stay(self) -> ComplaintStage:
        """Its stay there. Raises Conflict where it is at none."""
        found = stay_now(self.one)
        if found is None:
            raise Conflict(NOT_OPEN)
        return found

    def recorded(self, action: Action, *, reason: str | None = None, **facts: Any) -> None:
        """Write the deed into history, on the complaint only: it may hold internal words."""
        self._record(action, None, facts, reason)

    def told(self, action: Action, **facts: Any) -> None:
        """Write the deed into history, also on the customer's timeline: nothing internal may be in it."""
        self._record(action, self.one.customer_id, facts, None)

    def _record(self, action: Action, customer_id: int | None, facts: dict[str, Any], reason: str | None) -> None:
        said, acts_for = {"number": self.one.number, **facts}, self.seat.acts_for
        record(action, self.subject, customer_id=customer_id, facts=said, reason=reason, on_behalf_of=acts_for)


@contextlib.contextmanager
def changed_by(
    complaint_id: int,
    version: int,
    *,
    by: Actor,
    may: Callable[[Seat], bool],
    or_else: Text = NOT_HIS,
    state: str = OPEN,
) -> Iterator[Change]:
    """One deed on one complaint in this state, by who `may`.

    Raises NoResultFound, Refused where it is not for this actor or not in this state, Conflict where somebody was
    quicker.
    """
    with unit_of_work(by=by) as work:
        one = complaint_of(complaint_id, by)
        stages = stages_of(one.route_id)
        kind = next((stage.kind for stage in stages if stage.key == one.stage_key), None)
        found = seat_at(one, by, kind)
        if one.version == version and one.state != state:
            raise Refused(NOT_OPEN if state == OPEN else Text("This complaint is not closed."))
        if not may(found):
            raise Refused(or_else)
        claim(one, version)
        yield Change(work, one, found, stages)
        work.session.flush()
        work.touch(TOPIC)


def claim(one: Complaint, version: int) -> None:
    """Keep a complaint from others until the commit, if it still is as the user saw it. Raises Conflict."""
    seen = update(Complaint).where(Complaint.id == one.id, Complaint.version == version)
    changed = seen.values(version=version + 1).returning(Complaint.id)
    session = current_work().session
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(_quicker(one.id))
    session.refresh(one)


def _quicker(complaint_id: int) -> Text:
    """Who changed it meanwhile: the one who did the last deed on it, where that was somebody else."""
    work = current_work()
    last = select(Entry.actor_name, Entry.staff_id).where(Entry.subject == subject_of(complaint_id))
    row = work.session.execute(last.order_by(Entry.id.desc()).limit(1)).one_or_none()
    if row is None or row.staff_id == work.by.staff_id:
        return Text("This complaint is no longer as you saw it. Look at it again.")
    return Text(
        "%(name)s was quicker: this complaint is no longer as you saw it. Look at it again.", name=row.actor_name
    )
