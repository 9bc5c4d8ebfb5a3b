"""Settlement slips as they stand on paper, gathered set by set: a thousand slips cost the looks of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.billing.meters.models import Installation
from app.billing.receivables.models import PrepaidBalance, Receivable
from app.billing.receivables.neighbours import posted
from app.billing.statements.models import Run, Statement, StatementLine
from app.billing.tariffs.models import Tariff
from app.domain.money import Fen
from app.extensions import db


@dataclass(frozen=True, slots=True)
class Slip:
    """A posted statement with everything its paper needs besides: lines, price list, and the money as of today.

    `arrears` are the other debts of the account, `open` what is still owed of this one, in fen. `exchanged` is true
    where a meter was taken off between the two readings.
    """

    statement: Statement
    run: Run
    lines: Sequence[StatementLine]
    tariff: Tariff
    reverses: str | None
    due_on: date | None
    open: Fen
    arrears: Fen
    prepaid: Fen
    exchanged: bool
    as_of: date


def slips(ids: Sequence[int]) -> list[Slip]:
    """These posted statements, in the order of `ids`; whoever is not posted is left out."""
    rows = db.session.execute(
        select(Statement, Run, Tariff)
        .join(Run, Run.id == Statement.run_id)
        .join(Tariff, Tariff.id == Statement.tariff_id)
        .where(Statement.id.in_(ids), Run.state == "posted")
        .order_by(Statement.id)
    ).all()
    found = {statement.id: (statement, run, tariff) for statement, run, tariff in rows}
    around = _Around([statement for statement, _, _ in found.values()])
    return [around.slip(*found[one]) for one in ids if one in found]


class _Around:
    """What stands around a set of statements, read once for all of them."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        ids = [one.id for one in statements]
        accounts = [one.account_id for one in statements]
        self.today = clock.today()
        self.lines = _lines(ids)
        self.numbers = _numbers([one.reverses_id for one in statements if one.reverses_id])
        self.debts = _debts(ids)
        self.owed = _owed(accounts)
        self.prepaid = _prepaid(accounts)
        self.removals = _removals(accounts)

    def slip(self, statement: Statement, run: Run, tariff: Tariff) -> Slip:
        """Put one slip together."""
        due_on, still_open = self.debts.get(statement.id, (None, Fen(0)))
        return Slip(
            statement,
            run,
            self.lines.get(statement.id, []),
            tariff,
            self.numbers.get(statement.reverses_id or 0),
            due_on,
            still_open,
            Fen(self.owed.get(statement.account_id, 0) - still_open),
            Fen(self.prepaid.get(statement.account_id, 0)),
            self._exchanged(statement),
            self.today,
        )

    def _exchanged(self, statement: Statement) -> bool:
        days = self.removals.get(statement.account_id, [])
        since = statement.previous_on or date.min
        return any(since < day <= statement.read_on for day in days)


def _lines(ids: Sequence[int]) -> dict[int, list[StatementLine]]:
    query = select(StatementLine).where(StatementLine.statement_id.in_(ids))
    found: dict[int, list[StatementLine]] = {}
    for line in db.session.scalars(query.order_by(StatementLine.statement_id, StatementLine.place)):
        found.setdefault(line.statement_id, []).append(line)
    return found


def _numbers(ids: Sequence[int]) -> dict[int, str | None]:
    query = select(Statement.id, Statement.number).where(Statement.id.in_(ids)).order_by(Statement.id)
    return dict(db.session.execute(query).all())


def _debts(ids: Sequence[int]) -> dict[int, tuple[date, Fen]]:
    query = select(Receivable.statement_id, Receivable.due_on, Receivable.outstanding)
    rows = db.session.execute(query.where(Receivable.statement_id.in_(ids)).order_by(Receivable.statement_id))
    return {one: (due_on, outstanding) for one, due_on, outstanding in rows}


def _owed(accounts: Sequence[int]) -> Mapping[int, Any]:
    query = select(Receivable.account_id, func.sum(Receivable.outstanding)).where(
        Receivable.account_id.in_(accounts), Receivable.outstanding != 0, posted(Receivable.run_id)
    )
    return dict(db.session.execute(query.group_by(Receivable.account_id)).all())


def _prepaid(accounts: Sequence[int]) -> Mapping[int, Fen]:
    query = select(PrepaidBalance.account_id, PrepaidBalance.balance).where(PrepaidBalance.account_id.in_(accounts))
    return dict(db.session.execute(query.order_by(PrepaidBalance.account_id)).all())


def _removals(accounts: Sequence[int]) -> dict[int, list[date]]:
    query = select(Installation.account_id, Installation.removed_on).where(
        Installation.account_id.in_(accounts), Installation.removed_on.is_not(None)
    )
    found: dict[int, list[date]] = {}
    for account_id, removed_on in db.session.execute(query.order_by(Installation.id)):
        if removed_on is not None:
            found.setdefault(account_id, []).append(removed_on)
    return found
