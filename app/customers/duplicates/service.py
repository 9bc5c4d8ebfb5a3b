"""Deciding that two customers are two, and asking for a look through all files."""

from __future__ import annotations

from sqlalchemy import select

from app.customers.duplicates import queries
from app.customers.duplicates.confirming import DIFFERENT
from app.customers.duplicates.feature import ASKED, DIFFERS
from app.customers.duplicates.models import DuplicatePair
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.jobs.service import enqueue
from app.office.history.service import record
from app.unit_of_work import unit_of_work

KIND, SUBJECT = "duplicates.find", "duplicates"


def decide_different(pair_id: int, reason: str, *, by: Actor) -> None:
    """Say that the two customers of a pair are two; they are never warned of again (notes 3.1, 7).

    Raises NoResultFound where the actor may change neither file, Refused without a reason, Conflict where somebody was
    quicker.
    """
    if not reason:
        raise Refused(Text("Say why they are different: others will ask the same again."), field="reason")
    with unit_of_work(by=by) as work:
        shown = queries.pair_to_decide(pair_id, by)
        query = select(DuplicatePair).where(DuplicatePair.id == pair_id).with_for_update()
        pair = work.session.scalars(query.execution_options(populate_existing=True)).one()
        if pair.state != queries.OPEN:
            raise Conflict(Text("Somebody has decided about these two meanwhile. Look at the list again."))
        pair.state, pair.reason, pair.decided_by, pair.decided_at = DIFFERENT, reason, by.name, work.at
        for one, other in (shown.sides, shown.sides[::-1]):
            facts = {"number": one.number, "other": other.number}
            record(DIFFERS, f"customer:{one.id}", customer_id=one.id, facts=facts, reason=reason)


def ask_to_find(*, again: bool = False, by: Actor, language: str) -> int:
    """Ask for a look through all files; with `again` what they are compared by is made anew first. Returns the job."""
    with unit_of_work(by=by):
        record(ASKED, SUBJECT)
        return enqueue(KIND, SUBJECT, {"again": again}, by=by, language=language)
