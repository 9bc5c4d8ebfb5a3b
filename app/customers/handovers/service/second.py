"""Second contacts: who looks after a customer beside the owner (C-22)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.handovers.feature import SECOND_HANDED
from app.customers.owners import service as ledger
from app.customers.owners.models import Spell
from app.office.history.service import Deed, record_many
from app.office.staff.models import Staff
from app.unit_of_work import current_work


def pass_second(heirs: Mapping[int, int], *, of: int, ground: str, reason: str) -> list[int]:
    """Let others be second contact of these customers instead of a person, {customer: person}; returns which were his.

    Who looks after the customer already, as owner or second contact, stays what he is.
    """
    session = current_work().session
    running = (Spell.part == ledger.SECOND, Spell.staff_id == of, Spell.until_at.is_(None))
    query = select(Spell.customer_id).where(*running, Spell.customer_id.in_(heirs))
    his = list(session.scalars(query.order_by(Spell.customer_id)))
    if not his:
        return []
    ledger.end(select(Spell.id).where(*running, Spell.customer_id.in_(his)))
    there = select(Spell.customer_id, Spell.staff_id).where(Spell.customer_id.in_(his), Spell.until_at.is_(None))
    known = set(session.execute(there).all())
    new = {one: heirs[one] for one in his if (one, heirs[one]) not in known}
    ledger.begin(new, ground=ground, reason=reason, part=ledger.SECOND)
    _record(his, heirs, of, reason)
    return his


def _record(his: list[int], heirs: Mapping[int, int], of: int, reason: str) -> None:
    session = current_work().session
    names = dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_({*heirs.values(), of}))).all())
    numbers = dict(session.execute(select(Customer.id, Customer.number).where(Customer.id.in_(his))).all())
    deeds = [
        Deed(f"customer:{one}", one, {"number": numbers[one], "to": names[heirs[one]], "from": names[of]})
        for one in his
    ]
    record_many(SECOND_HANDED, deeds, reason=reason)
