"""The job that drafts the slips of a month, the one that discards them, and the look that only counts them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from app.billing.readings.models import PlanItem
from app.billing.readings.service.settle import reassess_all
from app.billing.statements import totals
from app.billing.statements.feature import DISCARDED, DRAFTED
from app.billing.statements.gathering import SLICE, Draft, price_mark, pricing_for, slice_of, unbilled_changed
from app.billing.statements.models import Run, Statement, StatementLine
from app.billing.statements.queries import items_of, run
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.jobs.service import Running
from app.office.batches.sentences import stored
from app.office.history.service import record
from app.unit_of_work import PAUSE_SECONDS, current_work, in_short_units

SLIPS, LINES, ITEMS = Statement.__table__, StatementLine.__table__, PlanItem.__table__
DELETED_AT_ONCE = 400
FIRST = 300  # slips in the first unit of a slice; the next ones follow their speed


def draft_job(running: Running) -> dict[str, Any]:
    """Draft the slips of a month: holds first, then slice by slice what changed; goes on where it stopped.

    Resumable at any unit: a slip that is drafted already and still right is kept. Returns the totals in units
    (0.001 m³, fen).
    """
    started, mark = time.monotonic(), price_mark()
    found = run(int(running.arguments["run"]))
    if found.state != "drafting":
        return dict(found.totals)
    if running.cursor.get("mark") != mark:
        running.cursor = {"mark": mark}
    item_ids = items_of(found.period)
    running.expect(2 * len(item_ids))
    _settle(running, item_ids)
    problems = _draft(running, found, item_ids)
    made = {**totals.of_run(found), "problems": problems, "seconds": _seconds(started)}
    _finish(running, found, mark, made)
    return made


def dry_run(period: str) -> dict[str, Any]:
    """What a run of this month would draft, without storing anything: totals in units (0.001 m³, fen)."""
    started, pricing = time.monotonic(), pricing_for(period)
    drafted = Counter({"drafted": 0, "volume": 0, "amount": 0})
    problems = []
    for item_ids in slices(items_of(period)):
        part = slice_of(0, item_ids, pricing)
        rows = [draft.row for draft in part.drafts if draft.row is not None]
        drafted["drafted"] += len(rows)
        drafted["volume"] += sum(row["volume"] for row in rows)
        drafted["amount"] += sum(row["amount"] for row in rows)
        problems += part.problems
    return {**totals.of_plan(period), **drafted, "problems": _plain(problems), "seconds": _seconds(started)}


def discard_job(running: Running) -> dict[str, Any]:
    """Remove every draft of a run in short units, then call the run discarded."""
    found = run(int(running.arguments["run"]))
    drafts = list(db.session.scalars(select(Statement.id).where(Statement.run_id == found.id).order_by(Statement.id)))
    running.expect(len(drafts))
    if found.state == "drafting":
        in_short_units(drafts, delete_drafts, by=running.by, after=lambda done: running.keep(done=done))
        with running.unit():
            move(found.id, "discarded", before="drafting")
            record(DISCARDED, f"run:{found.id}", facts={"period": found.period}, reason=running.arguments["reason"])
    return {"discarded": len(drafts)}


def move(run_id: int, state: str, *, before: str, **values: Any) -> None:
    """Bring a run from one state to another. Raises Conflict where somebody else moved it."""
    work = current_work()
    moved = update(Run).where(Run.id == run_id, Run.state == before).values(state=state, **values)
    if not work.session.execute(moved.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody else has just changed this run. Please look again."))
    work.session.expire_all()
    work.touch("statements")


def slices(item_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The plan items in parts whose facts are gathered at once."""
    return (item_ids[start : start + SLICE] for start in range(0, len(item_ids), SLICE))


