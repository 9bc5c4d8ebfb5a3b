"""The facts by which accounts of a plan are assessed, gathered set by set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from app.billing.accounts.models import GasAccount
from app.billing.meters.models import Installation, Meter
from app.billing.meters.queries import in_parts
from app.billing.readings.facts import Facts, Figure, Stretch
from app.billing.readings.models import Acceptance, Plan, PlanItem, Reading, Supersession
from app.billing.readings.rules import counting, first_day
from app.billing.tariffs.pricelist import Category, PriceList
from app.billing.tariffs.queries import price_lists
from app.billing.tariffs.rules import in_force, plan_for
from app.domain.volume import Volume
from app.extensions import db
from app.office.batches.queries import published
from app.web import registry

FIGURE = (
    Reading.id,
    Reading.source,
    Reading.value,
    Reading.read_on,
    Reading.meter_number,
    Reading.unread_reason,
)


_FOLLOWER = aliased(Reading)
_FOLLOWED = exists().where(
    Supersession.reading_id == Reading.id,
    _FOLLOWER.id == Supersession.by_reading_id,
    published(_FOLLOWER.batch_id),
)
_IS_CURRENT = and_(published(Reading.batch_id), ~_FOLLOWED)  # made once: making it costs more than asking


def is_current() -> ColumnElement[bool]:
    """The condition on Reading for one that may be seen and that no visible reading has taken the place of."""
    return _IS_CURRENT


def current_figures(item_ids: Sequence[int]) -> dict[int, list[Figure]]:
    """Plan item id -> its current readings, oldest first; items without any are left out."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for part in in_parts(item_ids):
        query = select(Reading.plan_item_id, *FIGURE).where(Reading.plan_item_id.in_(part), is_current())
        for row in db.session.execute(query.order_by(Reading.id)):
            found[row[0]].append(Figure(*row[1:]))
    return found


def counted_readings(item_ids: Sequence[int]) -> dict[int, int]:
    """Plan item id -> the reading that counts now, worked in already or not; items without a figure are left out."""
    counted = {item_id: counting(figures) for item_id, figures in current_figures(item_ids).items()}
    return {item_id: one.id for item_id, one in counted.items() if one is not None and one.value is not None}


def billed_items(item_ids: Sequence[int]) -> set[int]:
    """Those of these plan items for which a statement stands. Hook `billed_items(plan_item_ids) -> {id}`."""
    return {one for ask in registry.hooked("billed_items") for one in ask(item_ids)}


def facts_of(item_ids: Sequence[int]) -> dict[int, Facts]:
    """Plan item id -> all that decides about it, in few questions whatever their number."""
    figures, accepted = current_figures(item_ids), _accepted(item_ids)
    later, lists = _later_meters(item_ids), price_lists()
    known: dict[tuple[Any, ...], bool] = {}
    found = {}
    for row in _rows(item_ids):
        mine = tuple(figures.get(row.id, ()))
        days = frozenset(day for day in {one.read_on for one in mine} if _is_priced(lists, row, day, known))
        found[row.id] = Facts(
            period=row.period,
            category=row.category,
            figures=mine,
            suspended=row.state == "suspended",
            priced=days,
            recent=tuple(Volume(one) for one in row.recent),
            accepted=frozenset(accepted.get(row.id, ())),
            **_meters(row, later.get(row.id, ())),
        )
    return found


def _rows(item_ids: Sequence[int]) -> Iterable[Any]:
    columns = (
        PlanItem.id,
        Plan.period,
        PlanItem.category,
        PlanItem.use,
        PlanItem.persons,
        PlanItem.meter_number,
        PlanItem.digits,
        PlanItem.factor,
        PlanItem.previous,
        PlanItem.recent,
        GasAccount.state,
        Installation.factor.label("own_factor"),
        Installation.final_reading,
        Meter.digits.label("own_digits"),
    )
    query = (
        select(*columns)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .join(GasAccount, GasAccount.id == PlanItem.account_id)
        .outerjoin(Installation, Installation.id == PlanItem.installation_id)
        .outerjoin(Meter, Meter.id == Installation.meter_id)
    )
    for part in in_parts(item_ids):
        yield from db.session.execute(query.where(PlanItem.id.in_(part)))


def _accepted(item_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    query = select(Reading.plan_item_id, Acceptance.reading_id, Acceptance.hold).join(
        Acceptance, Acceptance.reading_id == Reading.id
    )
    for part in in_parts(item_ids):
        for item_id, reading_id, hold in db.session.execute(query.where(Reading.plan_item_id.in_(part))):
            found[item_id].append((reading_id, hold))
    return found


def _later_meters(item_ids: Sequence[int]) -> dict[int, list[Any]]:
    """The meters hung up after the one on which the previous reading was taken, in their order."""
    found: dict[int, list[Any]] = defaultdict(list)
    query = (
        select(
            PlanItem.id,
            Meter.number,
            Meter.digits,
            Installation.factor,
            Installation.initial_reading,
            Installation.final_reading,
        )
        .join(
            Installation,
            and_(Installation.account_id == PlanItem.account_id, Installation.id > PlanItem.installation_id),
        )
        .join(Meter, Meter.id == Installation.meter_id)
        .order_by(Installation.id)
    )
    for part in in_parts(item_ids):
        for row in db.session.execute(query.where(PlanItem.id.in_(part))):
            found[row.id].append(row)
    return found


def _meters(row: Any, later: Sequence[Any]) -> dict[str, Any]:
    """The meter to be read and what ran through those exchanged since the previous reading."""
    if not later or row.final_reading is None:
        meter, digits, factor = row.meter_number, row.digits or 0, row.factor
        return {"meter": meter, "digits": digits, "factor": factor, "start": row.previous}
    first = Stretch(row.previous, row.final_reading, row.own_digits, row.own_factor)
    between = [Stretch(one.initial_reading, one.final_reading, one.digits, one.factor) for one in later[:-1]]
    last = later[-1]
    return {
        "meter": last.number,
        "digits": last.digits,
        "factor": last.factor,
        "start": last.initial_reading,
        "earlier": (first, *between),
    }


def _is_priced(lists: Mapping[int, PriceList], row: Any, read_on: date, known: dict[tuple[Any, ...], bool]) -> bool:
    """Whether the list in force on the reading date has a price for the use in the season of the period."""
    key = (row.category, row.use, row.persons, row.period, read_on)
    if key not in known:
        found = in_force(lists, Category(row.category), read_on)
        season_day = first_day(row.period)
        known[key] = found is not None and plan_for(found[1], row.use, season_day, row.persons) is not None
    return known[key]
