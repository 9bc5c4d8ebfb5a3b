"""What billing says about erasing a customer and about files without business (M-43)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.payments.models import Payment
from app.billing.receivables.models import PrepaidBalance, Receivable
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.extensions import db

CLOSED = "closed"


def obstacles(customer_ids: Sequence[int]) -> list[Text]:
    """Open gas accounts, debts and prepaid money: business that is not over (hook `erasure_obstacles`)."""
    accounts = select(GasAccount.id).where(GasAccount.customer_id.in_(customer_ids))
    running = db.session.scalar(select(func.count()).select_from(accounts.where(GasAccount.state != CLOSED).subquery()))
    owed = select(func.sum(Receivable.outstanding)).where(Receivable.account_id.in_(accounts))
    prepaid = select(func.sum(PrepaidBalance.balance)).where(PrepaidBalance.account_id.in_(accounts))
    found = [Text("Gas accounts that are not closed: %(count)s.", count=running)] if running else []
    if debts := db.session.scalar(owed):
        found.append(Text("Gas is still owed: %(amount)s.", amount=format_fen(Fen(debts), symbol=True)))
    if left := db.session.scalar(prepaid):
        found.append(Text("Prepaid money is still here: %(amount)s.", amount=format_fen(Fen(left), symbol=True)))
    return found


def last_business(customer_ids: Sequence[int]) -> dict[int, date]:
    """The day of the last payment, and today where a gas account is open (hook `last_business`)."""
    paid = select(Payment.customer_id, func.max(Payment.paid_on)).where(Payment.customer_id.in_(customer_ids))
    found = {row[0]: row[1] for row in db.session.execute(paid.group_by(Payment.customer_id))}
    supplied = select(GasAccount.customer_id).where(GasAccount.customer_id.in_(customer_ids))
    today = clock.today()
    return {**found, **dict.fromkeys(db.session.scalars(supplied.where(GasAccount.state != CLOSED)), today)}
