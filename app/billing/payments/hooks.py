"""What other pages show of payments: the first page, and the marks beside a customer's name."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from app import clock
from app.billing.accounts.feature import SEE as SEE_ACCOUNTS
from app.billing.payments import queries
from app.billing.payments.feature import IMPORT, TAKE
from app.domain.actor import Actor
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.web.hooks import Flag, Notice


def notices(actor: Actor) -> list[Notice]:
    """What a cashier took today, and what waits for its account."""
    found = []
    if actor.may(TAKE.name):
        total = sum(one.amount for one in queries.my_day(actor, clock.today()))
        found.append(Notice(Text("Taken by me today"), format_fen(Fen(total), symbol=True), url_for("payments.mine")))
    if actor.may(IMPORT.name):
        count, _ = queries.waiting()
        if count:
            label = Text("Payments that wait for their account")
            found.append(Notice(label, str(count), url_for("payments.unmatched"), "yellow"))
    return found


def flags(customer_ids: Sequence[int], actor: Actor) -> dict[int, list[Flag]]:
    """The mark "overdue" with the amount, for customers who owe what was due before today (G-14).

    Only whoever sees gas accounts knows what is owed (O-07).
    """
    owed = queries.overdue_of(customer_ids, clock.today()) if actor.may(SEE_ACCOUNTS.name) else {}
    return {
        customer_id: [Flag(Text("Gas overdue: %(amount)s", amount=format_fen(amount, symbol=True)), "red")]
        for customer_id, amount in owed.items()
    }
