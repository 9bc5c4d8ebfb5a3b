"""The ledger of a gas account (用户台账, G-21) on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.accounts.queries import visible
from app.billing.ledger.queries import ledger_of
from app.billing.ledger.rules import KINDS, LedgerRow, side_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.extensions import db
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.web.language import say


@dataclass(frozen=True, slots=True)
class RowPaper:
    """One line of the ledger; amounts in yuan, the balance with the word that says whose it is."""

    on: str
    kind: str
    number: str
    text: str
    charge: str
    payment: str
    balance: str
    side: str


@dataclass(frozen=True, slots=True)
class LedgerPaper:
    """A ledger ready for print."""

    office: str
    reach: str
    account: str
    name: str
    place: str
    since: str
    until: str
    printed_on: str
    rows: tuple[RowPaper, ...]


EXAMPLE = LedgerPaper(
    office="",
    reach="",
    account="10000001",
    name="王小明",
    place="红旗街道湖西路 5 号 2 单元 1204 室",
    since="2026-10-01",
    until="2026-11-30",
    printed_on="2026-11-30",
    rows=(
        RowPaper("2026-10-26", "结算单", "S202610-00001", "2026-10", "83.33", "", "83.33", "欠费"),
        RowPaper("2026-10-30", "收款", "R2610-000017", "现金", "", "100.00", "16.67", "预存"),
        RowPaper("2026-11-26", "结算单", "S202611-00001", "2026-11", "52.20", "", "35.53", "欠费"),
    ),
)


def documents() -> list[Document]:
    """The ledger; it shows the state of the day and is never frozen."""
    return [
        Document(
            key="ledger",
            chinese="用户台账",
            english=Text("Ledger of a gas account"),
            papers=("a4", "a4-landscape"),
            template="print/ledger.html",
            permission="billing.ledger.see",
            load=ledger,
            arguments=("since", "until"),
            official=False,
            example=lambda: EXAMPLE,
            blank_rows=16,
            used=Text("On the page of a gas account, under its ledger"),
        )
    ]


def ledger(actor: Actor, subject_id: int, since: str = "", until: str = "") -> LedgerPaper:
    """The ledger of an account between two days, both included. Raises NoResultFound, and Refused for no day."""
    one = db.session.scalars(select(GasAccount).where(GasAccount.id == subject_id, visible(actor))).one()
    office = policy.of(OfficePolicy)
    rows = ledger_of(subject_id, _day(since), _day(until))
    return LedgerPaper(
        office=office.name,
        reach="  ".join(filter(None, (office.phone, office.address))),
        account=one.number,
        name=one.name,
        place=one.address,
        since=since,
        until=until,
        printed_on=clock.today().isoformat(),
        rows=tuple(_row(row) for row in rows),
    )


def _row(row: LedgerRow) -> RowPaper:
    return RowPaper(
        on=row.on.isoformat(),
        kind=say(Text(KINDS[row.kind])),
        number=row.number,
        text=say(row.text),
        charge=_yuan(row.charge),
        payment=_yuan(row.payment),
        balance=format_fen(Fen(abs(row.balance))),
        side=say(Text(side_of(row.balance))) if row.balance else "",
    )


def _yuan(fen: Fen | None) -> str:
    return "" if fen is None else format_fen(fen)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(Text("Please type a day like 2026-11-20, 11-20 or 1120.")) from None
