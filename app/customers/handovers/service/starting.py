"""How hand-overs begin: somebody leaves, is away long, is transferred, or a manager begins one by hand (C-23, S-26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from app import clock
from app.columns import table_of
from app.customers.files.models import Customer
from app.customers.files.queries import present
from app.customers.handovers import rules
from app.customers.handovers.feature import BEGUN
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.policy import HandoverPolicy
from app.customers.handovers.queries.hanging import found_at
from app.customers.handovers.queries.people import decider_of, givers
from app.customers.handovers.tasks import DECIDE, RETURN, page_of, subject_of
from app.customers.owners.models import Spell
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.absence.models import Absence
from app.office.calendar.queries import calendar
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work


@dataclass(frozen=True, slots=True)
class NewHandover:
    """Whose customers are handed over, why, from when on, and when they return; the department is the giver's."""

    staff_id: int
    cause: str
    effective_on: date
    back_on: date | None = None
    reason: str | None = None
    department_id: int | None = None


def start(new: NewHandover, *, by: Actor) -> Handover:
    """Begin a hand-over by hand (C-23). Raises Refused where nothing can be handed over, or one is open already."""
    with unit_of_work(by=by):
        if all(new.staff_id != staff_id for staff_id, _ in givers(by)):
            raise Refused(Text("This person is not one of your departments."), field="staff_id")
        rules.check_days(new.cause, new.effective_on, new.back_on)
        if _open_one(new.staff_id):
            raise Refused(Text("A hand-over of this person is open already. Go on with that one."), field="staff_id")
        made = _begin(new, by)
        if made is None:
            raise Refused(Text("This person looks after no customer."), field="staff_id")
    return made


def staff_leaves(staff_id: int, left_on: date, *, by: Actor) -> None:
    """Begin the hand-over of somebody who leaves, while everything still is his (hook).

    An open one goes on for that cause; customers that are covered for him stay where they are for good.
    """
    with unit_of_work(by=by) as work:
        for_good = {"cause": rules.LEFT, "back_on": None, "version": Handover.version + 1}
        running = Handover.state.in_((rules.OPEN, rules.DECIDED, rules.DONE))
        held = update(Handover).where(Handover.staff_id == staff_id, running, Handover.cause != rules.LEFT)
        changed = held.values(for_good).execution_options(synchronize_session=False).returning(Handover.id)
        for handover_id in work.session.scalars(changed).all():
            close_tasks(subject_of(handover_id), outcome="cancelled", kind=RETURN, by=by)
        if not _open_one(staff_id):
            _begin(NewHandover(staff_id, rules.LEFT, left_on), by)


def staff_moved(staff_id: int, department_id: int | None, *, by: Actor) -> None:
    """Begin the hand-over of somebody who was transferred; the department he comes from decides (hook, R-50)."""
    with unit_of_work(by=by):
        if not _open_one(staff_id):
            _begin(NewHandover(staff_id, rules.TRANSFER, clock.today(), department_id=department_id), by)


def people_changed(*, by: Actor) -> None:
    """Begin the hand-over of everybody who is or will be away long and has none for that absence yet (hook, R-50)."""
    today, days = clock.today(), policy.of(HandoverPolicy).long_absence_days
    with unit_of_work(by=by):
        for away in _away(today):
            if rules.is_long(away.first_on, away.last_on, today, days) and not _open_one(away.staff_id):
                _begin(NewHandover(away.staff_id, rules.ABSENCE, away.first_on, _back(away.last_on)), by)


def _away(today: date) -> Sequence[Absence]:
    """The absences of today and later, whose first day no hand-over knows."""
    known = select(Handover.id).where(
        Handover.staff_id == Absence.staff_id,
        Handover.cause == rules.ABSENCE,
        Handover.effective_on == Absence.first_on,
    )
    query = select(Absence).join(Staff, Staff.id == Absence.staff_id).where(Staff.active, ~known.exists())
    query = query.where(Absence.cancelled_at.is_(None), Absence.last_on.is_(None) | (Absence.last_on >= today))
    return current_work().session.scalars(query.order_by(Absence.id)).all()


def _back(last_on: date | None) -> date | None:
    return date.fromordinal(last_on.toordinal() + 1) if last_on else None


def _open_one(staff_id: int) -> int | None:
    query = select(Handover.id).where(Handover.staff_id == staff_id, Handover.state == rules.OPEN)
    return current_work().session.scalar(query)


def _begin(new: NewHandover, by: Actor) -> Handover | None:
    """Write the hand-over with all customers; None where the person has none."""
    work = current_work()
    held = _held_by(new.staff_id)
    if not held:
        return None
    person = work.session.get_one(Staff, new.staff_id)
    home = new.department_id or person.department_id
    count = next_number("handover", f"{clock.today():%y%m}")
    made = Handover(
        number=rules.number_of(clock.today(), count), staff_id=new.staff_id, department_id=home, cause=new.cause,
        reason=new.reason, effective_on=new.effective_on, back_on=new.back_on, made_by=by.name, made_at=work.at,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    found = found_at(new.staff_id, [customer_id for customer_id, _ in held])
    rows = [_item(made.id, place, one, part, found[one]) for place, (one, part) in enumerate(held, 1)]
    work.session.execute(insert(table_of(HandoverItem)), rows)
    facts = {"number": made.number, "name": person.name, "total": len(rows), "cause_msgid": rules.CAUSES[new.cause]}
    record(BEGUN, subject_of(made.id), facts=facts, reason=new.reason)
    _ask(made, person, decider_of(person.id, home), by)
    return made


def _item(handover_id: int, place: int, customer_id: int, part: str, found: dict[str, Any]) -> dict[str, Any]:
    row = {"handover_id": handover_id, "customer_id": customer_id, "part": part, "position": place}
    return {**row, "state": rules.OPEN, "found": found}


def _held_by(staff_id: int) -> list[tuple[int, str]]:
    """The customers of a person, (id, part): those that he owns, then those of whom he is second contact."""
    session = current_work().session
    own = session.scalars(select(Customer.id).where(Customer.owner_id == staff_id, present()).order_by(Customer.id))
    spells = select(Spell.customer_id).join(Customer, Customer.id == Spell.customer_id).where(present())
    second = spells.where(Spell.staff_id == staff_id, Spell.part == "second", Spell.until_at.is_(None))
    return [
        *((one, "main") for one in own),
        *((one, "second") for one in session.scalars(second.order_by(Spell.customer_id))),
    ]


def _ask(made: Handover, person: Staff, decider: int | None, by: Actor) -> None:
    if decider is None:
        return
    today = clock.today()
    due_on = calendar(today.year, today.year + 1).add_working_days(today, policy.of(HandoverPolicy).decide_days)
    facts = {"name": person.name, "number": made.number}
    to = Party(staff_id=decider)
    open_task(DECIDE, subject_of(made.id), facts=facts, url=page_of(made.id), to=to, due_on=due_on, by=by)
