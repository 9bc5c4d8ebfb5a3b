"""The looks at months: kinds, what a request is computed from, requests, the balance (C-120, P-26)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.customers.stationery import rules
from app.customers.stationery.models import Blank, BlankMove, StationeryKind, StationeryRequest
from app.customers.stationery.rules_balance import Balance, balance
from app.customers.stationery.rules_need import Need, days_of, expected_from, month_of, whole_months_before
from app.extensions import db
from app.web.paging import Order, Page, page_of


def kinds(*, active: bool = True) -> list[StationeryKind]:
    """The kinds of stationery by name; all of them, or those in use."""
    query = select(StationeryKind).order_by(StationeryKind.name, StationeryKind.id)
    return list(db.session.scalars(query.where(StationeryKind.active) if active else query))


def kind(kind_id: int) -> StationeryKind:
    """One kind. Raises NoResultFound."""
    return db.session.scalars(select(StationeryKind).where(StationeryKind.id == kind_id)).one()


def kind_choices(*, active: bool = True) -> list[tuple[int, str]]:
    """The kinds as choices of a form."""
    return [(one.id, one.name) for one in kinds(active=active)]


def only_kind() -> int | None:
    """The kind of an office that has one only: nobody needs to choose it."""
    found = kinds(active=True)
    return found[0].id if len(found) == 1 else None


def need(kind_id: int) -> tuple[Need, list[tuple[str, int]]]:
    """What a request is computed from today, and the signings of the last three whole months.

    Their average foretells the signings: the newest months that are over know the season best. The office may type
    what it expects instead (C-120).
    """
    counts: dict[str, int] = {row.state: row.number for row in db.session.execute(_by_state(kind_id))}
    signed = [(month, _signings(kind_id, month)) for month in whole_months_before(month_of(clock.today()))]
    expected, reserve = expected_from([number for _, number in signed]), kind(kind_id).reserve
    return Need(counts.get(rules.STOCK, 0), counts.get(rules.OUT, 0), expected, reserve), signed


def request_of(kind_id: int, month: str) -> StationeryRequest | None:
    """The request for a kind and month."""
    query = select(StationeryRequest).where(StationeryRequest.kind_id == kind_id, StationeryRequest.month == month)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def request_(request_id: int) -> Any:
    """One request with the name of its kind. Raises NoResultFound."""
    return db.session.execute(_requests().where(StationeryRequest.id == request_id)).one()


def requests(*, after: str | None = None) -> Page[Any]:
    """The requests, the newest first, each with the name of its kind."""
    return page_of(db.session(), _requests(), [Order(StationeryRequest.id, descending=True)], after=after)


def open_requests() -> Sequence[Any]:
    """The requests for which nothing was drawn yet, each with the name of its kind."""
    waiting = _requests().where(StationeryRequest.state == "asked").order_by(StationeryRequest.id)
    return db.session.execute(waiting).all()


def balances(month: str) -> list[tuple[StationeryKind, Balance, int | None]]:
    """The balance of a month for every kind that had sheets or has a request, with what was wanted for it (P-26)."""
    first, last = days_of(month)
    before, within = _counts(None, first), _counts(first, last)
    wanted = select(StationeryRequest.kind_id, StationeryRequest.wanted).where(StationeryRequest.month == month)
    rows = db.session.execute(wanted.where(StationeryRequest.state != "cancelled"))
    asked: dict[int, int] = {row.kind_id: row.wanted for row in rows}
    return [
        (one, balance(before[one.id], within[one.id]), asked.get(one.id))
        for one in kinds(active=False)
        if one.active or before[one.id] or within[one.id]
    ]


def moves_in(month: str, move_kinds: Sequence[str]) -> Sequence[Any]:
    """The moves of some kinds in a month, in order, as rows of move, serial number, kind and customer's id."""
    first, last = days_of(month)
    query = (
        select(BlankMove, Blank.serial, Blank.customer_id, StationeryKind.name.label("kind"))
        .join(Blank, Blank.id == BlankMove.blank_id)
        .join(StationeryKind, StationeryKind.id == Blank.kind_id)
        .where(BlankMove.on_day >= first, BlankMove.on_day <= last, BlankMove.kind.in_(move_kinds))
    )
    return db.session.execute(query.order_by(BlankMove.on_day, BlankMove.id)).all()


def highest(kind_id: int, serials: Sequence[str]) -> tuple[str | None, list[str]]:
    """The highest serial number below these of this kind and of their length, and those of them that are there."""
    mine = select(Blank.serial).where(Blank.kind_id == kind_id)
    there = list(db.session.scalars(mine.where(Blank.serial.in_(serials))))
    same_series = func.length(Blank.serial) == len(serials[0])
    before = select(func.max(Blank.serial)).where(Blank.kind_id == kind_id, same_series, Blank.serial < serials[0])
    return db.session.scalar(before), there


def _by_state(kind_id: int) -> Any:
    return select(Blank.state, func.count().label("number")).where(Blank.kind_id == kind_id).group_by(Blank.state)


def _signings(kind_id: int, month: str) -> int:
    first, last = days_of(month)
    query = select(func.count()).select_from(BlankMove).join(Blank, Blank.id == BlankMove.blank_id)
    mine = query.where(Blank.kind_id == kind_id, BlankMove.kind == rules.SIGN)
    return db.session.scalar(mine.where(BlankMove.on_day >= first, BlankMove.on_day <= last)) or 0


def _requests() -> Any:
    query = select(StationeryRequest, StationeryKind.name.label("kind"))
    return query.join(StationeryKind, StationeryKind.id == StationeryRequest.kind_id)


def _counts(since: date | None, until: date) -> dict[int, dict[tuple[str, str | None, str], int]]:
    """How many moves there were by kind of stationery, move and states: before a day, or from a day until another."""
    keys = (Blank.kind_id, BlankMove.kind, BlankMove.from_state, BlankMove.to_state)
    query = select(*keys, func.count()).join(Blank, Blank.id == BlankMove.blank_id).group_by(*keys)
    span = BlankMove.on_day < until if since is None else BlankMove.on_day.between(since, until)
    found: dict[int, dict[tuple[str, str | None, str], int]] = defaultdict(dict)
    for kind_id, move, before, after, number in db.session.execute(query.where(span)):
        found[kind_id][move, before, after] = number
    return found
