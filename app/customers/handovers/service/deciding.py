"""Carrying a hand-over out: in short units, and decided only when the last customer is with his successor (C-23)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.files.models import Customer
from app.customers.files.service_owners import pass_on
from app.customers.handovers import rules
from app.customers.handovers.feature import DECIDED, HANDED
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.policy import HandoverPolicy
from app.customers.handovers.queries.lists import progress_of
from app.customers.handovers.queries.people import decider_of
from app.customers.handovers.service.choosing import changed
from app.customers.handovers.service.moving import hand, move
from app.customers.handovers.service.second import pass_second
from app.customers.handovers.service.settling import Going, settle, supersede
from app.customers.handovers.tasks import DECIDE, FIRST, MINE, RETURN, item_subject, page_of, subject_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.jobs.service import Running, enqueue
from app.office.calendar.queries import calendar
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.service import close_tasks, open_task, open_tasks
from app.unit_of_work import current_work, unit_of_work

JOB = "handovers.hand"
GROUNDS = {rules.ABSENCE: "covered"}


def decide(handover_id: int, version: int, *, by: Actor, language: str) -> int:
    """Decide a hand-over and ask for its being carried out; returns the job (C-23).

    Raises Refused while a customer has no successor, or one of the successors has left; NoResultFound, Conflict.
    """
    with unit_of_work(by=by) as work:
        values = {"decided_at": work.at, "decided_by": by.name}
        handover = changed(handover_id, version, by, values)
        progress = progress_of([handover_id])[handover_id]
        rules.check_decide(progress, handover.state)
        _check_here(handover_id)
        facts = {"number": handover.number, "count": progress.to_do}
        record(DECIDED, subject_of(handover_id), facts=facts)
        return enqueue(JOB, subject_of(handover_id), {"handover": handover_id}, by=by, language=language)


def hand_job(running: Running) -> dict[str, Any]:
    """Hand every customer over, in the order of the list; the hand-over itself is decided last."""
    with unit_of_work(by=running.by) as work:
        handover = work.session.get_one(Handover, running.arguments["handover"])
        giver = work.session.get_one(Staff, handover.staff_id)
        items = select(HandoverItem.id).where(HandoverItem.handover_id == handover.id)
        ids = list(work.session.scalars(items.order_by(HandoverItem.position, HandoverItem.id)))
        known = Going(handover.id, handover.number, handover.cause, giver.id, giver.name)
    running.expect(len(ids))
    running.in_units(ids, lambda part: _hand(part, known, running.by), key="handed")
    with running.unit():
        _finish(known.id, len(ids), running.by)
    return {"customers": len(ids), "go_on": ["handovers.show", {"handover_id": known.id}]}


def _check_here(handover_id: int) -> None:
    gone = select(Staff.name).join(HandoverItem, HandoverItem.successor_id == Staff.id)
    gone = gone.where(HandoverItem.handover_id == handover_id, ~Staff.active).limit(1)
    name = current_work().session.scalar(gone)
    if name is not None:
        raise Refused(Text("%(name)s has left meanwhile. Choose another successor.", name=name))


def _hand(item_ids: Sequence[int], known: Going, by: Actor) -> None:
    """Hand one slice over; what was handed over before a worker died is left alone."""
    work = current_work()
    query = select(HandoverItem).where(HandoverItem.id.in_(item_ids), HandoverItem.state == rules.OPEN)
    items = list(work.session.scalars(query.order_by(HandoverItem.position)))
    number, of = known.number, known.of
    supersede([one.customer_id for one in items], known, by=by)
    if known.cause == rules.LEFT:
        _hand_found(items, number, by)
    main = {one.customer_id: one.successor_id or 0 for one in items if one.part == "main"}
    second = {one.customer_id: one.successor_id or 0 for one in items if one.part == "second"}
    ground = GROUNDS.get(known.cause, "handed_over")
    moved = {("main", one) for one in pass_on(main, of=of, ground=ground, reason=number)}
    moved |= {("second", one) for one in pass_second(second, of=of, ground=ground, reason=number)}
    move(of, second, number, by=by)
    for one in items:
        theirs = (one.part, one.customer_id) in moved
        one.state = rules.HANDED if theirs else rules.LEFT_OUT
        one.state_why = None if theirs else known.giver
    work.session.flush()
    _ask_for_contact([one for one in items if one.state == rules.HANDED], known, by)


def _hand_found(items: Sequence[HandoverItem], number: str, by: Actor) -> None:
    """What hung on somebody when he left is with his superior meanwhile: it goes to the successors as well."""
    heirs = {one.id: one.successor_id or 0 for one in items}
    tasks = {task_id: heirs[one.id] for one in items for task_id in one.found["tasks"]}
    deadlines = {deadline_id: heirs[one.id] for one in items for deadline_id in one.found["deadlines"]}
    hand(tasks, deadlines, number, by=by)


def _ask_for_contact(items: Sequence[HandoverItem], known: Going, by: Actor) -> None:
    today = clock.today()
    due_on = calendar(today.year, today.year + 1).add_working_days(today, policy.of(HandoverPolicy).contact_days)
    names = _names([one.customer_id for one in items])
    open_tasks(
        [
            NewTask(
                FIRST, item_subject(one.id), MINE, Party(staff_id=one.successor_id),
                {"customer": names[one.customer_id], "name": known.giver}, due_on, one.customer_id,
            )
            for one in items
        ],
        by=by,
    )  # fmt: skip


def _names(customer_ids: Sequence[int]) -> dict[int, str]:
    query = select(Customer.id, Customer.name).where(Customer.id.in_(customer_ids))
    return dict(current_work().session.execute(query).all())


def _finish(handover_id: int, count: int, by: Actor) -> None:
    """Make the hand-over decided: from now on it is signed and customers are contacted."""
    work = current_work()
    decided = update(Handover).where(Handover.id == handover_id, Handover.state == rules.OPEN)
    changed_now = decided.values(state=rules.DECIDED, version=Handover.version + 1).returning(Handover.id)
    if work.session.scalar(changed_now.execution_options(synchronize_session=False)) is None:
        return
    handover = work.session.get_one(Handover, handover_id, populate_existing=True)
    close_tasks(subject_of(handover_id), kind=DECIDE, by=by)
    record(HANDED, subject_of(handover_id), facts={"number": handover.number, "count": count})
    _remind_of_return(handover, by)
    settle([handover_id])


def _remind_of_return(handover: Handover, by: Actor) -> None:
    """Bring to mind on the day that the customers of somebody absent go back to him (R-50)."""
    if handover.cause != rules.ABSENCE or handover.back_on is None:
        return
    person = current_work().session.get_one(Staff, handover.staff_id)
    decider = decider_of(person.id, handover.department_id) or by.staff_id
    if decider is not None:
        facts = {"name": person.name, "number": handover.number}
        url, to, day = page_of(handover.id), Party(staff_id=decider), handover.back_on
        open_task(RETURN, subject_of(handover.id), facts=facts, url=url, to=to, due_on=day, by=by)
