"""One settlement slip with everything that explains it: blocks, prices, cycle, due day, money, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.billing.receivables.models import Allocation, Receivable
from app.billing.receivables.neighbours import PAYMENTS, posted
from app.billing.statements.gathering import chains_of
from app.billing.statements.models import Delivery, Run, Statement, StatementLine
from app.billing.statements.queries import posted_slips
from app.billing.statements.rules import state_of
from app.billing.tariffs.models import Tariff
from app.domain.actor import Actor
from app.domain.money import Fen, net_and_tax
from app.domain.text import N_, Text
from app.extensions import db

SOURCES = {
    "payment": N_("Payment"),
    "prepaid": N_("From prepaid money"),
    "offset": N_("Set against the reversal"),
    "release": N_("Back to prepaid money"),
}


@dataclass(frozen=True, slots=True)
class View:
    """What the page of a slip shows. `net` and `tax` are None where the price list names no tax."""

    slip: Statement
    run: Run
    debt: Receivable
    state: str
    lines: Sequence[StatementLine]
    tariff: Tariff
    net: Fen | None
    tax: Fen | None
    why_due: Text
    deliveries: Sequence[Delivery]
    money: Sequence[Any]
    corrections: Sequence[Statement]
    affected: Sequence[Statement]


def view_of(actor: Actor, statement_id: int, today: date) -> View:
    """A posted slip that this actor may see. Raises NoResultFound."""
    slip, debt, reversed_ = db.session.execute(posted_slips(actor).where(Statement.id == statement_id)).one()
    net, tax = net_and_tax(slip.amount, slip.tax_rate) if slip.tax_rate is not None else (None, None)
    run = db.session.get_one(Run, slip.run_id)
    deliveries = deliveries_of(slip.id)
    return View(
        slip=slip,
        run=run,
        debt=debt,
        state=state_of(slip.kind, reversed_, debt.outstanding, debt.due_on, today),
        lines=lines_of(slip.id),
        tariff=db.session.get_one(Tariff, slip.tariff_id),
        net=net,
        tax=tax,
        why_due=_why_due(run, debt, deliveries),
        deliveries=deliveries,
        money=_money(slip.id),
        corrections=_corrections(slip),
        affected=affected_by(slip) if reversed_ else [],
    )


def lines_of(statement_id: int) -> Sequence[StatementLine]:
    """The lines of a slip, in their order."""
    query = select(StatementLine).where(StatementLine.statement_id == statement_id)
    return db.session.scalars(query.order_by(StatementLine.place)).all()


def deliveries_of(statement_id: int) -> Sequence[Delivery]:
    """The recorded deliveries of a slip, newest first: the first one counts (G-12)."""
    query = select(Delivery).where(Delivery.statement_id == statement_id).order_by(Delivery.id.desc())
    return db.session.scalars(query).all()


def affected_by(slip: Statement) -> Sequence[Statement]:
    """The later slips of the same cycle, whose blocks began where this one ended; nobody changes them silently."""
    if slip.cycle_start is None:
        return []
    chains = chains_of(slip.account_id, slip.cycle_start)
    own = chains.get(slip.plan_item_id)
    later = [item_id for item_id, chain in chains.items() if own and chain.first_id > own.first_id]
    query = (
        select(Statement)
        .where(Statement.plan_item_id.in_(later), Statement.kind != "reversal", posted(Statement.run_id))
        .order_by(Statement.id)
    )
    return db.session.scalars(query).all()


def _why_due(run: Run, debt: Receivable, deliveries: Sequence[Delivery]) -> Text:
    start = deliveries[0].delivered_on if deliveries else run.posted_on
    days = (debt.due_on - start).days if start else 0
    if deliveries:
        return Text("%(days)s days after delivery on %(day)s", days=days, day=start.isoformat() if start else "")
    return Text("%(days)s days after posting on %(day)s; no delivery is recorded yet", days=days, day=str(start))


def _money(statement_id: int) -> Sequence[Any]:
    query = (
        select(Allocation, PAYMENTS.c.number)
        .outerjoin(PAYMENTS, PAYMENTS.c.id == Allocation.payment_id)
        .where(Allocation.statement_id == statement_id)
        .order_by(Allocation.id)
    )
    return db.session.execute(query).all()


def _corrections(slip: Statement) -> Sequence[Statement]:
    query = (
        select(Statement)
        .where(Statement.plan_item_id == slip.plan_item_id, Statement.id != slip.id, posted(Statement.run_id))
        .order_by(Statement.id)
    )
    return db.session.scalars(query).all()
