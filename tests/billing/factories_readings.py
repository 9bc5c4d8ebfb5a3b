"""Accounts with meters, price lists, plans and sheets for tests of the reading month. All need an app context."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from flask import current_app
from sqlalchemy import insert, select

from app.billing.accounts.models import GasAccount
from app.billing.meters.models import Installation, Meter
from app.billing.readings.models import PlanItem, Reading
from app.billing.readings.queries.items import Line, item_of_account, line
from app.billing.readings.service.enter import Entry, enter_reading
from app.billing.readings.service.plan import plan_month
from app.billing.tariffs.files import read_tariff
from app.billing.tariffs.service import enter_tariff
from app.customers.files.models import Customer
from app.domain.actor import OPERATOR, Actor
from app.domain.volume import Volume
from app.extensions import db
from app.unit_of_work import unit_of_work
from app.web.feature import Feature
from app.web.registry import KEY
from tests.billing.price_lists import LISTS

PERIOD = "2026-11"
DAY = date(2026, 11, 21)
HEADER = ("户号", "表号", "抄表日期", "本期读数", "抄表类型", "未抄原因", "抄表员", "备注")
_numbers = count(10_000_003, 7)


def price_lists() -> None:
    """A price for every category."""
    for source in LISTS.values():
        enter_tariff(read_tariff(source.encode()), by=OPERATOR)


def an_account(initial: int = 100, *, digits: int = 5, factor: int = 1_000_000, **values: Any) -> GasAccount:
    """An account with a customer and a meter of its own, whose number is M and the account's."""
    number = values.pop("number", None) or str(next(_numbers))
    with unit_of_work(by=OPERATOR) as work:
        customer = Customer(number=f"K{number}", kind="person", name="王建国", category="ordinary", opened_at=work.at)
        meter = Meter(number=f"M{number}", digits=digits)
        work.session.add_all([customer, meter])
        work.session.flush()
        usual: dict[str, Any] = {"name": "王建国", "category": "residential", "use": "general", "address": "光明路1号"}
        usual |= {"book": "B01", "position": 1, "cycle_volume": 0, "opened_at": work.at, "customer_id": customer.id}
        account = GasAccount(number=number, **(usual | values))
        work.session.add(account)
        work.session.flush()
        hung = Installation(
            meter_id=meter.id,
            account_id=account.id,
            installed_on=date(2024, 5, 1),
            initial_reading=Volume(initial * 1000),
            factor=factor,
        )
        work.session.add(hung)
    return account


def many_accounts(number: int) -> None:
    """So many residential accounts in books of 200, made at once; meters M0 on, all at 100 m³."""
    with unit_of_work(by=OPERATOR) as work:
        at, session = work.at, work.session
        ids = range(1, number + 1)
        person = {"kind": "person", "name": "王建国", "category": "ordinary", "opened_at": at, "version": 1}
        session.execute(insert(Customer), [{**person, "id": n, "number": f"K{n}"} for n in ids])
        session.execute(insert(Meter), [{"id": n, "number": f"M{n}", "digits": 5} for n in ids])
        usual = {
            "name": "王建国",
            "category": "residential",
            "use": "general",
            "address": "光明路1号",
            "state": "active",
        }
        usual |= {"cycle_volume": 0, "opened_at": at, "version": 1}
        places = [
            {"id": n, "number": f"{10_000_000 + n}", "customer_id": n, "book": f"B{n // 200:03}", "position": n % 200}
            for n in ids
        ]
        session.execute(insert(GasAccount), [{**usual, **place} for place in places])
        hung = {"installed_on": date(2024, 5, 1), "initial_reading": 100_000, "factor": 1_000_000}
        session.execute(insert(Installation), [{**hung, "meter_id": n, "account_id": n} for n in ids])


def planned(*accounts: GasAccount, period: str = PERIOD) -> list[int]:
    """Plan the month; the item ids of these accounts."""
    plan_month(period, by=OPERATOR)
    return [item_of(account, period).item.id for account in accounts]


def item_of(account: GasAccount, period: str = PERIOD) -> Line:
    """Where an account stands in a month."""
    found = item_of_account(period, account.number, OPERATOR)
    assert found is not None
    return line(found.id, OPERATOR)


def read(item_id: int, value: int | None, *, by: Actor = OPERATOR, reason: str | None = None, **entry: Any) -> Line:
    """Enter a reading in whole m³ as the reader's."""
    usual: dict[str, Any] = {
        "source": "reader",
        "read_on": DAY,
        "value": None if value is None else Volume(value * 1000),
    }
    version = line(item_id, OPERATOR).item.version
    return enter_reading(item_id, Entry(**(usual | entry)), version=version, by=by, reason=reason)


def standing(item_id: int) -> tuple[int | None, str | None]:
    """Volume in whole m³ and hold of a plan item, as stored now."""
    query = select(PlanItem.volume, PlanItem.held).where(PlanItem.id == item_id)
    volume, held = db.session.execute(query).one()
    db.session.rollback()
    return None if volume is None else volume // 1000, held


def all_readings() -> Sequence[Reading]:
    """Everything that was ever read, also of imports that nobody may see."""
    return db.session.scalars(select(Reading).order_by(Reading.id)).all()


def a_sheet(folder: Path, rows: Sequence[Sequence[object]], name: str = "readings.csv") -> Path:
    """A sheet of readings as the office brings it: XLSX with a title above, or CSV in GB18030."""
    path = folder / name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (["2026-11 抄表"], [], HEADER, *rows):
            book.active.append(list(row))
        book.save(path)
    else:
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
    return path


def a_row(account: GasAccount | str, value: object, **changed: Any) -> list[object]:
    """A row of the sheet for an account; the meter is its own."""
    number = account if isinstance(account, str) else account.number
    row = {"meter": f"M{number}", "on": "2026-11-21", "kind": "实抄", "why": None, "reader": "马超", "note": None}
    row |= changed
    return [number, row["meter"], row["on"], value, row["kind"], row["why"], row["reader"], row["note"]]


@contextmanager
def hooks(**answers: Any) -> Iterator[None]:
    """Let these hooks answer instead of the features that do: `hooks(billed_items=lambda ids: {1})`."""
    before = current_app.extensions[KEY]
    others = tuple(replace(one, hooks=_without(one, answers)) for one in before)

    class Stub(Feature):
        def function(self, reference: str) -> Any:
            return answers[reference]

    stub = Stub(package="app.billing.readings", hooks={name: name for name in answers})
    current_app.extensions[KEY] = (*others, stub)
    try:
        yield
    finally:
        current_app.extensions[KEY] = before


def _without(feature: Feature, answers: dict[str, Any]) -> dict[str, str]:
    return {name: reference for name, reference in feature.hooks.items() if name not in answers}
