"""Readings from a sheet: every row judged before anything is stored, then all shown at once (exchange files)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.meters.queries import in_parts
from app.billing.readings.facts import Facts, Figure
from app.billing.readings.feature import ENTER, IMPORTED, IMPORTED_UNREAD
from app.billing.readings.models import Acceptance, Plan, PlanItem, Reading, Supersession
from app.billing.readings.queries.facts import billed_items, facts_of
from app.billing.readings.rules import ACTUAL, READER, UNREAD, check_figure, read_period
from app.billing.readings.sentences import AS_WRITTEN
from app.billing.readings.service.locks import hold_off_posting
from app.billing.readings.service.settle import ask_to_settle
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.domain.volume import Volume, parse_volume
from app.exchange.cells import to_date, to_identifier
from app.exchange.columns import Column
from app.exchange.read import Row
from app.extensions import db
from app.office.batches.kinds import BY, CREATE, DUPLICATE, REFUSED, SAME, UPDATE, ImportKind, Option, Verdict
from app.office.batches.models import Batch, BatchRow
from app.office.history.service import Deed, record_many
from app.unit_of_work import current_work

COLUMNS = (
    Column("account", "户号", "account", required=True),
    Column("meter", "表号", "meter"),
    Column("read_on", "抄表日期", "read_on", required=True),
    Column("reading", "本期读数", "reading"),
    Column("kind", "抄表类型", "kind"),
    Column("reason", "未抄原因", "reason"),
    Column("reader", "抄表员", "reader"),
    Column("note", "备注", "note"),
)
KINDS = {"实抄": ACTUAL, "actual": ACTUAL, "未抄": UNREAD, "unread": UNREAD}
LONGEST_NAME = 120
FOLLOWS = "Imported again"


@dataclass(frozen=True, slots=True)
class Due:
    """An account of the plan to which a row may belong."""

    item_id: int
    account_id: int
    customer_id: int
    number: str
    previous_on: date | None


@dataclass(frozen=True, slots=True)
class Read:
    """A row that could be read: which account, and the figure it brings."""

    row: Row
    due: Due
    figure: Figure

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two readings the same."""
        return _key(self.figure)


def kinds() -> list[ImportKind]:
    """The import of readings."""
    return [
        ImportKind(
            key="readings",
            label=Text("Meter readings"),
            permission=ENTER,
            columns=COLUMNS,
            check=check,
            apply=apply,
            undo=undo,
            applied=applied,
            options=(Option("period", N_("Month"), read_planned_period),),
            home="readings.index",
        )
    ]


def read_planned_period(text: str) -> str:
    """Check a month for which a plan is frozen. Raises Refused for all else."""
    period = read_period(text)
    if _plan_id(period) is None:
        raise Refused(Text("There is no reading plan of %(period)s. Make the plan first.", period=period), "period")
    return period


