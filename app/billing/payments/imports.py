"""The bank's list of payments as an import (exchange-files.md): every row checked, then each payment a whole deed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app import clock
from app.billing.payments import queries_bank as bank
from app.billing.payments.feature import ALIPAY, BANK, CARD, CHANNELS, IMPORT, TRANSFER, WECHAT
from app.billing.payments.rules_bank import BankRow, read_row, verdict_of
from app.billing.payments.service_bank import book_rows, keep_unmatched
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.exchange.columns import Column
from app.exchange.read import Row
from app.office.batches.kinds import BY, DUPLICATE, REFUSED, ImportKind, Option, Verdict
from app.office.batches.models import Batch, BatchRow

COLUMNS = (
    Column("account", "户号", "account", required=True),
    Column("amount", "金额", "amount", required=True),
    Column("paid_on", "到账日期", "paid_on", required=True),
    Column("reference", "外部流水号", "reference", required=True),
    Column("payer", "付款人", "payer"),
)
FROM_OUTSIDE = (BANK, WECHAT, ALIPAY, CARD, TRANSFER)


def kinds() -> list[ImportKind]:
    """The one kind of import that this feature brings."""
    choices = [(key, CHANNELS[key]) for key in FROM_OUTSIDE]
    return [
        ImportKind(
            key="payments",
            label=Text("Payments from the bank"),
            permission=IMPORT,
            columns=COLUMNS,
            check=check,
            apply=apply,
            undo=undo,
            applied=keep_refused,
            options=(Option("channel", N_("How it is paid"), choices=choices),),
            home="payments.index",
        )
    ]


def check(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge every row; writes nothing. `options` hold the channel and, under "by", who brought the file."""
    today = clock.today()
    read = {row.number: _read(row) for row in rows}
    good = [found for found in read.values() if isinstance(found, BankRow)]
    accounts = bank.accounts_of(options[BY], {found.account for found in good})
    known = bank.known_under(options["channel"], {found.reference for found in good})
    seen: dict[str, int] = {}
    for number, found in read.items():
        if isinstance(found, Text):
            yield Verdict(number, REFUSED, found)
        elif found.reference in seen:
            yield Verdict(number, DUPLICATE, Text("Row %(row)s has the same reference.", row=seen[found.reference]))
        else:
            seen[found.reference] = number
            yield _judged(number, found, accounts.get(found.account), known.get(found.reference), today)


def apply(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Book one slice of the rows, each payment whole: itself, what it pays, its history.

    They can be seen at once, before the last flip, because what is owed falls with them. Rows that somebody booked
    since the check are passed over; the unique index would not let them in twice.
    """
    book_rows([row.values for row in rows], channel=batch.options["channel"], batch_id=batch.id)


def keep_refused(batch: Batch) -> None:
    """Let the payments that name no account we know wait for somebody to say whose they are."""
    if batch.partial:
        keep_unmatched(bank.refused_values(batch.id), channel=batch.options["channel"], batch_id=batch.id)


def undo(_batch: Batch) -> None:
    """Payments are not taken back in one go: each one has paid something. Raises Refused."""
    raise Refused(
        Text("Payments are not taken back together, because each has paid debts. Reverse them one by one in the list.")
    )


def _read(row: Row) -> BankRow | Text:
    try:
        return read_row(row.cells)
    except Refused as refused:
        return refused.text


def _judged(
    number: int, found: BankRow, account: bank.Known | None, before: BankRow | Text | None, today: date
) -> Verdict:
    verdict, reason = verdict_of(found, account is not None, before, today)
    values = found.values() | {
        "account_id": account.id if account else None,
        "customer_id": account.customer_id if account else None,
    }
    return Verdict(number, verdict, reason, values)
