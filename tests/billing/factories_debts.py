"""Accounts, posted statements and what is owed of them, made without a reading month. Needs an app context."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.readings.models import Plan, PlanItem, Reading
from app.billing.receivables.service import NewDebt, open_debts
from app.billing.statements.models import Delivery, Run, Statement
from app.billing.tariffs.models import Tariff
from app.customers.files.models import Customer
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.extensions import db
from app.search.index import put
from app.search.tokens import tokens_of
from app.unit_of_work import Work, unit_of_work

NUMBERS = count(20_000_003, 7)
M3 = 1000


def an_account(number: str | None = None, *, name: str = "王建国", **values: Any) -> GasAccount:
    """A gas account with its own customer, found by the search."""
    number = number or str(next(NUMBERS))
    with unit_of_work(by=OPERATOR) as work:
        customer = Customer(number=f"K{number}", kind="person", name=name, category="ordinary", opened_at=work.at)
        work.session.add(customer)
        work.session.flush()
        plain: dict[str, Any] = {"address": f"光明路{number[-3:]}号", "phone": "13800138000", "use": "general"}
        plain |= {"category": "residential", "cycle_volume": 0, "book": "B01", "position": 1, "state": "active"}
        plain |= {"customer_id": customer.id, "opened_at": datetime(2024, 5, 1, tzinfo=work.at.tzinfo)} | values
        account = GasAccount(number=number, name=name, **plain)
        work.session.add(account)
        work.session.flush()
        tokens = tokens_of(name=name, phones=[account.phone or ""], numbers=[number], address=account.address)
        put("account", [(account.id, tokens)])
    return account


def a_statement(
    account: GasAccount,
    fen: int,
    *,
    period: str = "2026-10",
    due_on: date = date(2026, 11, 8),
    posted_on: date = date(2026, 11, 1),
    kind: str = "regular",
    **values: Any,
) -> Statement:
    """A posted statement of `fen` with its reading and its debt."""
    with unit_of_work(by=OPERATOR) as work:
        item = _item(work, account, period)
        day = date.fromisoformat(f"{period}-22")
        reading = _reading(work, account, item, day)
        run = _run(work, period, posted_on, "month" if kind == "regular" else "correction")
        statement = Statement(
            run_id=run.id, number=f"S{period[2:4]}{period[5:]}-{run.id:06}", account_id=account.id,
            customer_id=account.customer_id, plan_item_id=item.id, reading_id=reading.id, period=period, kind=kind,
            account_number=account.number, name=account.name, address=account.address, category=account.category,
            use=account.use, meter_number="M1", digits=5, previous=0, current=30 * M3, read_on=day, reader="马抄",
            factor=1_000_000, volume=30 * M3, cumulative_from=0, cumulative_to=30 * M3, amount=fen,
            tariff_id=_tariff(work).id, ceilings=[], **values,
        )  # fmt: skip
        work.session.add(statement)
        work.session.flush()
        open_debts([NewDebt(statement.id, run.id, account.id, period, Fen(fen), due_on)])
        run.state, run.posted_on, run.posted_at, run.posted_by = "posted", posted_on, work.at, "徐财"
    return statement


def delivered(statement: Statement, on: date) -> None:
    """Record that a statement was handed over."""
    with unit_of_work(by=OPERATOR) as work:
        work.session.add(
            Delivery(statement_id=statement.id, delivered_on=on, way="hand", recorded_at=work.at, recorded_by="马抄")
        )


def _item(work: Work, account: GasAccount, period: str) -> PlanItem:
    plan = db.session.scalars(select(Plan).where(Plan.period == period)).one_or_none()
    if plan is None:
        plan = Plan(period=period, frozen_at=clock.now(), made_by="陈收")
        work.session.add(plan)
        work.session.flush()
    wanted = select(PlanItem).where(PlanItem.plan_id == plan.id, PlanItem.account_id == account.id)
    item = db.session.scalars(wanted).one_or_none()
    if item is None:
        item = PlanItem(
            plan_id=plan.id, account_id=account.id, meter_number="M1", digits=5, factor=1_000_000, book=account.book,
            position=account.position, category=account.category, use=account.use, previous=0, recent=[],
        )  # fmt: skip
        work.session.add(item)
        work.session.flush()
    return item


def _reading(work: Work, account: GasAccount, item: PlanItem, day: date) -> Reading:
    reading = Reading(
        plan_item_id=item.id, account_id=account.id, meter_number="M1", read_on=day, value=30 * M3, kind="actual",
        source="reader", reader="马抄", entered_at=work.at, entered_by="马抄",
    )  # fmt: skip
    work.session.add(reading)
    work.session.flush()
    return reading


def _run(work: Work, period: str, posted_on: date, kind: str) -> Run:
    run = Run(
        period=period, kind=kind, state="drafting", totals={}, made_by="陈收", made_at=work.at, posted_on=posted_on
    )
    work.session.add(run)
    work.session.flush()
    return run


def _tariff(work: Work) -> Tariff:
    tariff = db.session.scalars(select(Tariff)).first()
    if tariff is None:
        tariff = Tariff(
            name="居民", category="residential", valid_from=date(2024, 1, 1), source="", entered_at=work.at,
            entered_by="徐财",
        )  # fmt: skip
        work.session.add(tariff)
        work.session.flush()
    return tariff
