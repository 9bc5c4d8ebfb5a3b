"""Making the reading plan of a month: a snapshot of who is to be read (G-03, G-04)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from app.billing.accounts.models import GasAccount
from app.billing.meters.queries import in_parts
from app.billing.readings.facts import Billed
from app.billing.readings.feature import PLANNED
from app.billing.readings.models import Plan, PlanItem
from app.billing.readings.policy import ReadingPolicy
from app.billing.readings.queries import planning
from app.billing.readings.rules import average, first_day, read_period
from app.domain.actor import Actor
from app.extensions import db
from app.jobs.service import Running, enqueue
from app.office.history.service import record
from app.office.policy import queries as policy
from app.unit_of_work import Work, current_work, in_short_units, unit_of_work
from app.web import registry

Keep = Callable[[int], object]
FIRST = 300  # rows in the first unit of a part; the next ones follow their speed


def _silent(_number: int) -> None:
    """Tell nobody how far it is: at the command line somebody waits anyway."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of a plan: how many accounts are on it and how many of them this call added."""

    plan_id: int
    period: str
    planned: int
    added: int
    already_there: bool = False


def ask_for_plan(period: str, *, by: Actor, language: str) -> int:
    """Have the worker plan a month; return the job's id. Raises Refused for what is no month."""
    checked = read_period(period)
    return enqueue("readings.plan", f"plan:{checked}", {"period": checked}, by=by, language=language)


def plan_job(running: Running) -> dict[str, Any]:
    """Plan a month in the background; goes on where it stopped."""
    planned = plan_month(
        running.arguments["period"],
        by=running.by,
        keep=lambda done: running.keep(done=done),
        expect=running.expect,
    )
    counted = {"plan": planned.plan_id, "planned": planned.planned, "added": planned.added}
    return {**counted, "go_on": ["readings.month", {"period": planned.period}]}


def plan_month(period: str, *, by: Actor, keep: Keep = _silent, expect: Keep = _silent) -> Planned:
    """Freeze who is to be read in a month: active and suspended accounts with a meter, by book and position (G-04).

    Works in short units; nothing is visible before the last one. A month that is planned already gets nothing more.
    Raises Refused for what is no month.
    """
    plan = _begin(read_period(period), by)
    if plan.frozen_at is not None:
        return Planned(plan.id, period, planning.size_of(plan.id), 0, already_there=True)
    plan_id, limits = plan.id, policy.of(ReadingPolicy)
    accounts = planning.accounts_to_plan(plan_id)
    expect(len(accounts))
    done = 0
    for part in in_parts(accounts):  # gathered outside the units, so that these only write
        rows = _items(plan_id, period, part, limits)
        in_short_units(rows, partial(_add, plan_id), by=by, first=FIRST, after=partial(_keep_from, keep, done))
        done += len(part)
    planned = planning.planned_accounts(plan_id)
    in_short_units(planned, lambda part: _begin_cycles(part, period), by=by, after=lambda _: keep(len(accounts)))
    with unit_of_work(by=by) as work:
        if _freeze(work, plan_id):
            record(PLANNED, f"plan:{plan_id}", facts={"period": period, "planned": len(planned)})
    return Planned(plan_id, period, len(planned), len(accounts))


def _begin(period: str, by: Actor) -> Plan:
    """The plan of this month, made invisible where there is none yet."""
    query = select(Plan).where(Plan.period == period).execution_options(populate_existing=True)
    try:
        with unit_of_work(by=by) as work:
            plan = work.session.scalars(query).one_or_none()
            if plan is None:
                plan = Plan(period=period, frozen_at=None, made_by=by.name)
                work.session.add(plan)
                work.session.flush()
    except IntegrityError:  # somebody else began it in this very moment
        pass
    return db.session.scalars(query).one()


def _keep_from(keep: Keep, before: int, done: int) -> None:
    keep(before + done)


def _items(plan_id: int, period: str, account_ids: Sequence[int], limits: ReadingPolicy) -> list[dict[str, Any]]:
    billed = billed_before(account_ids, period)
    exchanged = planning.meters_at(billed)
    return [
        _item(plan_id, row, billed.get(row.account_id), exchanged.get(row.account_id), limits)
        for row in planning.to_plan(account_ids)
    ]


def _add(plan_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Write a slice of the plan unless somebody else froze it or planned these accounts meanwhile."""
    session = current_work().session
    current_work().touch("readings")
    still_open = select(Plan.id).where(Plan.id == plan_id, Plan.frozen_at.is_(None)).with_for_update()
    if session.scalar(still_open) is None:
        return
    there = planning.already_planned(plan_id, [row["account_id"] for row in rows])
    wanted = [row for row in rows if row["account_id"] not in there]
    if wanted:
        session.connection().execute(insert(PlanItem), wanted)


def billed_before(account_ids: Sequence[int], period: str) -> dict[int, Billed]:
    """Account id -> what was billed last before a period. Hook `billed_before(account_ids, period) -> {id: Billed}`."""
    found: dict[int, Billed] = {}
    for ask in registry.hooked("billed_before"):
        answer: Mapping[int, Billed] = ask(account_ids, period)
        found.update(answer)
    return found


def _item(
    plan_id: int, row: Any, billed: Billed | None, read_then: int | None, limits: ReadingPolicy
) -> dict[str, Any]:
    recent = billed.volumes if billed else ()
    return {
        "plan_id": plan_id,
        "account_id": row.account_id,
        "installation_id": read_then or row.installation_id,
        "meter_number": row.number,
        "digits": row.digits,
        "factor": row.factor,
        "book": row.book,
        "position": row.position,
        "category": row.category,
        "use": row.use,
        "persons": row.persons,
        "previous": billed.current if billed else row.initial_reading,
        "previous_on": billed.read_on if billed else row.installed_on,
        "average": average(recent, limits),
        "recent": list(recent),
        "suspended": row.state == "suspended",
        "version": 1,
    }


def _begin_cycles(account_ids: Sequence[int], period: str) -> None:
    """The volume that accounts brought along counts as of the day before their first plan."""
    before: date = first_day(period) - timedelta(days=1)
    empty = update(GasAccount).where(GasAccount.id.in_(account_ids), GasAccount.cycle_as_of.is_(None))
    current_work().session.execute(empty.values(cycle_as_of=before).execution_options(synchronize_session=False))


def _freeze(work: Work, plan_id: int) -> bool:
    frozen = update(Plan).where(Plan.id == plan_id, Plan.frozen_at.is_(None)).values(frozen_at=work.at)
    result = work.session.execute(frozen.execution_options(synchronize_session=False))
    return bool(result.rowcount)  # type: ignore[attr-defined]
