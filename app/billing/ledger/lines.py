"""How each thing that happens at an account reads as a line of its ledger."""

from __future__ import annotations

from app.billing.ledger.rules import CHARGE, NOTICE, PAYMENT, PREPAID, READING, REVERSAL, Movement
from app.billing.payments.feature import CHANNELS
from app.billing.payments.models import Payment
from app.billing.readings.models import Reading
from app.billing.receivables.models import PrepaidEntry
from app.billing.statements.models import Delivery, Run, Statement
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.domain.volume import format_volume

STATEMENTS = {
    "regular": N_("Period %(period)s: %(volume)s m³"),
    "reversal": N_("Period %(period)s taken back: %(volume)s m³"),
    "replacement": N_("Period %(period)s charged anew: %(volume)s m³"),
}


def of_reading(reading: Reading, superseded: bool) -> Movement:
    """A reading, or that the meter could not be read."""
    if reading.value is None:
        text = Text("Not read: %(reason)s", reason=reading.unread_reason or "–")
    else:
        sentence = N_("Read: %(value)s m³, later corrected") if superseded else N_("Read: %(value)s m³")
        text = Text(sentence, value=format_volume(reading.value))
    return Movement(reading.read_on, reading.entered_at, READING, reading.id, reading.meter_number or "", text)


def of_statement(statement: Statement, run: Run) -> Movement:
    """A settlement slip, its reversal or its replacement, on the day it was posted."""
    text = Text(STATEMENTS[statement.kind], period=statement.period, volume=format_volume(statement.volume))
    on, at = run.posted_on or run.made_at.date(), run.posted_at or run.made_at
    return Movement(on, at, CHARGE, statement.id, statement.number or "", text, charge=statement.amount)


def of_delivery(delivery: Delivery, number: str) -> Movement:
    """That a settlement slip reached the user (G-12)."""
    text = Text("Settlement slip delivered, recorded by %(name)s", name=delivery.recorded_by)
    return Movement(delivery.delivered_on, delivery.recorded_at, NOTICE, delivery.statement_id, number, text)


def of_payment(payment: Payment) -> Movement:
    """Money taken, or taken back."""
    channel = Text(CHANNELS[payment.channel])
    if payment.reverses_id is not None:
        text = Text("%(channel)s, taken back: %(reason)s", channel=channel, reason=payment.reason or "–")
    elif payment.to_prepaid:
        prepaid = format_fen(payment.to_prepaid, symbol=True)
        text = Text("%(channel)s, of it prepaid: %(prepaid)s", channel=channel, prepaid=prepaid)
    else:
        text = Text("%(channel)s, taken by %(name)s", channel=channel, name=payment.taken_by)
    kind = PAYMENT if payment.reverses_id is None else REVERSAL
    return Movement(payment.paid_on, payment.taken_at, kind, payment.id, payment.number, text, payment=payment.amount)


def of_prepaid(entry: PrepaidEntry, number: str) -> Movement:
    """Prepaid money that went to a statement, or came back from one; the balance stays."""
    amount = format_fen(Fen(abs(entry.amount)), symbol=True)
    sentence = N_("Prepaid money used: %(amount)s") if entry.amount < 0 else N_("Prepaid money given back: %(amount)s")
    return Movement(entry.on, entry.at, PREPAID, entry.id, number, Text(sentence, amount=amount))
