"""Taking a posted slip back (红冲) and making it again (重开); the slip itself never changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.billing.readings.facts import Hold
from app.billing.readings.models import PlanItem
from app.billing.readings.sentences import HOLDS
from app.billing.readings.service.settle import reassess
from app.billing.receivables.service import NewDebt, apply_prepaid, open_debts, reverse_debt
from app.billing.statements.drafting import LINES, SLIPS, follow_accounts
from app.billing.statements.feature import REPLACED, REVERSED
from app.billing.statements.gathering import (
    before_in_chain,
    cases_of,
    lines_of,
    pricing_for,
    slip_of,
    standing_of,
    user_of,
)
from app.billing.statements.models import Run, Statement, StatementLine
from app.billing.statements.policy import StatementPolicy
from app.billing.statements.posting import record_prepaid
from app.billing.statements.queries import is_reversed
from app.billing.statements.rules import due_day, price, statement_number
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.unit_of_work import Work, unit_of_work

TURNED = ("volume", "amount")
CROSSED = {"cumulative_from": "cumulative_to", "cumulative_to": "cumulative_from"}


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction made: ids of the reversal and of the replacement, where there is one, and money set free."""

    reversal_id: int | None
    replacement_id: int | None
    released: Fen


def correct(statement_id: int, *, reason: str, replace: bool, by: Actor) -> Corrected:
    """Reverse a posted slip with a reason and, with `replace`, bill its reading again as it stands now (G-10).

    The reversal copies the stored figures with the other sign; what was paid becomes prepaid money, which pays the
    replacement and other open slips. A slip that was reversed before can still be replaced. Later slips of the same
    cycle stay as they are. Raises Refused, Conflict.
    """
    with unit_of_work(by=by) as work:
        slip = _posted_slip(work, statement_id)
        done_before = bool(work.session.scalar(select(is_reversed()).where(Statement.id == statement_id)))
        _refuse(slip, done_before, replace)
        run_id = _open_run(work, slip.period, reason)
        reversal_id, released = (None, Fen(0)) if done_before else _reverse(work, slip, run_id, reason)
        replacement_id = _replace(work, slip, run_id, reason) if replace else None
        record_prepaid(apply_prepaid([slip.account_id], on=clock.today()), {slip.account_id: slip.customer_id})
        work.touch("statements")
        return Corrected(reversal_id, replacement_id, released)


def _posted_slip(work: Work, statement_id: int) -> Statement:
    query = select(Statement).join(Run, Run.id == Statement.run_id).where(Statement.id == statement_id)
    return work.session.scalars(query.where(Run.state == "posted")).one()


def _refuse(slip: Statement, done_before: bool, replace: bool) -> None:
    if slip.kind == "reversal":
        raise Refused(Text("This slip takes another one back. Replace that one if it was right."))
    if done_before and not replace:
        raise Conflict(Text("This slip is reversed already."))
    if done_before and standing_of([slip.plan_item_id])[slip.plan_item_id].billed:
        raise Conflict(Text("This slip is replaced already."))


def _open_run(work: Work, period: str, reason: str) -> int:
    run = Run(
        period=period,
        kind="correction",
        state="posted",
        totals={},
        made_by=work.by.name,
        made_by_id=work.by.staff_id,
        made_at=work.at,
        posted_by=work.by.name,
        posted_on=clock.today(),
        posted_at=work.at,
        reason=reason,
    )
    work.session.add(run)
    work.session.flush()
    return run.id


def _reverse(work: Work, slip: Statement, run_id: int, reason: str) -> tuple[int, Fen]:
    own = {column.name: getattr(slip, column.name) for column in SLIPS.columns if column.name != "id"}
    row = {
        **own,
        **{name: -own[name] for name in TURNED},
        **{name: own[other] for name, other in CROSSED.items()},
        "run_id": run_id,
        "kind": "reversal",
        "sequence": _reversals(slip),
        "reverses_id": slip.id,
        "reason": reason,
    }
    lines = work.session.scalars(select(StatementLine).where(StatementLine.statement_id == slip.id)).all()
    reversal_id, number = _store(work, row, [_turned(line) for line in lines])
    paid = reverse_debt(slip.id, reversal_id, account_id=slip.account_id, on=clock.today(), reason=reason)
    facts = {"number": slip.number, "reversal": number, "amount_fen": slip.amount, "released_fen": paid}
    record(REVERSED, f"statement:{slip.id}", customer_id=slip.customer_id, facts=facts, reason=reason)
    return reversal_id, paid


def _reversals(slip: Statement) -> int:
    return standing_of([slip.plan_item_id])[slip.plan_item_id].reversals


def _turned(line: StatementLine) -> dict[str, Any]:
    """The line walked backwards: the stored figures with the other sign, never priced again."""
    return {
        "place": line.place,
        "block": line.block,
        "start": line.end,
        "end": line.start,
        "volume": -line.volume,
        "price": line.price,
        "amount": -line.amount,
        "tariff_id": line.tariff_id,
    }


def _replace(work: Work, slip: Statement, run_id: int, reason: str) -> int:
    follow_accounts([slip.plan_item_id], by=work.by)
    reassess([slip.plan_item_id])
    cases = cases_of([slip.plan_item_id])
    if not cases:
        held = work.session.scalar(select(PlanItem.held).where(PlanItem.id == slip.plan_item_id))
        raise Refused(
            Text("This reading is held (%(reason)s). Mend it first, then replace the slip.", reason=held or "unread")
        )
    row = cases[0]
    terms = pricing_for(slip.period).terms_of(user_of(row))
    if isinstance(terms, Text):
        raise Refused(terms)
    priced = price(terms, before_in_chain(row, terms), row.volume)
    made = slip_of(run_id, slip.period, row, terms, priced, kind="replacement", sequence=_reversals(slip))
    replacement_id, number = _store(work, {**made, "reason": reason}, lines_of(terms, priced))
    facts = {"number": slip.number, "replacement": number, "amount_fen": priced.amount}
    record(REPLACED, f"statement:{replacement_id}", customer_id=slip.customer_id, facts=facts, reason=reason)
    return replacement_id


def _held(work: Work, plan_item_id: int) -> Refused:
    held = work.session.scalar(select(PlanItem.held).where(PlanItem.id == plan_item_id)) or Hold.UNREAD
    reason = Text(HOLDS[held])
    return Refused(Text("This reading is held: %(reason)s. Mend it first, then replace the slip.", reason=reason))


def _store(work: Work, row: dict[str, Any], lines: list[dict[str, Any]]) -> tuple[int, str]:
    """Number and store a slip of a correction and open its debt; return its id and number."""
    number = statement_number(row["period"], next_number("statement", row["period"][2:].replace("-", "")))
    try:
        stored = work.session.execute(insert(SLIPS).values({**row, "number": number}).returning(SLIPS.c.id))  # type: ignore[arg-type]
        statement_id: int = stored.scalar_one()
    except IntegrityError:
        raise Conflict(Text("Somebody else has just corrected this slip. Please look again.")) from None
    if lines:
        work.session.execute(insert(LINES), [{"statement_id": statement_id, **line} for line in lines])  # type: ignore[arg-type]
    today = clock.today()
    due_on = due_day(today, row["category"], policy.of(StatementPolicy, on=today))
    debt = NewDebt(statement_id, row["run_id"], row["account_id"], row["period"], row["amount"], due_on)
    open_debts([debt])
    return statement_id, number
