"""Finding out who had received a customer before he forgot it (R-35 to R-40)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.policy import queries as policy
from app.reception.claims.models import ClaimCase, Reception, Registration
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.queries.known import person
from app.reception.claims.rules import Ruling, recognition
from app.reception.claims.service.cases import NewCase, store_case
from app.reception.claims.service.evidence import record_evidence
from app.reception.claims.service.moving import move, open_visit
from app.reception.claims.service.registering import register_decision
from app.reception.claims.words import DECIDED, RECOGNISED, STANDING
from app.reception.rota import service as turns
from app.unit_of_work import current_work, unit_of_work


def recognised(new: NewCase, *, closed: bool, by: Actor) -> ClaimCase:
    """Record that the customer of a visit and the one who first received him, `first_id`, have recognised each other.

    The same day he takes over; afterwards the case says who goes on and which row of the commission follows (D-04).
    `closed` tells that a deal was made before. Raises Refused where nobody received the visit, or he himself did.
    """
    with unit_of_work(by=by):
        reception = _received(new.visit_id or 0)
        if new.first_id is None or new.first_id == reception.staff_id:
            raise Refused(Text("Choose who received the customer before, not who receives him now."), field="first")
        today = clock.local(current_work().at).date()
        rules = policy.of(ClaimPolicy, today)
        until = _file_until(new.customer_id, new.phone, new.first_id)
        ruling = recognition(reception.day, today, rules, closed=closed, file_until=until)
        new = new.about(kind=RECOGNISED, second_id=reception.staff_id)
        case = store_case(new, ruling, DECIDED, by=by)
        about: dict[str, Any] = {"visit_id": new.visit_id, "customer_id": new.customer_id, "phone": new.phone}
        both: dict[str, Any] = {"staff_id": new.first_id, "other_id": new.second_id}
        record_evidence("recognised", case_id=case.id, note=new.words, by=by, **both, **about)
        if ruling.case == "CM-3a":
            _hand_back(new, ruling, rules, by)
    return case


def _hand_back(new: NewCase, ruling: Ruling, rules: ClaimPolicy, by: Actor) -> None:
    """The first one takes over the same day: the customer is his again, and the visitor too while he is here (R-36)."""
    visit, first = open_visit(new.visit_id), new.first_id or 0
    session, mine = current_work().session, Registration.visit_id == new.visit_id
    theirs = session.scalars(select(Registration).where(mine, Registration.state == STANDING)).first()
    whose: dict[str, Any] = {"customer_id": new.customer_id, "name": new.name, "phone": new.phone}
    if theirs is not None and theirs.staff_id != first:
        register_decision(first, "hand_over", theirs, visit_id=new.visit_id, by=by, **whose)
    returned = rules.same_day_turn == "returned"
    if visit is not None:
        why = Text("Recognised the same day: the first representative takes over (R-36).")
        move(visit, first, "owner", why, case=ruling.case, reason=new.words, turn_back=returned, by=by)
    elif returned and new.visit_id is not None:
        turns.give_turn_back(new.visit_id, new.words, by=by)


def _received(visit_id: int) -> Reception:
    query = select(Reception).where(Reception.visit_id == visit_id, Reception.staff_id.is_not(None))
    found = current_work().session.scalars(query.order_by(Reception.id.desc()).limit(1)).first()
    if found is None:
        raise Refused(Text("Nobody has received this visitor yet."))
    return found


def _file_until(customer_id: int | None, phone: str | None, staff_id: int) -> date | None:
    """Until when the first one's own registration of this customer is valid; None for none."""
    query = select(Registration.valid_until).where(person(customer_id, phone), Registration.staff_id == staff_id)
    query = query.where(Registration.state == STANDING).order_by(Registration.valid_until.desc()).limit(1)
    return current_work().session.scalars(query).first()
