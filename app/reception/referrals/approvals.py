"""The confirmation of a referral by the project manager (A-06)."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.text import Text
from app.office.approvals.kinds import Matter
from app.office.approvals.models import Approval
from app.office.history.service import record
from app.reception.referrals import rules, service
from app.reception.referrals.feature import ENDED
from app.reception.referrals.models import Referral
from app.unit_of_work import current_work

OUTCOMES = {"approved": rules.VALID, "refused": rules.REFUSED}


def matters() -> list[Matter]:
    """Connects the shipped matter of A-06 with the referral."""
    return [Matter(service.CONFIRM, Text("Confirmation of a referral"), "A-06", settled=settled)]


def settled(approval: Approval) -> None:
    """Only a confirmed referral is valid (R-74); a withdrawn request leaves it to be confirmed.

    Whether a deputy may sign follows from the usual deputy of the project manager (R-75, D-10).
    """
    work = current_work()
    referral_id = int(approval.subject.partition(":")[2])
    one = work.session.scalars(
        select(Referral).where(Referral.id == referral_id).execution_options(populate_existing=True)
    ).one()
    state = OUTCOMES.get(approval.state)
    if state is None:
        service.change(one, one.version, {"way": None})
        return
    why = rules.NOT_CONFIRMED if state == rules.REFUSED else None
    service.change(
        one, one.version,
        {"state": state, "state_why": why, "confirmed_at": work.at, "confirmed_by": work.by.name},
    )  # fmt: skip
    record(ENDED, approval.subject, facts={"number": one.number, "outcome": Text(rules.STATES[state])})
