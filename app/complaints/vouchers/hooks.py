"""What vouchers tell others and hear of them: the first page, the search box, the end of a complaint."""

from __future__ import annotations

from flask import url_for

from app.complaints.vouchers import queries, rules, withholding
from app.complaints.vouchers.feature import BOOK, SEE
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.hooks import Hit, Notice


def complaint_closed(complaint_id: int, *, by: Actor) -> None:  # noqa: ARG001
    """Nothing is delayed any more: this month is the last in which its receivables are left out (K-37)."""
    withholding.end_all(complaint_id, rules.CLOSED)


def complaint_cancelled(complaint_id: int, *, by: Actor) -> None:  # noqa: ARG001
    """It was entered by mistake: it delays nothing."""
    withholding.end_all(complaint_id, rules.CANCELLED)


def complaint_reopened(complaint_id: int, *, by: Actor) -> None:
    """It is open once more: what its closing ended is left out again."""
    withholding.begin_again(complaint_id, by=by)


def notices(actor: Actor) -> list[Notice]:
    """What waits for accounting (hook `today`)."""
    if not actor.may(BOOK.name):
        return []
    waits, url = queries.waits_to_be_booked(actor), url_for("vouchers.waiting")
    return [Notice(Text("Returns and allowances to be booked"), waits, url, "yellow", 65)]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The voucher of this number (hook `search`)."""
    if not actor.may(SEE.name):
        return []
    return [
        Hit(Text("Voucher"), row.Voucher.number, row.Voucher.words, url_for("vouchers.show", voucher_id=row.Voucher.id))
        for row in queries.numbered(query, actor)
    ]
