"""Booking allowances and returns once everything is there, and reversing what was booked wrongly."""

from __future__ import annotations

from typing import Any

from app import clock
from app.complaints.allowances import queries as allowances
from app.complaints.allowances import service as allowing
from app.complaints.allowances.models import Allowance
from app.complaints.allowances.rules import BOOKED as DONE
from app.complaints.allowances.rules import STAMPED, Item, check_complete
from app.complaints.returns import queries as returns
from app.complaints.returns import service as returning
from app.complaints.returns.rules import RECEIVED
from app.complaints.vouchers import queries, rules
from app.complaints.vouchers.feature import BOOKED, EXPORTED, REVERSED
from app.complaints.vouchers.models import Voucher
from app.complaints.vouchers.queries import Remedy
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.unit_of_work import current_work, unit_of_work


def checklist(one: Remedy, amount: Fen) -> tuple[Item, ...]:
    """What must be there before this remedy is booked with this amount in fen before tax (K-38, K-39)."""
    if isinstance(one.thing, Allowance):
        return allowances.checklist(one.thing)
    return returns.checklist(one.thing, amount)


def book(kind: str, thing_id: int, version: int, *, amount: Fen, tax: Fen, words: str, by: Actor) -> Voucher:
    """Book a remedy by a voucher of today (K-35, K-36): what is really there, with this amount and tax in fen.

    Raises NoResultFound, Conflict where it was booked or changed meanwhile, Refused while something is missing and
    for an amount that nobody with authority has agreed to.
    """
    with unit_of_work(by=by):
        one = queries.remedy(kind, thing_id, by)
        rules.check_money(amount, tax)
        if kind == rules.ALLOWANCE and (amount, tax) != (one.thing.amount_fen, one.thing.tax_fen):  # type: ignore[union-attr]
            raise Refused(Text("An allowance is booked as its certificate says."), field="amount_fen")
        check_complete(checklist(one, amount))
        _move(one, version, _ready(kind), DONE)
        return _write(one, one.quantity, amount, tax, words, by=by)


def reverse(voucher_id: int, reason: str, *, by: Actor) -> Voucher:
    """Reverse a voucher by another one of today; its remedy can be booked again then.

    Raises NoResultFound, Refused without a reason and for a reversal itself, Conflict for what is reversed already.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by):
        wrong: Voucher = queries.voucher(voucher_id, by).Voucher
        if wrong.reverses_id is not None:
            raise Refused(Text("This voucher is itself a reversal. Book the remedy anew."))
        one = queries.remedy_of(wrong.subject, by)
        if queries.reversal_of(voucher_id) is not None:
            raise Conflict(Text("This voucher is reversed already."))
        _move(one, one.thing.version, DONE, _ready(one.kind))
        quantity = None if wrong.quantity is None else -wrong.quantity
        return _write(one, quantity, Fen(-wrong.amount_fen), Fen(-wrong.tax_fen), reason, by=by, reverses=wrong)


def take_out(month: str, rows: int, filename: str, *, by: Actor) -> None:
    """Record that the vouchers of a month leave as a sheet (O-15)."""
    with unit_of_work(by=by):
        record(EXPORTED, "vouchers", facts={"month": month, "rows": rows, "file": filename})


def _ready(kind: str) -> str:
    return STAMPED if kind == rules.ALLOWANCE else RECEIVED


def _move(one: Remedy, version: int, known: str, state: str) -> None:
    if isinstance(one.thing, Allowance):
        allowing.move_to(one.thing, version, (known,), state)
    else:
        returning.move_to(one.thing, version, (known,), state)


def _write(
    one: Remedy, quantity: int | None, amount: Fen, tax: Fen, words: str, *, by: Actor, reverses: Voucher | None = None
) -> Voucher:
    work, today = current_work(), clock.today()
    month = f"{today:%y%m}"
    made = Voucher(
        number=f"CP{month}-{next_number('vouchers', month):03}", complaint_id=one.case.id, subject=one.subject,
        kind=one.kind, quantity=quantity, amount_fen=amount, tax_fen=tax, words=words.strip()[:300],
        reverses_id=reverses.id if reverses else None, booked_on=today, at=work.at, by=by.name,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    facts: dict[str, Any] = {"voucher": made.number, "number": one.thing.number, "amount_fen": amount + tax}
    if reverses:
        record(REVERSED, one.subject, reason=words.strip(), facts={**facts, "reversed": reverses.number})
    else:
        record(BOOKED, one.subject, facts=facts)
    return made