def delete_drafts(statement_ids: Sequence[int]) -> None:
    """Remove drafts and their lines in the unit of work that is under way; the database refuses posted ones."""
    session = current_work().session
    for start in range(0, len(statement_ids), DELETED_AT_ONCE):
        part = statement_ids[start : start + DELETED_AT_ONCE]
        session.execute(delete(LINES).where(LINES.c.statement_id.in_(part)))  # type: ignore[arg-type]
        session.execute(delete(SLIPS).where(SLIPS.c.id.in_(part)))  # type: ignore[arg-type]


def store_drafts(run_id: int, drafts: Sequence[Draft]) -> None:
    """Bring the drafts of some plan items up to date in the unit of work that is under way."""
    session = current_work().session
    delete_drafts([draft.old for draft in drafts if draft.old is not None])
    new = [draft for draft in drafts if draft.row and not draft.kept]
    if not new:
        return
    session.execute(insert(SLIPS), [draft.row for draft in new if draft.row])  # type: ignore[arg-type]
    # Not by the run as well: SQLite would walk through the whole run for every unit.
    columns = (SLIPS.c.plan_item_id, SLIPS.c.id, SLIPS.c.run_id)
    stored = select(*columns).where(SLIPS.c.plan_item_id.in_([draft.item_id for draft in new]))
    ids = {row.plan_item_id: row.id for row in session.execute(stored) if row.run_id == run_id}
    lines = [{"statement_id": ids[draft.item_id], **line} for draft in new for line in draft.lines]
    if lines:
        session.execute(insert(LINES), lines)  # type: ignore[arg-type]


def follow_accounts(item_ids: Sequence[int], *, by: Actor) -> None:
    """Let the plan say of category, use and persons what its accounts say now; billed items stay as they are."""
    changed = [{"item": item_id, **now} for item_id, now in unbilled_changed(item_ids).items()]
    follow = update(ITEMS).where(ITEMS.c.id == bindparam("item"))  # type: ignore[arg-type]
    in_short_units(changed, lambda part: current_work().session.execute(follow, part), by=by)


def _settle(running: Running, item_ids: Sequence[int]) -> None:
    """Work out again what is held, after prices, accounts or office rules changed."""
    done = int(running.cursor.get("settled", 0))
    for part in slices(item_ids[done:]):
        follow_accounts(part, by=running.by)
        reassess_all(part, running.by, keep=lambda _: running.keep())
        done += len(part)
        running.keep(done=done, cursor={**running.cursor, "settled": done})


def _draft(running: Running, found: Run, item_ids: Sequence[int]) -> list[list[Any]]:
    pricing, problems = pricing_for(found.period), []
    done = int(running.cursor.get("drafted", 0))
    for part in slices(item_ids[done:]):
        made = slice_of(found.id, part, pricing)
        problems += made.problems
        changed = [draft for draft in made.drafts if not draft.kept]
        time.sleep(PAUSE_SECONDS)
        store = partial(store_drafts, found.id)
        in_short_units(changed, store, by=running.by, first=FIRST, after=lambda _: running.keep())
        done += len(part)
        running.keep(done=len(item_ids) + done, cursor={**running.cursor, "drafted": done})
    return _plain(problems)


def _finish(running: Running, found: Run, mark: str, made: dict[str, Any]) -> None:
    """Call the run drafted, with the prices it was drafted at. Raises Refused where they changed meanwhile."""
    if price_mark() != mark:
        raise Refused(Text("The price lists changed while the slips were drafted. Draft them again."))
    with running.unit(cursor={**running.cursor, "finished": True}):
        move(found.id, "drafted", before="drafting", totals=made, fingerprint=mark)
        facts = {"period": found.period, "drafted": made["drafted"], "amount_fen": made["amount"]}
        record(DRAFTED, f"run:{found.id}", facts=facts)


def _plain(problems: Sequence[tuple[str, Text]]) -> list[list[Any]]:
    # A run that nobody can bill at all need not fill the table of runs.
    return [[number, stored(reason)] for number, reason in problems[: totals.MOST_LISTED]]


def _seconds(started: Any) -> str:
    thousandths = int((time.monotonic() - started) * 1000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}"
