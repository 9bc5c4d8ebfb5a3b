"""The facts a run needs, gathered slice by slice, and the slips they make."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from app.billing.accounts.models import GasAccount
from app.billing.readings.models import PlanItem, Reading
from app.billing.receivables.neighbours import posted
from app.billing.statements.models import Statement
from app.billing.statements.policy import StatementPolicy
from app.billing.statements.rules import (
    NOTHING,
    Chain,
    Priced,
    Pricing,
    Terms,
    User,
    billed_ahead_of,
    carried,
    fingerprint,
    price,
)
from app.billing.tariffs.models import Tariff
from app.billing.tariffs.queries import price_lists
from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.volume import Volume
from app.extensions import db
from app.office.policy import queries as policy

SLICE = 4000
DRAFT_COLUMNS = tuple(column for column in Statement.__table__.columns if column.name not in ("id", "number"))
CASE = (
    PlanItem.id.label("item_id"),
    PlanItem.account_id,
    PlanItem.meter_number,
    PlanItem.digits,
    PlanItem.factor,
    PlanItem.previous,
    PlanItem.previous_on,
    PlanItem.volume,
    Reading.id.label("reading_id"),
    Reading.value,
    Reading.read_on,
    Reading.reader,
    GasAccount.customer_id,
    GasAccount.number,
    GasAccount.name,
    GasAccount.address,
    GasAccount.category,
    GasAccount.use,
    GasAccount.persons,
    GasAccount.book,
    GasAccount.position,
    GasAccount.cycle_volume,
    GasAccount.cycle_as_of,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a plan item shall have in a run: the slip's row and lines, or none; `old` is the draft that must go."""

    item_id: int
    row: dict[str, Any] | None = None
    lines: Sequence[dict[str, Any]] = ()
    old: int | None = None
    kept: bool = False


@dataclass(slots=True)
class Slice:
    """The drafts of some plan items, and the accounts that cannot be billed with the reason."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[tuple[str, Text]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a plan item has already: whether a posted slip stands, and how often one was reversed."""

    billed: bool = False
    reversals: int = 0


def pricing_for(period: str) -> Pricing:
    """The price lists and the rule of cycles as they stand, for one period."""
    return Pricing(price_lists(), period, policy.of(StatementPolicy).first_month_to_old_cycle)


def price_mark() -> str:
    """The mark of every price input as it stands now; another mark at posting means that drafts are out of date."""
    sources = db.session.execute(select(Tariff.id, Tariff.source).order_by(Tariff.id))
    return fingerprint(((row.id, row.source) for row in sources), policy.of(StatementPolicy).first_month_to_old_cycle)


def slice_of(run_id: int, item_ids: Sequence[int], pricing: Pricing) -> Slice:
    """Work out the drafts of these plan items. Reads only; few questions, however many items."""
    found, done = Slice(), standing_of(item_ids)
    drafted = drafts_in(run_id, item_ids)
    cases = [row for row in cases_of(item_ids) if not done.get(row.item_id, Standing()).billed]
    wanted = [(row, terms) for row in cases if (terms := _terms(row, pricing, found)) is not None]
    billed = billed_in_cycles(wanted)
    for row, terms in wanted:
        before = billed.get((row.account_id, terms.cycle_start), NOTHING) + _carried(row, terms)
        try:
            priced = price(terms, Volume(before), row.volume)
        except Refused as refused:
            found.problems.append((row.number, refused.text))
            continue
        sequence = done.get(row.item_id, Standing()).reversals
        slip = slip_of(run_id, pricing.period, row, terms, priced, kind="regular", sequence=sequence)
        old_id, old = drafted.pop(row.item_id, (None, None))
        same = old == slip
        lines = () if same else lines_of(terms, priced)
        found.drafts.append(Draft(row.item_id, slip, lines, None if same else old_id, same))
    found.drafts += [Draft(item_id, old=old_id) for item_id, (old_id, _) in drafted.items()]
    found.drafts.sort(key=lambda draft: draft.item_id)
    return found


def cases_of(item_ids: Collection[int]) -> Sequence[Any]:
    """The plan items that are read and not held, with their reading and their account as it stands now."""
    query = (
        select(*CASE)
        .join(Reading, Reading.id == PlanItem.reading_id)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .where(PlanItem.id.in_(item_ids), PlanItem.held.is_(None), PlanItem.volume.is_not(None))
        .order_by(PlanItem.id)
    )
    return db.session.execute(query).all()


def standing_of(item_ids: Collection[int]) -> dict[int, Standing]:
    """Plan item id -> what is posted of it; items without a posted slip are left out."""
    reversals = func.sum(case((Statement.kind == "reversal", 1), else_=0))
    query = (
        select(Statement.plan_item_id, func.count(), reversals)
        .where(Statement.plan_item_id.in_(item_ids), posted(Statement.run_id))
        .group_by(Statement.plan_item_id)
        .order_by(Statement.plan_item_id)
    )
    return {
        item_id: Standing(billed=count - reversed_ > reversed_, reversals=reversed_)
        for item_id, count, reversed_ in db.session.execute(query)
    }


def drafts_in(run_id: int, item_ids: Collection[int]) -> dict[int, tuple[int | None, dict[str, Any] | None]]:
    """Plan item id -> id and row of its draft in this run."""
    query = select(Statement.__table__.c.id, *DRAFT_COLUMNS).where(Statement.plan_item_id.in_(item_ids))
    found: dict[int, tuple[int | None, dict[str, Any] | None]] = {}
    for row in db.session.execute(query.order_by(Statement.id)).mappings():
        # Picked out here: asked for the run as well, SQLite would walk through the whole run for every slice.
        if row["run_id"] == run_id:
            found[row["plan_item_id"]] = (row["id"], {name: value for name, value in row.items() if name != "id"})
    return found


