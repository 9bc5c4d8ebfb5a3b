"""Accepting a held reading as read (exchange files, held readings)."""

from __future__ import annotations

from sqlalchemy import insert

from app.billing.readings.facts import Hold
from app.billing.readings.feature import ACCEPTED
from app.billing.readings.models import Acceptance
from app.billing.readings.policy import ReadingPolicy
from app.billing.readings.queries.facts import facts_of
from app.billing.readings.queries.items import Line, item_of_account, line
from app.billing.readings.rules import ACCEPTABLE, assess
from app.billing.readings.service.enter import BILLED, claim
from app.billing.readings.service.locks import hold_off_posting
from app.billing.readings.service.settle import reassess
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work


def accept_reading(item_id: int, *, version: int, reason: str, by: Actor) -> Line:
    """Accept what holds a reading, for a reason, so that it is billed as read.

    Every acceptable hold that applies is accepted at once: zero, spike, outside the window, doubtful turn. Raises
    Refused where nothing is held or only a better reading helps, Conflict where somebody was quicker.
    """
    if not reason:
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        hold_off_posting([item_id])
        before = line(item_id, by)
        verdict = assess(facts_of([item_id])[item_id], policy.of(ReadingPolicy))
        _check_acceptable(verdict.hold, is_billed=before.is_billed)
        claim(work, item_id, version)
        holds = [hold for hold in (verdict.hold, *verdict.also) if hold in ACCEPTABLE]
        common = {"reading_id": verdict.reading_id, "reason": reason, "accepted_at": work.at, "accepted_by": by.name}
        work.session.execute(insert(Acceptance), [{**common, "hold": hold.value} for hold in holds])
        facts = {"account": before.account.number, "period": before.period, "holds": ", ".join(map(str, holds))}
        subject = f"account:{before.account.id}"
        record(ACCEPTED, subject, customer_id=before.account.customer_id, facts=facts, reason=reason)
        reassess([item_id])
        return before


def accept_account(period: str, number: str, *, reason: str, by: Actor) -> Line:
    """Accept the held reading of the account of this number. Raises Refused as `accept_reading`."""
    item = item_of_account(period, number, by)
    if item is None:
        raise Refused(
            Text("Account %(account)s is not on the plan of %(period)s.", account=number[:40], period=period[:20])
        )
    return accept_reading(item.id, version=item.version, reason=reason, by=by)


def _check_acceptable(hold: Hold | None, *, is_billed: bool) -> None:
    if is_billed:
        raise Refused(BILLED)
    if hold is None:
        raise Refused(Text("Nothing is held here."))
    if hold not in ACCEPTABLE:
        raise Refused(Text("This cannot be accepted. Enter the right reading instead."))
