"""Working out where accounts of a plan stand, from their readings (G-04, G-11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from app.billing.meters.queries import in_parts
from app.billing.readings.models import Plan, PlanItem, Reading
from app.billing.readings.policy import ReadingPolicy
from app.billing.readings.queries.facts import billed_items, facts_of
from app.billing.readings.rules import assess
from app.billing.readings.sentences import stored_detail
from app.domain.actor import Actor
from app.extensions import db
from app.jobs.service import Running, enqueue
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.unit_of_work import current_work, in_short_units

STANDING = ("reading_id", "volume", "held", "held_detail")
FIRST = 300  # items in the first unit; the next ones follow their speed
_ITEMS = PlanItem.__table__

_STORE = (
    update(_ITEMS)  # type: ignore[arg-type]
    .where(_ITEMS.c.id == bindparam("item_id"), _ITEMS.c.version == bindparam("seen"))
    .values({**{name: bindparam(f"new_{name}") for name in STANDING}, "version": _ITEMS.c.version + 1})
)


def reassess(plan_item_ids: Sequence[int]) -> None:
    """Work out again reading, volume and hold of these plan items, inside the unit of work that is under way.

    Set-based; what has not changed is not written. An item for which a statement stands keeps what was billed.
    """
    _store(_changes(plan_item_ids))


def _changes(plan_item_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Which of these items stand elsewhere than stored, and where."""
    limits = policy.of(ReadingPolicy)
    open_items = sorted(set(plan_item_ids) - billed_items(plan_item_ids))
    before = _standing(open_items)
    changed = []
    for item_id, facts in facts_of(open_items).items():
        verdict = assess(facts, limits)
        held = verdict.hold.value if verdict.hold else None
        now = (verdict.reading_id, verdict.volume, held, stored_detail(verdict.detail))
        seen, *stood = before[item_id]
        if now != tuple(stood):
            new = {f"new_{name}": one for name, one in zip(STANDING, now, strict=True)}
            changed.append({"item_id": item_id, "seen": seen, **new})
    return changed


def _store(changes: Sequence[dict[str, Any]]) -> None:
    """Write changes that may have been worked out before this unit began; what moved since is worked out again."""
    if not changes:
        return
    session = current_work().session
    current_work().touch("readings")
    written = session.connection().execute(_STORE, changes).rowcount
    for known in list(session.identity_map.values()):  # the statement went past the session
        if isinstance(known, PlanItem):
            session.expire(known)
    if written < len(changes):
        reassess([change["item_id"] for change in changes])


def settle_batch(batch_id: int, *, by: Actor) -> None:
    """Bring the accounts that an import read up to date, at once and in short units: at the command line."""
    reassess_all(_items_of_batch(batch_id), by)


def recheck(period: str, *, by: Actor) -> None:
    """Look again at every account of a month, after prices or accounts changed, at once and in short units."""
    reassess_all(_items_of_month(period), by)


def ask_to_settle(batch_id: int) -> None:
    """In the unit that shows or hides an import: ask for its accounts to be brought up to date."""
    by, language = current_work().by, policy.of(OfficePolicy).language
    enqueue("readings.settle", f"batch:{batch_id}", {"batch": batch_id}, by=by, language=language)


def ask_to_recheck(period: str, *, by: Actor, language: str) -> int:
    """Have the worker look again at every account of a month; return the job's id."""
    return enqueue("readings.recheck", f"plan:{period}", {"period": period}, by=by, language=language)


def settle_job(running: Running) -> dict[str, Any]:
    """After an import is shown or taken back: bring the accounts that it read up to date."""
    return _in_background(running, _items_of_batch(int(running.arguments["batch"])))


def recheck_job(running: Running) -> dict[str, Any]:
    """Look again at every account of a month, after prices or accounts changed."""
    period = running.arguments["period"]
    return {**_in_background(running, _items_of_month(period)), "go_on": ["readings.month", {"period": period}]}


def _items_of_batch(batch_id: int) -> Sequence[int]:
    query = select(Reading.plan_item_id).where(Reading.batch_id == batch_id).distinct()
    return db.session.scalars(query.order_by(Reading.plan_item_id)).all()


def _items_of_month(period: str) -> Sequence[int]:
    frozen = select(Plan.id).where(Plan.period == period, Plan.frozen_at.is_not(None)).scalar_subquery()
    return db.session.scalars(select(PlanItem.id).where(PlanItem.plan_id == frozen).order_by(PlanItem.id)).all()


def _in_background(running: Running, item_ids: Sequence[int]) -> dict[str, Any]:
    running.expect(len(item_ids))
    reassess_all(item_ids, running.by, keep=lambda done: running.keep(done=done))
    return {"settled": len(item_ids)}


def reassess_all(item_ids: Sequence[int], by: Actor, keep: Callable[[int], object] = lambda _: None) -> None:
    """As `reassess`, in short units that only write. Taken up again it finds nothing left to change."""
    done = 0
    for part in in_parts(item_ids):
        changes = _changes(part)
        in_short_units(changes, _store, by=by, first=FIRST)
        done += len(part)
        keep(done)


def _standing(item_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    columns = (PlanItem.version, PlanItem.reading_id, PlanItem.volume, PlanItem.held, PlanItem.held_detail)
    return {
        item_id: tuple(standing)
        for part in in_parts(item_ids)
        for item_id, *standing in db.session.execute(select(PlanItem.id, *columns).where(PlanItem.id.in_(part)))
    }
