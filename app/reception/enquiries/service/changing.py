"""What every deed on one enquiry shares: who may, on whose behalf, and whether somebody was quicker."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.queries.shown import shown_of
from app.office.deadlines.service import hand_deadline
from app.office.history.service import record
from app.reception.enquiries.models import Enquiry, EnquiryStep
from app.reception.enquiries.queries.one import seat, subject_of
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this enquiry is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this enquiry.")


@dataclass(frozen=True, slots=True)
class Change:
    """A deed on an enquiry that is under way, by its person himself or for him."""

    work: Work
    enquiry: Enquiry
    acts_for: int | None

    @property
    def subject(self) -> str:
        """The enquiry as the subject of history, tasks and deadlines."""
        return subject_of(self.enquiry.id)

    @property
    def person(self) -> int | None:
        """Whose deed it is: his for whom the actor stands in, else the actor's."""
        return self.acts_for or self.work.by.staff_id

    def to(self, **values: Any) -> None:
        """Change the row if it still is as the user saw it. Raises Conflict."""
        one = self.enquiry
        seen = update(Enquiry).where(Enquiry.id == one.id, Enquiry.version == one.version)
        changed = seen.values(**values, version=one.version + 1).returning(Enquiry.id)
        if self.work.session.scalar(changed.execution_options(synchronize_session=False)) is None:
            raise Conflict(QUICKER)
        self.work.session.refresh(one)

    def recorded(self, action: Action, *, reason: str | None = None, **facts: Any) -> None:
        """Write the deed into history."""
        one = self.enquiry
        record(action, self.subject, customer_id=one.customer_id, facts={"number": one.number, **facts}, reason=reason)


@contextlib.contextmanager
def changed_by(enquiry_id: int, version: int, move: str, *, by: Actor) -> Iterator[Change]:
    """One deed on one enquiry. Raises NoResultFound, Conflict and Refused where it is not for this actor to do."""
    acts_for = seat(enquiry_id, by).on_behalf_of
    with unit_of_work(by=replace(by, on_behalf_of=acts_for)) as work:
        found = seat(enquiry_id, by)
        if found.enquiry.version != version:
            raise Conflict(QUICKER)
        if move not in found.moves:
            raise Refused(NOT_HIS)
        yield Change(work, found.enquiry, acts_for)


def write_step(
    enquiry_id: int, step: str, *, sender: int | None = None, addressee: int | None = None, words: str | None = None
) -> None:
    """Add a step to an enquiry; `addressee` may look at it from then on."""
    work = current_work()
    row = EnquiryStep(enquiry_id=enquiry_id, step=step, from_id=sender, to_id=addressee, words=words, at=work.at)
    row.by_name, row.by_id = work.by.name, work.by.staff_id
    work.session.add(row)
    work.session.flush()


def pass_deadline(one: Enquiry, heir: int, *, by: Actor) -> None:
    """Let the deadline of an enquiry go with it, unless somebody stopped it by hand."""
    found = shown_of([one.deadline_id]).get(one.deadline_id) if one.deadline_id is not None else None
    if found is not None and not found.stopped:
        hand_deadline(found.id, heir, by=by)
