"""What the queue asks of the rota and of claims; where they are switched off or not open the plain queue works."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.policy.switches import is_on
from app.reception.claims import service as claims
from app.reception.claims.rules import Arrival
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit, VisitNamed
from app.reception.queue.rules import CALLED, SERVING, WAITING, Interval
from app.reception.rota import queries as rota_queries
from app.reception.rota import service as rota
from app.reception.rota.models import RotaDay
from app.reception.rota.rules import fit, idle
from app.unit_of_work import current_work


def hold() -> None:
    """Take the rota's day before any visit: every unit locks in the same order, so none waits for another in turn."""
    query = select(RotaDay.day).where(RotaDay.day == _today()).with_for_update()
    current_work().session.execute(query)


def open_today() -> bool:
    """Tell whether the rota chooses today."""
    return is_on("reception.rota") and rota_queries.is_open(_today())


def chooses(visit: Visit) -> bool:
    """Tell whether the rules of reception choose who receives this visitor."""
    return _is_claimed(visit) and open_today()


def choose(visit: Visit, interval_id: int, *, by: Actor) -> int | None:
    """Who is to receive this visitor by the rules, his turn written; None where he waits for a turn or a decision."""
    if not is_on("reception.claims"):
        return rota.take_turn(visit.id, interval_id, by=by).staff_id
    return claims.decide(_arrival(visit), interval_id=interval_id, by=by).staff_id


def somebody_is_free() -> bool:
    """Tell whether anybody in the rota could receive now."""
    state = rota_queries.state(_today())
    return state is not None and any(idle(state, one) for one in state.line)


def unfit() -> list[int]:
    """Who stands in the line of today and cannot receive now: away, gone, or not ready."""
    state = rota_queries.state(_today())
    return [one for one in state.line if not fit(state, one)] if state else []


def by_hand(visit: Visit, staff_id: int, reason: str, interval_id: int, *, by: Actor) -> None:
    """Write that somebody receives by a person's decision (R-14), where the rules would have chosen."""
    if not open_today():
        return
    if chooses(visit) and is_on("reception.claims"):
        claims.assign_by_hand(_arrival(visit), staff_id, reason or "–", interval_id=interval_id, by=by)
    else:
        busy(visit, staff_id, interval_id, by=by)


def busy(visit: Visit, staff_id: int, interval_id: int, *, by: Actor, basis: str = "outside") -> None:
    """Let the rota know that one of its people receives a visitor whom it did not give him."""
    state = rota_queries.state(_today()) if open_today() else None
    person = state.people.get(staff_id) if state else None
    if person is not None and visit.id not in person.visits:
        rota.receive_outside(staff_id, visit.id, interval_id, basis, by=by)


def taken(visit: Visit, before: int | None, made: Interval, *, by: Actor) -> None:
    """Somebody takes a visitor: where the rules had chosen another, or nobody yet, it is a decision by hand (R-14)."""
    if visit.staff_id is None or visit.staff_id == before:
        return
    by_hand(visit, visit.staff_id, made.reason or "", made.id, by=by)
    if before is not None:
        given_back(visit, made, by=by)


def received(visit: Visit, staff_id: int, *, by: Actor) -> None:
    """A reception begins: it is registered, where the office keeps claims and the purpose is one of them (R-83).

    Also where no rota is open: whoever comes is registered fully.
    """
    if _is_claimed(visit) and is_on("reception.claims"):
        claims.register_reception(
            visit.id, staff_id, customer_id=visit.customer_id, name=visit.name, phone=visit.phone, by=by
        )


def linked(visit: Visit, *, by: Actor) -> None:
    """It is known now which customer the visitor is: so is whom the visit registered."""
    if visit.customer_id is not None and is_on("reception.claims"):
        claims.link_customer(visit.id, visit.customer_id, by=by)


def ended(visit: Visit, staff_id: int | None, interval_id: int, *, by: Actor) -> None:
    """A reception ends, the turn stays used (R-17)."""
    if staff_id is not None and is_on("reception.rota"):
        rota.reception_ended(visit.id, staff_id, interval_id=interval_id, by=by)


def given_back(visit: Visit, made: Interval, *, by: Actor) -> None:
    """A visitor needed no reception, or none came about: nobody has used a turn, and nobody is registered (R-12).

    `made` is the step by which it came to that: undoing it takes the turn again, as it was. What the step itself has
    written stands: whoever takes the visitor instead is busy before others are given to who is free.
    """
    _unregister(visit, by)
    if is_on("reception.rota"):
        rota.give_turn_back(visit.id, made.reason or "", interval_id=made.id, by=by)


def undone(visit: Visit, interval_id: int, *, by: Actor) -> None:
    """A step is undone: so is what it wrote into the ledger; a turn that it gave back is used again."""
    if visit.state in (WAITING, CALLED):
        _unregister(visit, by)
    elif visit.state == SERVING and visit.staff_id is not None:
        received(visit, visit.staff_id, by=by)
    if is_on("reception.rota"):
        rota.undo_interval(interval_id, by=by)


def _is_claimed(visit: Visit) -> bool:
    """Tell whether the visitor came for something that gives whoever receives him a claim."""
    return bool(db.session.scalar(select(Purpose.uses_rota).where(Purpose.id == visit.purpose_id)))


def _unregister(visit: Visit, by: Actor) -> None:
    if is_on("reception.claims"):
        claims.withdraw_registrations(visit.id, by=by)


def _arrival(visit: Visit) -> Arrival:
    """The visitor as claims look at him."""
    named = select(VisitNamed.staff_id).where(VisitNamed.visit_id == visit.id).order_by(VisitNamed.place)
    return Arrival(
        visit_id=visit.id, customer_id=visit.customer_id, name=visit.name, phone=visit.phone,
        first_time=visit.first_time, forgot=visit.forgot, complains=visit.complains,
        asked_for=tuple(db.session.scalars(named)), brought_by_id=visit.brought_by_id,
        announced_for=visit.announced_for_id, company=visit.company_case_id is not None,
        leader_named=visit.leader_named, referral_valid=visit.referral_id is not None,
        family_visit_id=visit.family_of_id, confirmed=visit.confirmed,
    )  # fmt: skip


def _today() -> date:
    return clock.local(current_work().at).date()
