"""The store counts what came back and signs for it, or asks first (K-34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import clock
from app.complaints.deliveries.queries import note_by_id, ratio_of
from app.complaints.returns import feature, queries, rules
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.service.asking import ask_quantity
from app.complaints.returns.service.moving import move, tell
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """What the store counted; `question` is what it asks where the goods differ from the slip."""

    quantity: int
    received_on: date
    note: str | None = None
    question: str | None = None


def receive(return_id: int, version: int, new: NewReceipt, *, by: Actor) -> ReturnSlip:
    """Take the goods of an approved slip into the store: signed for at once where they are as the slip says and within
    the ratio; else somebody with authority is asked first (K-34, K-36, A-28).

    Raises NoResultFound, Refused for what cannot be counted and for a difference without a question, Conflict.
    """
    rules.check_counted(new.quantity, new.received_on, clock.today())
    with unit_of_work(by=by) as work:
        row = queries.slip(return_id, by)
        before: ReturnSlip = row.ReturnSlip
        ratio, whose = ratio_of(note_by_id(before.delivery_id))
        outcome = rules.compare(before.approved_quantity, new.quantity, ratio)
        values = {"ratio": ratio, "ratio_of": whose, **_counted(new, by)}
        if not rules.must_ask(before.slip_quantity, new.quantity, outcome):
            signed = {**values, "state": rules.RECEIVED, "booked_quantity": outcome.book}
            one = move(before, version, (rules.APPROVED,), signed)
            tell(feature.RECEIVED, one, counted=new.quantity)
            return one
        if not (new.question or "").strip():
            raise _differs(before, new, outcome)
        one = move(before, version, (rules.APPROVED,), {**values, "state": rules.ASKED, "question": new.question})
        tell(feature.ASKED, one, counted=new.quantity, reason=new.question)
        ask_quantity(one, row.Complaint, row.Customer, outcome, by=by)
        return work.session.get_one(ReturnSlip, one.id, populate_existing=True)


def _counted(new: NewReceipt, by: Actor) -> dict[str, Any]:
    return {
        "received_quantity": new.quantity, "received_on": new.received_on, "received_by": by.name,
        "store_note": (new.note or "").strip() or None,
    }  # fmt: skip


def _differs(one: ReturnSlip, new: NewReceipt, outcome: rules.Outcome) -> Refused:
    return Refused(
        Text(
            "The slip says %(slip)s, you counted %(counted)s (%(outcome)s). Write what you ask: nobody signs before "
            "somebody has said what to do.",
            slip=one.slip_quantity, counted=new.quantity, outcome=outcome.says,
        ),
        field="question",
    )  # fmt: skip
