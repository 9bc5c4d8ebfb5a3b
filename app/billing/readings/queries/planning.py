"""Who is to be planned, and who is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, func, select

from app.billing.accounts.models import GasAccount
from app.billing.meters.models import Installation, Meter
from app.billing.meters.queries import in_parts
from app.billing.readings.facts import Billed
from app.billing.readings.models import PlanItem
from app.extensions import db
from app.office.batches.queries import published

PLANNED_STATES = ("active", "suspended")


def accounts_to_plan(plan_id: int) -> Sequence[int]:
    """The ids of all accounts that belong on a plan and are not on it yet: not closed, published, with a meter."""
    there = exists().where(PlanItem.plan_id == plan_id, PlanItem.account_id == GasAccount.id)
    query = (
        select(GasAccount.id)
        .join(Installation, (Installation.account_id == GasAccount.id) & Installation.removed_on.is_(None))
        .where(GasAccount.state.in_(PLANNED_STATES), published(GasAccount.batch_id), ~there)
    )
    return db.session.scalars(query.order_by(GasAccount.book, GasAccount.position, GasAccount.id)).all()


def planned_accounts(plan_id: int) -> Sequence[int]:
    """The ids of the accounts on a plan."""
    query = select(PlanItem.account_id).where(PlanItem.plan_id == plan_id)
    return db.session.scalars(query.order_by(PlanItem.account_id)).all()


def already_planned(plan_id: int, account_ids: Sequence[int]) -> set[int]:
    """Those of these accounts that are on the plan."""
    return {
        one
        for part in in_parts(account_ids)
        for one in db.session.scalars(
            select(PlanItem.account_id).where(PlanItem.plan_id == plan_id, PlanItem.account_id.in_(part))
        )
    }


def size_of(plan_id: int) -> int:
    """How many accounts are on a plan."""
    return db.session.scalar(select(func.count()).where(PlanItem.plan_id == plan_id)) or 0


def to_plan(account_ids: Sequence[int]) -> list[Any]:
    """What a plan keeps of these accounts and their meters, in the order given."""
    columns = (
        GasAccount.id.label("account_id"),
        GasAccount.book,
        GasAccount.position,
        GasAccount.category,
        GasAccount.use,
        GasAccount.persons,
        GasAccount.state,
        Installation.id.label("installation_id"),
        Installation.installed_on,
        Installation.initial_reading,
        Installation.factor,
        Meter.number,
        Meter.digits,
    )
    query = (
        select(*columns)
        .join(Installation, (Installation.account_id == GasAccount.id) & Installation.removed_on.is_(None))
        .join(Meter, Meter.id == Installation.meter_id)
    )
    rows = {
        row.account_id: row
        for part in in_parts(account_ids)
        for row in db.session.execute(query.where(GasAccount.id.in_(part)))
    }
    return [rows[one] for one in account_ids if one in rows]


def meters_at(billed: Mapping[int, Billed]) -> dict[int, int]:
    """Account id -> the installation that was read at the last billed reading, where it was taken down since."""
    found: dict[int, int] = {}
    for part in in_parts(sorted(billed)):
        query = select(Installation.account_id, Installation.id, Installation.removed_on).where(
            Installation.account_id.in_(part), Installation.removed_on.is_not(None)
        )
        for account_id, installation_id, removed_on in db.session.execute(query.order_by(Installation.id)):
            if removed_on is not None and removed_on >= billed[account_id].read_on:
                found.setdefault(account_id, installation_id)
    return found
