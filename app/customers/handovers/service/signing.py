"""What follows a hand-over: letters, signatures on both sides, the first contact (C-23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select, update

from app import clock
from app.customers.handovers import rules
from app.customers.handovers.feature import CONTACTED, DECIDE, GIVEN, LETTERS, TAKEN
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.queries.people import to_decide, visible
from app.customers.handovers.service.choosing import MEANWHILE
from app.customers.handovers.service.settling import settle
from app.customers.handovers.tasks import item_subject, subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.jobs.service import enqueue
from app.office.history.service import Deed, record, record_many
from app.office.tasks.service.opening import close_tasks_of
from app.unit_of_work import current_work, unit_of_work

OVER = (rules.HANDED, rules.CONTACTED)
LETTER = "handover_letter"
PRINT_MANY = "documents.print_many"
CHINESE = "zh_Hans_CN"  # papers are in the language of the office


def print_letters(handover_id: int, *, by: Actor) -> int:
    """Ask for the letters to all customers that were handed over as one file; returns the job (C-23, O-13).

    Those that were not printed before count as sent from now on. Raises NoResultFound, Refused before it is decided.
    """
    with unit_of_work(by=by) as work:
        handover = to_decide(handover_id, by)
        if handover.state not in (rules.DECIDED, rules.DONE):
            raise Refused(Text("Letters go out once the hand-over is decided."))
        count = len(_write([_of(handover_id), HandoverItem.letter_at.is_(None)], {"letter_at": work.at}))
        if count:
            record(LETTERS, subject_of(handover_id), facts={"number": handover.number, "count": count})
        order = {"kind": LETTER, "arguments": {"handover": handover.number}, "paper": "a4", "joined": True}
        return enqueue(PRINT_MANY, f"print:{LETTER}", order, by=by, language=CHINESE)


def sign_as_giver(handover_id: int, *, by: Actor) -> None:
    """Sign for having given everything over: the person himself, or a manager for somebody who is gone (C-23)."""
    with unit_of_work(by=by) as work:
        own = Handover.staff_id == by.staff_id
        query = select(Handover).where(Handover.id == handover_id, own | visible(by, DECIDE.name))
        handover = work.session.scalars(query.execution_options(populate_existing=True)).one()
        signed = update(Handover).where(Handover.id == handover_id, Handover.state == rules.DECIDED)
        signed = signed.where(Handover.giver_signed_at.is_(None))
        values = {"giver_signed_at": work.at, "giver_signed_by": by.name, "version": Handover.version + 1}
        now = signed.values(values).execution_options(synchronize_session=False).returning(Handover.id)
        if work.session.scalar(now) is None:
            raise Conflict(MEANWHILE)
        record(GIVEN, subject_of(handover_id), facts={"number": handover.number})
        settle([handover_id])


def sign_as_taker(handover_id: int, *, by: Actor) -> None:
    """Sign for all customers that one takes over with this hand-over (C-23). Raises Conflict where none is left."""
    with unit_of_work(by=by) as work:
        handover = work.session.get_one(Handover, handover_id)
        mine = [_of(handover_id), HandoverItem.successor_id == by.staff_id, HandoverItem.signed_at.is_(None)]
        count = len(_write(mine, {"signed_at": work.at, "signed_by": by.name}))
        if not count:
            raise Conflict(Text("There is nothing left to sign for you."))
        record(TAKEN, subject_of(handover_id), facts={"number": handover.number, "count": count})
        settle([handover_id])


def contact(item_ids: Sequence[int], day: date, *, by: Actor) -> int:
    """Keep the first contact of a successor with customers that he took over (C-23); returns how many.

    Raises Refused for a day ahead, or where nothing is ticked that is his.
    """
    if day > clock.today():
        raise Refused(Text("This day lies ahead."), field="contacted_on")
    with unit_of_work(by=by):
        mine = [HandoverItem.id.in_(item_ids), HandoverItem.successor_id == by.staff_id]
        count = _contacted(mine, day, by)
        if not count:
            raise Refused(Text("Tick the customers first."))
    return count


def contact_reported(customer_id: int, staff_id: int, met_on: date, *, by: Actor) -> None:
    """Whoever reports a contact with a customer that he took over has made the first contact (hook, F-44)."""
    with unit_of_work(by=by):
        mine = [HandoverItem.customer_id == customer_id, HandoverItem.successor_id == staff_id]
        _contacted(mine, met_on, by)


def _contacted(mine: Sequence[ColumnElement[bool]], day: date, by: Actor) -> int:
    values = {"state": rules.CONTACTED, "contacted_on": day}
    rows = _write([*mine, HandoverItem.state == rules.HANDED], values)
    if rows:
        close_tasks_of([item_subject(one.id) for one in rows], by=by)
        ids = sorted({one.handover_id for one in rows})
        numbers = select(Handover.id, Handover.number).where(Handover.id.in_(ids))
        known = dict(current_work().session.execute(numbers).all())
        facts = {"day": day}
        deeds = [
            Deed(subject_of(one.handover_id), one.customer_id, {**facts, "number": known[one.handover_id]})
            for one in rows
        ]
        record_many(CONTACTED, deeds)
        settle(ids)
    return len(rows)


def _of(handover_id: int) -> ColumnElement[bool]:
    return (HandoverItem.handover_id == handover_id) & HandoverItem.state.in_(OVER)


def _write(which: Sequence[ColumnElement[bool]], values: dict[str, Any]) -> Sequence[Any]:
    written = update(HandoverItem).where(*which).values(values).execution_options(synchronize_session=False)
    columns = (HandoverItem.id, HandoverItem.handover_id, HandoverItem.customer_id)
    return current_work().session.execute(written.returning(*columns)).all()
