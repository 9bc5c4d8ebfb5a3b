"""The job that posts the drafts of a run: numbers, debts, one flip, then what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from app import clock
from app.billing.readings.models import PlanItem
from app.billing.readings.queries.facts import counted_readings
from app.billing.receivables.models import Receivable
from app.billing.receivables.queries import accounts_to_settle
from app.billing.receivables.rules import Share
from app.billing.receivables.service import NewDebt, apply_prepaid, open_debts
from app.billing.statements.drafting import SLIPS, move
from app.billing.statements.feature import POSTED, PREPAID_USED, RUN_POSTED
from app.billing.statements.gathering import price_mark
from app.billing.statements.models import Run, Statement
from app.billing.statements.policy import StatementPolicy
from app.billing.statements.queries import route, run
from app.billing.statements.rules import due_day, statement_number
from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.jobs.service import Running
from app.office.history.service import Deed, record, record_many
from app.office.numbering.service import take_numbers
from app.office.policy import queries as policy
from app.unit_of_work import current_work, in_short_units

DEBTS = Receivable.__table__
GIVE_NUMBER = update(SLIPS).where(SLIPS.c.id == bindparam("one"))  # type: ignore[arg-type]


def post_job(running: Running) -> dict[str, Any]:
    """Post a run; goes on where it stopped and ends with the same slips, numbers and debts whenever it stopped.

    Nothing is visible before the flip. Prices or readings that changed since the drafts were made bring the run
    back to its drafts. Raises Refused then.
    """
    found = run(int(running.arguments["run"]))
    if found.state == "posting" and not running.cursor.get("checked"):
        _check(running, found)
    slips = _slips(found.id)
    running.expect(2 * len(slips))
    if found.state == "posting":
        running.in_units(
            slips, partial(_number_and_open, found, policy.of(StatementPolicy, on=found.posted_on)), key="numbered"
        )
        _flip(running, found, slips)
    if run(found.id).state == "posted":
        running.in_units(slips, _record, key="recorded", start=len(slips))
        _settle(running, found)
    return {"run": found.id, "period": found.period, "posted": len(slips)}


def _check(running: Running, found: Run) -> None:
    """From `posting` on nobody changes the readings of these slips; what changed before brings the run back."""
    changed = _changed_items(found.id)
    if changed:
        text = Text("Readings changed since these slips were drafted: %(count)s. Draft them again.", count=len(changed))
        _back_to_drafts(running, found, text)
    if price_mark() != found.fingerprint:
        _back_to_drafts(
            running, found, Text("The price lists changed since these slips were drafted. Draft them again.")
        )
    with running.unit(cursor={**running.cursor, "checked": True}):
        pass


def _changed_items(run_id: int) -> set[int]:
    """The plan items of a run that stand elsewhere than billed, those of an import not yet worked in among them."""
    columns = (PlanItem.id, PlanItem.held, PlanItem.reading_id, PlanItem.volume)
    query = select(*columns, Statement.reading_id.label("billed"), Statement.volume.label("billed_volume"))
    query = query.join(Statement, Statement.plan_item_id == PlanItem.id).where(Statement.run_id == run_id)
    slips = db.session.execute(query).all()
    counted = counted_readings([slip.id for slip in slips])
    return {
        slip.id
        for slip in slips
        if slip.held is not None
        or not slip.billed == slip.reading_id == counted.get(slip.id)
        or slip.billed_volume != slip.volume
    }


def _back_to_drafts(running: Running, found: Run, why: Text) -> None:
    debts = db.session.scalars(select(Receivable.statement_id).where(Receivable.run_id == found.id)).all()
    in_short_units(debts, _close_debts, by=running.by, after=lambda _: running.keep())
    with running.unit(cursor={}):
        move(found.id, "drafted", before="posting", posted_by=None, posted_on=None)
    raise Refused(why)


def _close_debts(statement_ids: Sequence[int]) -> None:
    current_work().session.execute(delete(DEBTS).where(DEBTS.c.statement_id.in_(statement_ids)))  # type: ignore[arg-type]


def _slips(run_id: int) -> Sequence[Any]:
    """The slips of a run in route order, which is the order of their numbers."""
    columns = ("id", "account_id", "customer_id", "period", "category", "amount", "number")
    query = select(*(SLIPS.c[name] for name in columns)).where(SLIPS.c.run_id == run_id)
    return db.session.execute(query.order_by(*route())).all()


def _number_and_open(found: Run, rules: StatementPolicy, slips: Sequence[Any]) -> None:
    """Give numbers to slips that have none, and open what is owed of them (G-12, G-13)."""
    new = [slip.id for slip in slips if slip.number is None]
    numbers = take_numbers("statement", len(new), found.period[2:].replace("-", "")) if new else range(0)
    rows = [
        {"one": one, "number": statement_number(found.period, count)} for one, count in zip(new, numbers, strict=True)
    ]
    if rows:
        current_work().session.execute(GIVE_NUMBER, rows)
    if found.posted_on is None:
        raise RuntimeError(f"run {found.id} is being posted without a day")
    due = {slip.category: due_day(found.posted_on, slip.category, rules) for slip in slips}
    open_debts(
        NewDebt(slip.id, found.id, slip.account_id, slip.period, slip.amount, due[slip.category]) for slip in slips
    )


def _flip(running: Running, found: Run, slips: Sequence[Any]) -> None:
    """Make every slip of the run visible by one word, unless a price list came in between."""
    if price_mark() != found.fingerprint:
        _back_to_drafts(
            running, found, Text("The price lists changed since these slips were drafted. Draft them again.")
        )
    facts = {"period": found.period, "posted": len(slips), "amount_fen": sum(slip.amount for slip in slips)}
    with running.unit() as work:
        move(found.id, "posted", before="posting", posted_at=work.at)
        work.touch("statements")
        record(RUN_POSTED, f"run:{found.id}", facts=facts)


def _record(slips: Sequence[Any]) -> None:
    """One entry of history for each slip, so that the customer's time line tells it."""
    ids = [slip.id for slip in slips]
    rows = current_work().session.execute(select(SLIPS.c.id, SLIPS.c.number).where(SLIPS.c.id.in_(ids)))
    numbers = {row.id: row.number for row in rows}
    deeds = [
        Deed(
            f"statement:{slip.id}",
            slip.customer_id,
            {"number": numbers[slip.id], "period": slip.period, "amount_fen": slip.amount},
        )
        for slip in slips
    ]
    record_many(POSTED, deeds)


def _settle(running: Running, found: Run) -> None:
    """Let prepaid money pay the new debts; accounts that are settled already have nothing left to do."""
    accounts = accounts_to_settle(found.id)
    customers = {slip.account_id: slip.customer_id for slip in _slips(found.id)} if accounts else {}

    def settle(part: Sequence[int]) -> None:
        paid = apply_prepaid(part, on=clock.today())
        record_prepaid(paid, customers)

    in_short_units(accounts, settle, by=running.by, after=lambda _: running.keep())


def record_prepaid(paid: dict[int, tuple[Share, ...]], customers: dict[int, int]) -> None:
    """Write into history what prepaid money paid: account -> shares, account -> customer."""
    deeds = [
        Deed(
            f"account:{account_id}",
            customers[account_id],
            {"amount_fen": Fen(sum(share.amount for share in shares))},
        )
        for account_id, shares in paid.items()
    ]
    record_many(PREPAID_USED, deeds)
