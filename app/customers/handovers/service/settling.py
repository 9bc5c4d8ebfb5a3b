"""When a hand-over is done, and what becomes of an older one whose customers go on (C-23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from app.customers.handovers import rules
from app.customers.handovers.feature import DONE
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.queries.lists import progress_of
from app.customers.handovers.tasks import FIRST, item_subject, subject_of
from app.domain.actor import Actor
from app.office.history.service import record
from app.office.tasks.service.opening import close_tasks_of
from app.unit_of_work import current_work


@dataclass(frozen=True, slots=True)
class Going:
    """A hand-over that is carried out just now; `of` is whose customers they are, `giver` the name."""

    id: int
    number: str
    cause: str
    of: int
    giver: str


def settle(handover_ids: Sequence[int]) -> None:
    """Close those of these decided hand-overs with which nothing is left to do."""
    session = current_work().session
    query = select(Handover.id, Handover.number, Handover.giver_signed_at).where(
        Handover.id.in_(handover_ids), Handover.state == rules.DECIDED
    )
    rows = session.execute(query.order_by(Handover.id)).all()
    progress = progress_of([one.id for one in rows])
    for one in rows:
        if rules.is_done(progress[one.id], one.giver_signed_at is not None):
            done = update(Handover).where(Handover.id == one.id).values(state=rules.DONE, version=Handover.version + 1)
            session.execute(done.execution_options(synchronize_session=False))
            record(DONE, subject_of(one.id), facts={"number": one.number})


def supersede(customer_ids: Sequence[int], known: Going, *, by: Actor) -> None:
    """Let go of what an older hand-over still wanted from the one who now hands these customers on himself."""
    session = current_work().session
    older = (
        HandoverItem.customer_id.in_(customer_ids),
        HandoverItem.successor_id == known.of,
        HandoverItem.state == rules.HANDED,
        HandoverItem.handover_id != known.id,
    )
    values = {"state": rules.LEFT_OUT, "state_why": known.number}
    let_go = update(HandoverItem).where(*older).values(values).execution_options(synchronize_session=False)
    rows = session.execute(let_go.returning(HandoverItem.id, HandoverItem.handover_id)).all()
    if rows:
        close_tasks_of([item_subject(one.id) for one in rows], outcome="cancelled", kind=FIRST, by=by)
        settle(sorted({one.handover_id for one in rows}))
