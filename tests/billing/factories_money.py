"""Payments made without the cashier's page, so that debts can be tested on their own. All need an app context."""

from __future__ import annotations

from itertools import count

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.payments.models import Payment
from app.billing.receivables.service import Allocated, TakenBack, allocate_payment, split_payment, take_back
from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.unit_of_work import Work, unit_of_work

NUMBERS = count(1)


def a_payment(account: GasAccount, fen: int, *, first: int | None = None) -> Payment:
    """Money taken for an account and set against what it owes."""
    with unit_of_work(by=OPERATOR) as work:
        split = split_payment(account.id, Fen(fen), first=first)
        payment = _stored(work, account, fen, split)
        allocate_payment(payment.id, account.id, split, on=clock.today())
    return payment


def reversed_payment(account: GasAccount, payment: Payment) -> TakenBack:
    """The same money taken back."""
    with unit_of_work(by=OPERATOR) as work:
        back = take_back(payment.id, account.id, payment.amount, on=clock.today(), reason="wrong account")
        split = Allocated((), Fen(-back.from_debts), Fen(-back.from_prepaid), back.prepaid_after)
        _stored(work, account, -payment.amount, split, reverses_id=payment.id)
    return back


def _stored(work: Work, account: GasAccount, fen: int, split: Allocated, reverses_id: int | None = None) -> Payment:
    payment = Payment(
        number=f"T{next(NUMBERS):06}",
        account_id=account.id,
        customer_id=account.customer_id,
        channel="cash",
        amount=fen,
        to_debts=split.to_debts,
        to_prepaid=split.to_prepaid,
        prepaid_after=split.prepaid_after,
        paid_on=clock.today(),
        taken_at=work.at,
        taken_by="operator",
        reverses_id=reverses_id,
    )
    work.session.add(payment)
    work.session.flush()
    return payment
