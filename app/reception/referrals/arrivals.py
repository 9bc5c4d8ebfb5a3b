"""What a visit makes of the referral of its visitor, inside the units of the queue (R-73, R-74, R-77)."""

from __future__ import annotations

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.history.service import record
from app.reception.queue.models import Visit
from app.reception.queue.rules import CANCELLED
from app.reception.referrals import rules, service
from app.reception.referrals.feature import ARRIVED, ENDED
from app.reception.referrals.models import CompanyCustomer, Referral
from app.unit_of_work import current_work


def visit_registered(visit: Visit, by: Actor) -> None:
    """Take the customer as arrived where the desk knew of the referral; else keep which visit it may have been."""
    _company_came(visit, visit.id)
    one = _expected(visit)
    if one is None:
        return
    if visit.referral_id is None:
        service.change(one, one.version, {"visit_id": visit.id})
        return
    rules.check_arrival(one.state, one.appointed_on, visit.day)
    service.change(one, one.version, {"state": rules.ARRIVED, "visit_id": visit.id})
    record(ARRIVED, service.subject_of(one), facts={"number": one.number, "visitor": visit.number})
    if one.announced_at is not None and one.way is None:
        service.hand_in(one, one.version, rules.PHONED, by=by)


def visit_ended(visit: Visit, _by: Actor) -> None:
    """Keep who received the customer; a referral that nobody vouched for is void now (R-77).

    Whose visit was registered by mistake is expected again.
    """
    if visit.state == CANCELLED:
        _company_came(visit, None)
        for one in _of(visit):
            if one.state in (rules.REGISTERED, rules.ARRIVED):
                service.change(one, one.version, {"state": rules.REGISTERED, "visit_id": None})
        return
    for one in _of(visit):
        outcome = rules.at_the_end(one.state, one.way) if visit.state == "done" else None
        values = {"state": outcome, "state_why": rules.UNCONFIRMED} if outcome else {}
        service.change(one, one.version, {"receiver_id": visit.staff_id, **values})
        if outcome:
            facts = {"number": one.number, "outcome": Text(rules.STATES[outcome])}
            record(ENDED, service.subject_of(one), facts=facts)


def visit_reopened(visit: Visit, by: Actor) -> None:
    """The visit goes on: what its end made void is to be confirmed again, and after a cancellation he has come."""
    found = _of(visit)
    if not found:
        _company_came(visit, visit.id)
        waits = _expected(visit)
        if waits is not None and (waits.state, waits.appointed_on) == (rules.REGISTERED, visit.day):
            visit_registered(visit, by)
    for one in found:
        if one.state == rules.VOID and one.state_why == rules.UNCONFIRMED:
            state = rules.ARRIVED if visit.referral_id else rules.REGISTERED
            service.change(one, one.version, {"state": state, "state_why": None})


def _company_came(visit: Visit, visit_id: int | None) -> None:
    """Keep by which visit a customer of the company came; None: he is expected again."""
    mine = update(CompanyCustomer).where(CompanyCustomer.id == visit.company_case_id)
    if visit.company_case_id:
        current_work().session.execute(mine.values(visit_id=visit_id))


def _expected(visit: Visit) -> Referral | None:
    session = current_work().session
    if visit.referral_id is not None:
        return session.scalars(select(Referral).where(Referral.id == visit.referral_id)).one()
    query = select(Referral).where(Referral.phone == visit.phone, Referral.appointed_on == visit.day)
    return session.scalars(query.where(Referral.state == rules.REGISTERED).order_by(Referral.id).limit(1)).first()


def _of(visit: Visit) -> list[Referral]:
    query = select(Referral).where(Referral.visit_id == visit.id, Referral.appointed_on == visit.day)
    found = current_work().session.scalars(query.order_by(Referral.id).execution_options(populate_existing=True))
    return list(found)
