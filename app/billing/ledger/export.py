"""The ledger as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.billing.exports import Export, Field
from app.billing.ledger.feature import SEE
from app.billing.ledger.queries import ledger_of
from app.billing.ledger.rules import KINDS, side_of
from app.domain.money import Fen
from app.domain.text import Text
from app.web.language import say

FIELDS = (
    Field("日期", "day", "date"),
    Field("事项", "kind"),
    Field("单号", "number"),
    Field("摘要", "text"),
    Field("应收", "charge", "money"),
    Field("实收", "payment", "money"),
    Field("余额方向", "side"),
    Field("余额", "balance", "money"),
)


def ledger_export(account_id: int, since: date | None, until: date | None) -> Export:
    """The ledger of one account and the wanted days; the balance without sign, its side in words."""
    return Export("ledger", Text("Ledger"), SEE, FIELDS, lambda _actor, _period: _rows(account_id, since, until))


def _rows(account_id: int, since: date | None, until: date | None) -> Iterator[tuple[object, ...]]:
    for row in ledger_of(account_id, since, until):
        side, balance = say(Text(side_of(row.balance))), Fen(abs(row.balance))
        kind = say(Text(KINDS[row.kind]))
        yield row.on, kind, row.number, say(row.text), row.charge, row.payment, side, balance
