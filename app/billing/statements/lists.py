"""Settlement slips and arrears as spreadsheets (exchange-files.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.exports import Export, Field
from app.billing.readings.rules import read_period
from app.billing.receivables.models import Receivable
from app.billing.receivables.queries import open_debts
from app.billing.statements.feature import EXPORT, STATES
from app.billing.statements.models import Statement
from app.billing.statements.queries import posted_slips, route
from app.billing.statements.rules import state_of
from app.billing.tariffs.pricelist import CATEGORIES
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.language import say

READ_AT_ONCE = 2000

STATEMENT_FIELDS = (
    Field("结算单号", "statement"),
    Field("户号", "account"),
    Field("户名", "name"),
    Field("账期", "period"),
    Field("上期读数", "previous", "volume"),
    Field("本期读数", "current", "volume"),
    Field("气量", "volume", "volume"),
    Field("累计起", "cumulative_from", "volume"),
    Field("累计止", "cumulative_to", "volume"),
    Field("金额", "amount", "money"),
    Field("应缴日", "due_on", "date"),
    Field("状态", "state"),
)
ARREARS_FIELDS = (
    Field("户号", "account"),
    Field("户名", "name"),
    Field("用户类别", "category"),
    Field("地址", "address"),
    Field("电话", "phone"),
    Field("册号", "book"),
    Field("结算单号", "statement"),
    Field("账期", "period"),
    Field("金额", "amount", "money"),
    Field("欠费", "outstanding", "money"),
    Field("应缴日", "due_on", "date"),
    Field("逾期天数", "days_overdue", "number"),
)


def exports() -> list[Export]:
    """The posted slips of a month, and what is still owed up to that month."""
    return [
        Export("statements", Text("Settlement slips"), EXPORT, STATEMENT_FIELDS, statement_rows),
        Export("arrears", Text("Arrears"), EXPORT, ARREARS_FIELDS, arrears_rows),
    ]


def statement_rows(actor: Actor, period: str) -> Iterator[Sequence[object]]:
    """The posted slips of a month in route order, reversals among them, so that the column of amounts adds up."""
    query = posted_slips(actor).where(Statement.period == read_period(period)).order_by(*route())
    today = clock.today()
    states = {state: say(Text(name)) for state, name in STATES.items()}
    for slip, debt, reversed_ in db.session.execute(query.execution_options(yield_per=READ_AT_ONCE)):
        yield (
            slip.number,
            slip.account_number,
            slip.name,
            slip.period,
            slip.previous,
            slip.current,
            slip.volume,
            slip.cumulative_from,
            slip.cumulative_to,
            slip.amount,
            debt.due_on,
            states[state_of(slip.kind, reversed_, debt.outstanding, debt.due_on, today)],
        )


def arrears_rows(actor: Actor, period: str) -> Iterator[Sequence[object]]:
    """What is open of the slips up to a month, account by account, with the days since the due day (G-15)."""
    today = clock.today()
    categories = {category: say(Text(name)) for category, name in CATEGORIES.items()}
    query = open_debts(actor).where(Receivable.period <= read_period(period))
    ordered = query.order_by(GasAccount.book, GasAccount.position, GasAccount.id, Receivable.due_on)
    for debt, account, number in db.session.execute(ordered.execution_options(yield_per=READ_AT_ONCE)):
        yield (
            account.number,
            account.name,
            categories[account.category],
            account.address,
            account.phone,
            account.book,
            number,
            debt.period,
            debt.amount,
            debt.outstanding,
            debt.due_on,
            max(0, (today - debt.due_on).days),
        )
