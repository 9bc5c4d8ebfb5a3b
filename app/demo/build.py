"""Building the demo office: the month before last is settled, the month now is half read."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

from flask import current_app
from sqlalchemy import select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.accounts.service import suspend_account
from app.billing.payments.service import take_payment
from app.billing.readings.service.plan import plan_month
from app.billing.receivables.queries import owed_by
from app.billing.statements.delivery import deliver_month
from app.billing.statements.models import Run
from app.billing.statements.service import post, run_month
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.service import enter_tariff
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.demo import positions, sheets
from app.demo.cast import open_office
from app.demo.office import OFFICE
from app.demo.people import Household, households
from app.domain.actor import OPERATOR, Actor
from app.domain.money import Fen, plain_fen
from app.extensions import db
from app.jobs import service as jobs
from app.office.attachments.service import attach
from app.office.batches.commands import run_import
from app.office.staff.service import add_staff

LANGUAGE = "zh_Hans_CN"
COMPANIES = (
    "东方机械有限公司",
    "长江贸易有限公司",
    "华光电子股份有限公司",
    "金桥物业管理有限公司",
    "新源化工集团有限公司",
)
LICENCE = bytes.fromhex(  # the smallest picture there is
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8ffffff7f0009fb03fd"
    "05434504d20000000049454e44ae426082"
)
CONTACTS = ("李经理", "周小姐", "吴主任", "郑会计", "冯先生")


def build(accounts: int = 300) -> None:
    """Make the demo office in an empty, migrated database."""
    now = clock.local(clock.now())
    with _jobs_at_once(), tempfile.TemporaryDirectory() as name:
        folder, cast, houses = Path(name), open_office(), list(households(accounts))
        with _travelling(now):
            _travel(_day(now, -1, 18))
            for source in sheets.PRICE_LISTS:
                enter_tariff(parse_tariff(source), by=cast["gao"])
            run_import("accounts", sheets.write_accounts(folder / "accounts.csv", houses), by=cast["chen"])
            _open_companies(cast["su"])
            _odds_and_ends(cast)
            positions.build(cast)
            figures = _last_month(now, folder, cast, houses)
        _this_month(now, folder, cast, houses, figures)
        for office in OFFICE:
            office.build(cast)


def _last_month(now: datetime, folder: Path, cast: Mapping[str, Actor], houses: Sequence[Household]) -> dict[str, int]:
    """The settled month: read, billed, posted by a second person, delivered, mostly paid; some are in arrears."""
    random = Random(1)
    period = f"{_day(now, -1, 20):%Y-%m}"
    figures = {h.account: h.initial + max(1, h.usual + random.randint(-h.usual // 4, h.usual // 4)) for h in houses}
    plan_month(period, by=cast["chen"])
    _travel(_day(now, -1, 25))
    read = [(h, _day(now, -1, 20 + n % 6).date(), figures[h.account]) for n, h in enumerate(houses)]
    sheet = sheets.write_readings(folder / "last.csv", read)
    run_import("readings", sheet, {"period": period}, by=cast["ma"])
    _travel(_day(now, -1, 26))
    run_month(period, by=cast["chen"], language=LANGUAGE)
    post(_newest_run(period), by=cast["xu"], language=LANGUAGE)
    _travel(_day(now, -1, 27))
    deliver_month(period, delivered_on=clock.today(), way="door", by=cast["ma"])
    _travel(_day(now, 0, 2))
    _pay(folder, cast, houses)
    return figures


def _pay(folder: Path, cast: Mapping[str, Actor], houses: Sequence[Household]) -> None:
    """Two thirds pay by bank, some at the counter, the rest does not pay."""
    ids = {account.number: account for account in db.session.scalars(select(GasAccount).order_by(GasAccount.id))}
    owed = owed_by([account.id for account in ids.values()])
    by_bank = [h.account for n, h in enumerate(houses) if n % 3]
    rows = [(n, plain_fen(owed[ids[n].id]), clock.today(), f"BK{n}") for n in by_bank if owed.get(ids[n].id, 0) > 0]
    rows.append(("00000000", "56.00", clock.today(), "BK-unknown"))
    sheet = sheets.write_payments(folder / "bank.csv", rows)
    run_import("payments", sheet, {"channel": "bank"}, by=cast["xu"], partial=True)
    for house in houses[0 : len(houses) : 12]:
        account = ids[house.account]
        debt = owed.get(account.id, Fen(0))
        if debt > 0:
            amount = Fen(debt + 5000) if house.position % 2 else debt
            take_payment(account, amount=amount, channel="cash", tendered=Fen(amount + 2000), by=cast["chen"])


def _this_month(
    now: datetime, folder: Path, cast: Mapping[str, Actor], houses: Sequence[Household], before: Mapping[str, int]
) -> None:
    """The month in progress: planned, four fifths read, some of it held, a first draft of the run."""
    random = Random(2)
    period = f"{now:%Y-%m}"
    plan_month(period, by=cast["chen"])
    rows = []
    for number, house in enumerate(houses[: len(houses) * 4 // 5]):
        used = max(1, house.usual + random.randint(-house.usual // 3, house.usual // 3))
        value: int | None = before[house.account] + used
        if number % 23 == 6:
            value = None
        elif number % 41 == 8:
            value = before[house.account] - 40
        elif number % 37 == 13:
            value = before[house.account]
        rows.append((house, min(now.date(), _day(now, 0, 20 + number % 6).date()), value))
    sheet = sheets.write_readings(folder / "now.csv", rows)
    run_import("readings", sheet, {"period": period}, by=cast["chen"])
    run_month(period, by=cast["chen"], language=LANGUAGE)


def _open_companies(by: Actor) -> None:
    for number, (name, contact) in enumerate(zip(COMPANIES, CONTACTS, strict=True)):
        company = NewCustomer(
            kind="company",
            name=name,
            category=("key", "ordinary", "target", "potential")[number % 4],
            contact=contact,
            phone=f"010-6{number}23456{number}",
            address=f"开发区{number + 1}号",
            owner_id=by.staff_id,
        )
        open_customer(company, by=by)


def _odds_and_ends(cast: Mapping[str, Actor]) -> None:
    """What else an office has: a person without sign-in, a suspended account, a licence on file, a list to come."""
    add_staff("临时工小丁", by=OPERATOR)
    account = db.session.scalars(select(GasAccount).order_by(GasAccount.id.desc()).limit(1)).one()
    suspend_account(account.id, reason="用户申请停用", by=cast["chen"])
    customer_id = db.session.scalars(select(Customer.id).order_by(Customer.id.desc()).limit(1)).one()
    attach(f"customer:{customer_id}", BytesIO(LICENCE), "营业执照.png", "复印件", by=cast["su"])
    enter_tariff(parse_tariff(sheets.next_years_list(clock.today().year + 1)), by=cast["gao"])


def _newest_run(period: str) -> int:
    return db.session.scalars(select(Run.id).where(Run.period == period).order_by(Run.id.desc()).limit(1)).one()


def _day(now: datetime, months: int, day: int) -> datetime:
    """Nine in the morning of a day of this month or the one before."""
    first = date(now.year, now.month, 1)
    month = first if months == 0 else (first - timedelta(days=1)).replace(day=1)
    return datetime(month.year, month.month, day, 9, tzinfo=now.tzinfo)


def _travel(moment: datetime) -> None:
    # The demo's past happened in the past: history, posting days and due days are those of the month before.
    clock.set_up(current_app.config["TIME_ZONE"], moment)


@contextlib.contextmanager
def _travelling(back_to: datetime) -> Iterator[None]:
    try:
        yield
    finally:
        clock.set_up(current_app.config["TIME_ZONE"], current_app.config["START_OF_TIME"])
        if abs(clock.now() - back_to) > timedelta(hours=1):
            _travel(back_to)


@contextlib.contextmanager
def _jobs_at_once() -> Iterator[None]:
    """Let jobs run where they are asked for: while the demo is built nobody waits, and no worker is there yet."""
    before = list(jobs._starters)
    jobs.start_with(jobs.run)
    try:
        yield
    finally:
        jobs.start_with(before[0] if before else None)