def billed_in_cycles(wanted: Sequence[tuple[Any, Terms]]) -> dict[tuple[int, date | None], Volume]:
    """Account and cycle -> the volume posted in it, in 0.001 m³; reversals count against it."""
    accounts = [row.account_id for row, terms in wanted if terms.cycle_start is not None]
    starts = {terms.cycle_start for _, terms in wanted} - {None}
    if not accounts:
        return {}
    query = (
        select(Statement.account_id, Statement.cycle_start, func.sum(Statement.volume))
        .where(Statement.account_id.in_(accounts), Statement.cycle_start.in_(starts), posted(Statement.run_id))
        .group_by(Statement.account_id, Statement.cycle_start)
        .order_by(Statement.account_id, Statement.cycle_start)
    )
    return {(account_id, start): Volume(volume) for account_id, start, volume in db.session.execute(query)}


def chains_of(account_id: int, cycle_start: date) -> dict[int, Chain]:
    """Plan item id -> the chain of its posted slips in this cycle of the account."""
    query = (
        select(Statement.plan_item_id, func.min(Statement.id), func.sum(Statement.volume))
        .where(Statement.account_id == account_id, Statement.cycle_start == cycle_start, posted(Statement.run_id))
        .group_by(Statement.plan_item_id)
        .order_by(func.min(Statement.id))
    )
    return {item_id: Chain(first, Volume(volume)) for item_id, first, volume in db.session.execute(query)}


def before_in_chain(row: Any, terms: Terms) -> Volume:
    """The volume billed in the cycle ahead of this reading's first slip: where its replacement begins (0.001 m³)."""
    if terms.cycle_start is None:
        return NOTHING
    chains = chains_of(row.account_id, terms.cycle_start)
    own = chains.get(row.item_id)
    return Volume(billed_ahead_of(chains.values(), own.first_id if own else None) + _carried(row, terms))


def slip_of(
    run_id: int, period: str, row: Any, terms: Terms, priced: Priced, *, kind: str, sequence: int
) -> dict[str, Any]:
    """The row of a slip, with everything that its paper shows, as it will be frozen."""
    return {
        "run_id": run_id,
        "account_id": row.account_id,
        "customer_id": row.customer_id,
        "plan_item_id": row.item_id,
        "reading_id": row.reading_id,
        "period": period,
        "kind": kind,
        "sequence": sequence,
        "account_number": row.number,
        "name": row.name,
        "address": row.address,
        "category": row.category,
        "use": row.use,
        "persons": row.persons,
        "book": row.book,
        "position": row.position,
        "meter_number": row.meter_number,
        "digits": row.digits,
        "previous": row.previous,
        "previous_on": row.previous_on,
        "current": row.value,
        "read_on": row.read_on,
        "reader": row.reader,
        "factor": row.factor,
        "volume": row.volume,
        "cycle_start": terms.cycle_start,
        "cumulative_from": priced.cumulative_from,
        "cumulative_to": priced.cumulative_to,
        "amount": priced.amount,
        "tax_rate": terms.tax_rate,
        "tariff_id": terms.tariff_id,
        "ceilings": terms.ceilings,
        "reverses_id": None,
        "reason": None,
    }


def lines_of(terms: Terms, priced: Priced) -> list[dict[str, Any]]:
    """The rows of a slip's lines, without the slip's id; a volume of zero has none."""
    return [
        {
            "place": place,
            "block": line.block,
            "start": line.start,
            "end": line.end,
            "volume": line.volume,
            "price": line.price,
            "amount": line.amount,
            "tariff_id": terms.tariff_id,
        }
        for place, line in enumerate(priced.lines, 1)
    ]


def user_of(row: Any) -> User:
    """What the price of this case depends on."""
    return User(row.category, row.use, row.persons, row.read_on)


def _terms(row: Any, pricing: Pricing, found: Slice) -> Terms | None:
    terms = pricing.terms_of(user_of(row))
    if isinstance(terms, Text):
        found.problems.append((row.number, terms))
        return None
    return terms


def _carried(row: Any, terms: Terms) -> Volume:
    return carried(row.cycle_volume, row.cycle_as_of, terms.cycle_start)


def unbilled_changed(item_ids: Collection[int]) -> Mapping[int, dict[str, Any]]:
    """Plan item id -> what its account says now of category, use and persons, where the plan says something else."""
    now = (GasAccount.category, GasAccount.use, GasAccount.persons)
    then = (PlanItem.category, PlanItem.use, PlanItem.persons)
    differs = case(
        (PlanItem.category != GasAccount.category, 1),
        (PlanItem.use != GasAccount.use, 1),
        (func.coalesce(PlanItem.persons, 0) != func.coalesce(GasAccount.persons, 0), 1),
        else_=0,
    )
    query = (
        select(PlanItem.id, *now)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .where(PlanItem.id.in_(item_ids), differs == 1)
        .order_by(PlanItem.id)
    )
    names = [column.key for column in then]
    found = {item_id: dict(zip(names, values, strict=True)) for item_id, *values in db.session.execute(query)}
    done = standing_of(found)
    return {item_id: now for item_id, now in found.items() if not done.get(item_id, Standing()).billed}
