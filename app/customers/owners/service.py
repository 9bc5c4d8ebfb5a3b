"""The ledger of who looks after whom (C-22, C-23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select, tuple_, update

from app.columns import table_of
from app.customers.owners import kinds
from app.customers.owners.models import Spell
from app.unit_of_work import current_work

MAIN, SECOND = "main", "second"


def begin(owners: Mapping[int, int], *, ground: str, reason: str | None = None, part: str = MAIN) -> None:
    """Let these members of staff look after these customers from now on ({customer: staff}), as one statement."""
    work = current_work()
    common = {"part": part, "ground": ground, "reason": reason, "from_at": work.at, "made_by": work.by.name}
    rows: list[dict[str, Any]] = [
        {"customer_id": customer_id, "staff_id": staff_id, **common} for customer_id, staff_id in owners.items()
    ]
    if rows:
        work.session.execute(insert(table_of(Spell)), rows)


def pass_on(owners: Mapping[int, int | None], *, ground: str, reason: str | None = None) -> None:
    """Make somebody else the owner of each of these customers ({customer: staff or nobody}) in the ledger.

    The spell of the owner before ends. Who looked after the customer beside the owner and is the owner now is not
    both: that spell ends too. Whoever keeps things at the owner is told (hook `owners_changed`).
    """
    work = current_work()
    query = select(Spell.customer_id, Spell.staff_id).where(Spell.customer_id.in_(owners), Spell.part == MAIN)
    before = dict(work.session.execute(query.where(Spell.until_at.is_(None))).all())
    end(select(Spell.id).where(Spell.customer_id.in_(owners), Spell.part == MAIN))
    new = {customer_id: staff_id for customer_id, staff_id in owners.items() if staff_id is not None}
    end(select(Spell.id).where(tuple_(Spell.customer_id, Spell.staff_id).in_(list(new.items()))))
    begin(new, ground=ground, reason=reason)
    moved = [kinds.Moved(one, before[one], new[one]) for one in new if before.get(one, new[one]) != new[one]]
    kinds.owners_changed(moved, reason, by=work.by)


def end(which: Any) -> None:
    """End the spells among `which` (a query of ids) that still run."""
    work = current_work()
    running = update(Spell).where(Spell.id.in_(which), Spell.until_at.is_(None))
    ended = running.values(until_at=work.at, ended_by=work.by.name)
    work.session.execute(ended.execution_options(synchronize_session=False))


def forget(customer_ids: Iterable[int]) -> None:
    """Take back the spells of customers whose import is taken back: they never were anybody's."""
    gone = delete(Spell).where(Spell.customer_id.in_(list(customer_ids)))
    current_work().session.execute(gone.execution_options(synchronize_session=False))