def check(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge every row: accounts of the plan only; a meter that is not the account's is stored and held later.

    Raises Refused where the month has no plan.
    """
    period = read_planned_period(str(options["period"]))
    due = _due(period, [row.cells["account"] for row in rows], options[BY])
    facts = facts_of([one.item_id for one in due.values()])
    read: list[Read] = []
    for row in rows:
        try:
            read.append(_read(row, due, facts))
        except Refused as refused:
            yield Verdict(row.number, REFUSED, refused.text)
    yield from _judge(read, facts)


def apply(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Store one slice of readings; nobody sees them before `applied`."""
    session = current_work().session
    values = [row.values for row in rows]
    readings = [_stored(one, batch) for one in values]
    if any(one["follow"] for one in values):
        ids = session.scalars(insert(Reading).returning(Reading.id, sort_by_parameter_order=True), readings).all()
        _follow(zip(ids, values, strict=True))
    else:
        session.connection().execute(insert(Reading), readings)
    record_many(IMPORTED, [_deed(one, batch) for one in values if one["value"] is not None])
    record_many(IMPORTED_UNREAD, [_deed(one, batch) for one in values if one["value"] is None])


def _follow(readings: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    rows = [
        {"reading_id": old, "by_reading_id": new, "reason": FOLLOWS} for new, one in readings for old in one["follow"]
    ]
    current_work().session.execute(insert(Supersession), rows)


def applied(batch: Batch) -> None:
    """Have the accounts brought up to date. Raises Refused where one of them was billed since the check."""
    if _is_billed(batch):
        raise Refused(Text("Some of these readings were billed meanwhile. Take the import back and bring it in again."))
    ask_to_settle(batch.id)


def undo(batch: Batch) -> None:
    """Allow an import to be taken back while nothing rests on it. Raises Refused otherwise."""
    session = current_work().session
    mine = select(Reading.id).where(Reading.batch_id == batch.id)
    followed = select(Supersession.reading_id).where(
        Supersession.reading_id.in_(mine), Supersession.by_reading_id.not_in(mine)
    )
    accepted = select(Acceptance.reading_id).where(Acceptance.reading_id.in_(mine))
    if session.scalar(followed.limit(1)) or session.scalar(accepted.limit(1)):
        raise Refused(Text("Readings of this import were corrected or accepted. It cannot be taken back as a whole."))
    if _is_billed(batch):
        raise Refused(Text("Readings of this import are billed. It cannot be taken back."))
    ask_to_settle(batch.id)


def _is_billed(batch: Batch) -> bool:
    """Whether a reading of the import is billed; until the commit nobody begins to post the others."""
    of_import = select(Reading.plan_item_id).where(Reading.batch_id == batch.id).distinct()
    items = current_work().session.scalars(of_import).all()
    hold_off_posting(items)
    return bool(billed_items(items))


def _plan_id(period: str) -> int | None:
    return db.session.scalar(select(Plan.id).where(Plan.period == period, Plan.frozen_at.is_not(None)))


def _due(period: str, cells: Sequence[str], actor: Actor) -> dict[str, Due]:
    """Account number -> the account on the plan, for those that the actor may know of."""
    numbers = {number for cell in cells if (number := _number(cell))}
    columns = (PlanItem.id, GasAccount.id, GasAccount.customer_id, GasAccount.number, PlanItem.previous_on)
    query = select(*columns).join(GasAccount, GasAccount.id == PlanItem.account_id)
    query = query.where(PlanItem.plan_id == _plan_id(period), visible(actor))
    rows = (row for part in in_parts(numbers) for row in db.session.execute(query.where(GasAccount.number.in_(part))))
    return {row[3]: Due(*row) for row in rows}


def _number(cell: str) -> str | None:
    try:
        return to_identifier(cell)
    except Refused:
        return None


def _read(row: Row, due: Mapping[str, Due], facts: Mapping[int, Facts]) -> Read:
    cells = row.cells
    number = to_identifier(cells["account"], field="account")
    if number not in due:
        raise Refused(Text("The account %(account)s is not on the plan of this month.", account=number))
    account = due[number]
    read_on = to_date(cells["read_on"], field="read_on")
    value = _value(cells)
    check_figure(value, facts[account.item_id].digits, read_on, account.previous_on)
    why = (AS_WRITTEN.get(cells["reason"]) or cells["reason"][:LONGEST_NAME] or "other") if value is None else None
    meter = to_identifier(cells["meter"]) if cells["meter"] else None
    return Read(row, account, Figure(0, READER, value, read_on, meter, why))


def _value(cells: Mapping[str, str]) -> Volume | None:
    """The figure of a row, None for one not read; kind may be left out where the figure or a reason says it."""
    kind = KINDS.get(cells["kind"].casefold()) if cells["kind"] else _implied(cells)
    if kind is None:
        raise Refused(Text("“%(kind)s” is no kind of reading. Write 实抄 or 未抄.", kind=cells["kind"][:40]))
    if kind == UNREAD:
        if cells["reading"]:
            raise Refused(Text("The row says not read but has a reading."))
        return None
    value = parse_volume(cells["reading"])
    if value < 0:
        raise Refused(Text("A reading cannot be negative."))
    return value


def _implied(cells: Mapping[str, str]) -> str:
    return UNREAD if cells["reason"] and not cells["reading"] else ACTUAL


def _judge(read: Sequence[Read], facts: Mapping[int, Facts]) -> Iterator[Verdict]:
    by_item: dict[int, list[Read]] = defaultdict(list)
    for one in read:
        by_item[one.due.item_id].append(one)
    billed, today = billed_items(list(by_item)), clock.today()
    for item_id, rows in by_item.items():
        own = [figure for figure in facts[item_id].figures if figure.source == READER]
        yield from _judge_account(rows, own, item_id in billed, today)


def _judge_account(rows: Sequence[Read], own: Sequence[Figure], is_billed: bool, today: date) -> Iterator[Verdict]:
    """The rows of one account: what differs within one file is stored side by side, and held as duplicate."""
    brought, there = {one.key for one in rows}, {_key(figure) for figure in own}
    follow = [figure.id for figure in own if _key(figure) not in brought]
    seen: dict[tuple[Any, ...], int] = {}
    for one in rows:
        number = one.row.number
        if one.key in seen:
            yield Verdict(number, DUPLICATE, Text("Row %(row)s says the same.", row=seen[one.key]))
        elif one.key in there:
            yield Verdict(number, SAME)
        elif is_billed:
            yield Verdict(number, REFUSED, Text("This reading is billed. Reverse the statement first."))
        else:
            notice = Text("The day of reading is still to come.") if one.figure.read_on > today else None
            yield Verdict(number, UPDATE if follow else CREATE, notice, _values(one, follow))
        seen.setdefault(one.key, number)


def _key(figure: Figure) -> tuple[Any, ...]:
    return figure.value, figure.read_on, figure.meter, figure.why


def _values(one: Read, follow: Sequence[int]) -> dict[str, Any]:
    figure, cells = one.figure, one.row.cells
    return {
        "item": one.due.item_id,
        "account": one.due.account_id,
        "customer": one.due.customer_id,
        "number": one.due.number,
        "value": figure.value,
        "read_on": figure.read_on.isoformat(),
        "meter": figure.meter,
        "why": figure.why,
        "reader": cells["reader"][:LONGEST_NAME] or None,
        "note": cells["note"] or None,
        "follow": list(follow),
    }


def _stored(one: Mapping[str, Any], batch: Batch) -> dict[str, Any]:
    work = current_work()
    return {
        "plan_item_id": one["item"],
        "account_id": one["account"],
        "meter_number": one["meter"],
        "read_on": date.fromisoformat(one["read_on"]),
        "value": one["value"],
        "kind": UNREAD if one["value"] is None else ACTUAL,
        "source": READER,
        "unread_reason": one["why"],
        "reader": one["reader"],
        "note": one["note"],
        "batch_id": batch.id,
        "entered_at": work.at,
        "staff_id": batch.staff_id,
        "entered_by": batch.actor_name,
    }


def _deed(one: Mapping[str, Any], batch: Batch) -> Deed:
    facts = {"account": one["number"], "period": batch.options["period"], "batch": batch.id}
    figure = {"why": one["why"]} if one["value"] is None else {"reading_m3": one["value"]}
    return Deed(f"account:{one['account']}", one["customer"], {**facts, **figure})
