"""Rows for papers, written straight into the tables: a month of posted slips, a receipt, a plan."""

from __future__ import annotations

from datetime import date

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.payments.models import Payment
from app.billing.readings.models import Plan, PlanItem, Reading
from app.billing.receivables.models import Allocation, PrepaidBalance, Receivable
from app.billing.statements.models import Run, Statement, StatementLine
from app.billing.tariffs.models import Tariff
from app.customers.files.models import Customer
from app.domain.actor import OPERATOR
from app.domain.money import Fen, Price, Rate, amount
from app.domain.volume import Factor, Volume
from app.extensions import db
from app.unit_of_work import unit_of_work

PERIOD = "2026-11"
TARIFF_SOURCE = 'name = "民用气价"\ncategory = "residential"\nvalid_from = 2026-01-01\n'


def a_month_of_slips(count: int, *, state: str = "posted", category: str = "residential") -> list[int]:
    """Store `count` statements of 31 m³ over two blocks in books of forty; return their ids in route order."""
    now = clock.now()
    with unit_of_work(by=OPERATOR) as work:
        tariff = Tariff(
            name="民用气价",
            category=category,
            document="京发改〔2023〕1234 号",
            valid_from=date(2026, 1, 1),
            source=TARIFF_SOURCE,
            entered_at=now,
            entered_by="高总",
        )
        plan = Plan(period=PERIOD, frozen_at=now, made_by="陈收")
        run = Run(period=PERIOD, kind="month", state="drafted", totals={}, made_by="陈收", made_at=now)
        work.session.add_all([tariff, plan, run])
        work.session.flush()
        ids = [_slip(run, plan, tariff, number, category) for number in range(1, count + 1)]
        work.session.flush()
        run.state, run.posted_on, run.posted_at, run.posted_by = state, date(2026, 11, 26), now, "徐财"
    return ids


def _slip(run: Run, plan: Plan, tariff: Tariff, number: int, category: str) -> int:
    now, session = clock.now(), db.session
    customer = Customer(
        number=f"K{number:06}", kind="person", name=f"王小明{number}", category="ordinary", opened_at=now
    )
    session.add(customer)
    session.flush()
    book, position = f"B{(number - 1) // 40 + 1:02}", (number - 1) % 40 + 1
    account = GasAccount(
        number=f"1000{number:06}",
        customer_id=customer.id,
        name=customer.name,
        category=category,
        use="general",
        persons=4,
        address=f"长春市朝阳区红旗街道湖西路 {number} 号 5 栋 2 单元 1204 室",
        book=book,
        position=position,
        cycle_volume=Volume(0),
        state="active",
        opened_at=now,
    )
    session.add(account)
    session.flush()
    item = PlanItem(
        recent=[],
        plan_id=plan.id,
        account_id=account.id,
        meter_number=f"G4-2023{number:06}",
        digits=5,
        factor=Factor(1_000_000),
        book=book,
        position=position,
        category=category,
        use="general",
        persons=4,
        previous=Volume(1_330_000),
        previous_on=date(2026, 10, 21),
    )
    session.add(item)
    session.flush()
    reading = Reading(
        plan_item_id=item.id,
        account_id=account.id,
        meter_number=item.meter_number,
        read_on=date(2026, 11, 22),
        value=Volume(1_361_000),
        kind="actual",
        source="reader",
        reader="马抄",
        entered_at=now,
        entered_by="陈收",
    )
    session.add(reading)
    session.flush()
    statement = Statement(
        run_id=run.id,
        number=f"S202611-{number:05}",
        account_id=account.id,
        customer_id=customer.id,
        plan_item_id=item.id,
        reading_id=reading.id,
        period=PERIOD,
        kind="regular",
        account_number=account.number,
        name=account.name,
        address=account.address,
        category=category,
        use="general",
        persons=4,
        book=book,
        position=position,
        meter_number=item.meter_number,
        digits=5,
        previous=item.previous,
        previous_on=item.previous_on,
        current=Volume(1_361_000),
        read_on=reading.read_on,
        reader="马抄",
        factor=Factor(1_000_000),
        volume=Volume(31_000),
        cycle_start=date(2026, 1, 1),
        cumulative_from=Volume(330_000),
        cumulative_to=Volume(361_000),
        amount=Fen(8333),
        tax_rate=Rate(90_000),
        tariff_id=tariff.id,
        ceilings=[350_000, 500_000],
    )
    session.add(statement)
    session.flush()
    _lines(statement, tariff)
    session.add(
        Receivable(
            statement_id=statement.id,
            run_id=run.id,
            account_id=account.id,
            period=PERIOD,
            amount=Fen(8333),
            outstanding=Fen(8333),
            due_on=date(2026, 12, 3),
        )
    )
    return statement.id


def _lines(statement: Statement, tariff: Tariff) -> None:
    blocks = [(1, 330_000, 350_000, 26_100), (2, 350_000, 361_000, 28_300)]
    for place, (block, start, end, price) in enumerate(blocks):
        volume = Volume(end - start)
        db.session.add(
            StatementLine(
                statement_id=statement.id,
                place=place,
                block=block,
                start=Volume(start),
                end=Volume(end),
                volume=volume,
                price=Price(price),
                amount=amount(volume, Price(price)),
                tariff_id=tariff.id,
            )
        )


def a_payment(statement_id: int, *, number: str = "R2611-000001", yuan: int = 100, reverses: int | None = None) -> int:
    """Store a payment in cash that settles this statement and leaves the rest prepaid; return its id."""
    now = clock.now()
    with unit_of_work(by=OPERATOR) as work:
        statement = work.session.get_one(Statement, statement_id)
        total = Fen(yuan * 100)
        payment = Payment(
            number=number,
            account_id=statement.account_id,
            customer_id=statement.customer_id,
            channel="cash",
            amount=total,
            tendered=Fen(20_000) if total > 0 else None,
            change=Fen(20_000 - total) if total > 0 else None,
            to_debts=Fen(8333),
            to_prepaid=Fen(total - 8333),
            prepaid_after=Fen(max(total - 8333, 0)),
            paid_on=date(2026, 11, 20),
            taken_at=now,
            taken_by="陈收",
            reverses_id=reverses,
            reason="重复收款" if reverses else None,
        )
        work.session.add(payment)
        work.session.flush()
        if reverses is None:
            work.session.add(
                Allocation(
                    account_id=statement.account_id,
                    statement_id=statement_id,
                    payment_id=payment.id,
                    source="payment",
                    amount=Fen(8333),
                    at=now,
                    on=date(2026, 11, 20),
                )
            )
            work.session.add(PrepaidBalance(account_id=statement.account_id, balance=Fen(total - 8333)))
        return payment.id
