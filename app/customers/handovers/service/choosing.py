"""Choosing successors: by name, by lot, and whom the person keeps (C-23, R-50)."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, update

from app.customers.handovers import rules
from app.customers.handovers.feature import CANCELLED, DRAWN, LEFT_OUT, NAMED
from app.customers.handovers.models import Handover, HandoverDraw, HandoverItem
from app.customers.handovers.queries.people import successors, to_decide
from app.customers.handovers.tasks import subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.staff.models import Staff
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work

MEANWHILE = Text("Somebody changed this hand-over meanwhile. Look at it again.")
SEED_BYTES = 16


def name_successor(
    handover_id: int, version: int, successor_id: int, which: Sequence[int] | None, reason: str | None, *, by: Actor
) -> int:
    """Name a successor for these customers (ids of items), or for all that have none (None); returns how many (C-23).

    Who was drawn before is replaced with a reason only (R-50). Raises Refused, NoResultFound, Conflict.
    """
    with unit_of_work(by=by):
        handover = changed(handover_id, version, by)
        names = {one.id: one.name for one in successors(handover, by)}
        if successor_id not in names:
            sentence = Text("This person is not here or looks after no customers. Choose another.")
            raise Refused(sentence, field="successor_id")
        chosen = _of(handover_id, which)
        rules.check_reason(which is not None and _drawn_among(chosen), reason)
        values = {"successor_id": successor_id, "chosen_by": rules.BY_NAME, "named_why": reason}
        count = _write([*chosen], {**values, "state": rules.OPEN, "state_why": None})
        if not count:
            raise Refused(Text("Tick the customers first."))
        facts = {"number": handover.number, "to": names[successor_id], "count": count}
        record(NAMED, subject_of(handover_id), facts=facts, reason=reason)
    return count


def draw_successors(
    handover_id: int, version: int, people: Sequence[int], witnesses: str | None, reason: str | None, *, by: Actor
) -> HandoverDraw:
    """Draw the successors of all customers by lot, and keep all that repeats the draw (R-50).

    A second draw needs a reason. Raises Refused, NoResultFound, Conflict.
    """
    with unit_of_work(by=by) as work:
        handover = changed(handover_id, version, by)
        rules.check_people(people, [one.id for one in successors(handover, by)])
        earlier = select(HandoverDraw.id).where(HandoverDraw.handover_id == handover_id).limit(1)
        rules.check_reason(work.session.scalar(earlier) is not None, reason)
        items = select(HandoverItem.id, HandoverItem.customer_id).where(*_of(handover_id, None, every=True))
        rows = work.session.execute(items.order_by(HandoverItem.position, HandoverItem.id)).all()
        made = HandoverDraw(
            handover_id=handover_id, customers=[one.customer_id for one in rows], people=list(people),
            seed=secrets.token_hex(SEED_BYTES), witnesses=witnesses, reason=reason, drawn_by=by.name, drawn_at=work.at,
        )  # fmt: skip
        work.session.add(made)
        work.session.flush()
        _write_drawn([one.id for one in rows], rules.draw(made.customers, made.people, made.seed))
        facts = {"number": handover.number, "count": len(rows)}
        record(DRAWN, subject_of(handover_id), facts=facts, reason=reason)
    return made


def leave_out(handover_id: int, version: int, which: Sequence[int], reason: str | None, *, by: Actor) -> None:
    """Let the person keep these customers (ids of items), with the reason. Raises Refused for somebody who leaves."""
    with unit_of_work(by=by):
        handover = changed(handover_id, version, by)
        rules.check_leave_out(handover.cause)
        if not (reason or "").strip():
            raise Refused(Text("Say why these customers are left out."), field="reason")
        values = {"state": rules.LEFT_OUT, "state_why": reason, "successor_id": None, "chosen_by": None}
        count = _write([*_of(handover_id, which)], values)
        if not count:
            raise Refused(Text("Tick the customers first."))
        record(LEFT_OUT, subject_of(handover_id), facts={"number": handover.number, "count": count}, reason=reason)


def cancel(handover_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Cancel a hand-over before it is decided. Raises Refused where somebody gone would keep customers."""
    with unit_of_work(by=by) as work:
        handover = changed(handover_id, version, by, {"state": rules.CANCELLED})
        if handover.cause == rules.LEFT and not work.session.get_one(Staff, handover.staff_id).active:
            raise Refused(Text("Whoever leaves keeps no customer. Name a successor for each."))
        close_tasks(subject_of(handover_id), outcome="cancelled", by=by)
        record(CANCELLED, subject_of(handover_id), facts={"number": handover.number}, reason=reason)


def changed(handover_id: int, version: int, by: Actor, values: dict[str, Any] | None = None) -> Handover:
    """An open hand-over that this actor decides about, taken hold of as he saw it. Raises Refused, Conflict."""
    handover = to_decide(handover_id, by)
    rules.check_open(handover.state, under_way=handover.decided_at is not None)
    seen = update(Handover).where(Handover.id == handover_id, Handover.version == version)
    seen = seen.where(Handover.state == rules.OPEN).values(**values or {}, version=version + 1)
    held = seen.execution_options(synchronize_session=False).returning(Handover.id)
    if current_work().session.scalar(held) is None:
        raise Conflict(MEANWHILE)
    return handover


def _of(handover_id: int, which: Sequence[int] | None, *, every: bool = False) -> list[ColumnElement[bool]]:
    """Those ticked; without any, those that have no successor, or every one that is not left out."""
    mine = HandoverItem.handover_id == handover_id
    if which is not None:
        return [mine, HandoverItem.id.in_(which)]
    return [mine, HandoverItem.state == rules.OPEN, *([] if every else [HandoverItem.successor_id.is_(None)])]


def _drawn_among(chosen: Sequence[ColumnElement[bool]]) -> bool:
    query = select(HandoverItem.id).where(*chosen, HandoverItem.chosen_by == rules.BY_DRAW).limit(1)
    return current_work().session.scalar(query) is not None


def _write(chosen: Sequence[ColumnElement[bool]], values: dict[str, Any]) -> int:
    written = update(HandoverItem).where(*chosen).values(values).execution_options(synchronize_session=False)
    return len(current_work().session.scalars(written.returning(HandoverItem.id)).all())


def _write_drawn(item_ids: Sequence[int], drawn: Sequence[int]) -> None:
    groups = defaultdict[int, list[int]](list)
    for item_id, staff_id in zip(item_ids, drawn, strict=True):
        groups[staff_id].append(item_id)
    for staff_id, ids in groups.items():
        values = {"successor_id": staff_id, "chosen_by": rules.BY_DRAW, "named_why": None}
        _write([HandoverItem.id.in_(ids)], values)
