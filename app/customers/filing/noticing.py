"""What files tell of themselves: new ones, changed ones, other owners, other rules (C-11, C-12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from app import clock
from app.customers.files.catalogue import needs_of
from app.customers.files.kinds import Changed, Opened
from app.customers.files.models import Customer
from app.customers.files.queries import department_of, seen
from app.customers.filing import rules
from app.customers.filing.feature import REPORTED
from app.customers.filing.models import Filing
from app.customers.filing.service import NewFiling, begin, drop_some, file_at_once, settle
from app.customers.filing.tasks import REPORTED as REPORTED_TASK
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.models import Role
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import hand_deadline
from app.office.history.service import record
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

FRONT_DESK = "front_desk"
NO_LONGER = Text("Files of this class need no filing.")


def customers_opened(files: Sequence[Opened], *, by: Actor) -> None:
    """Begin the filing of new customers whose class must be filed, from first contact on (hook `customers_opened`).

    Files that a sheet brings were filed before; households are not filed at all.
    """
    for one in files:
        if one.batch_id is None and needs_of(one.kind, one.category).filing:
            since = one.first_contact_on or clock.today()
            begin(NewFiling(rules.OPENING, one.id, one.number, one.owner_id, one.department_id, since), by=by)


def customer_changed(file: Changed, *, by: Actor) -> None:
    """Keep what changed at a customer as filed (hook `customer_changed`): what was reported before is settled by it.

    While the file itself is not filed yet the change belongs to that. A file that has come into a class without
    filing has nothing open any more.
    """
    close_tasks(f"customer:{file.id}", kind=REPORTED_TASK, by=by)
    waiting = _open([file.id])
    if not needs_of(file.kind, file.category).filing:
        drop_some(waiting, say(NO_LONGER), by=by)
        return
    changes = rules.at_customer(file.changes)
    if not changes or any(one.kind == rules.OPENING for one in waiting):
        return
    for one in waiting:
        settle(one, file.number, version=one.version, changes=changes, by=by)
    if not waiting:
        about = (file.id, file.number, file.owner_id, file.department_id, file.known_on)
        file_at_once(NewFiling(rules.CHANGE, *about, what=file.reason, changes=changes), by=by)


def customers_saved(ids: Sequence[int], *, by: Actor) -> None:
    """Hand open filings on to whoever looks after the customer now, with their deadlines (hook `customers_saved`)."""
    query = select(Filing.id, Customer.owner_id).join(Customer, Customer.id == Filing.customer_id)
    moved = query.where(
        Filing.customer_id.in_(ids), Filing.state == rules.OPEN, Customer.owner_id.is_not(None),
        Filing.staff_id.is_distinct_from(Customer.owner_id),
    )  # fmt: skip
    session = current_work().session
    for row in session.execute(moved.order_by(Filing.id)).all():
        session.execute(update(Filing).where(Filing.id == row.id).values(staff_id=row.owner_id))
        running = select(Deadline.id).where(Deadline.subject == f"filing:{row.id}", Deadline.stopped_on.is_(None))
        for deadline_id in session.scalars(running.order_by(Deadline.id)).all():
            hand_deadline(deadline_id, row.owner_id, by=by)


def rules_set(kind: str, category: str, *, filing: bool, by: Actor) -> None:
    """Drop what is open of a class that needs no filing any more (hook `file_rules_set`)."""
    if not filing:
        of_class = (Customer.kind == kind) & (Customer.category == category)
        query = select(Filing).join(Customer, Customer.id == Filing.customer_id).where(of_class)
        waiting = current_work().session.scalars(query.where(Filing.state == rules.OPEN).order_by(Filing.id)).all()
        drop_some(waiting, say(NO_LONGER), by=by)


def report_change(customer_id: int, what: str, *, known_on: date, by: Actor) -> Filing | None:
    """Tell whoever looks after a customer of a change that is not in the file yet (C-12): anybody who has his card.

    It is to be filed within the deadline where the class is filed, and a plain task where it is not; the change itself
    ends both. Raises NoResultFound for whoever may not see the card, Refused for a day to come.
    """
    rules.check_since(known_on, clock.today())
    with unit_of_work(by=by):
        customer = seen(customer_id, by).customer
        facts = {"customer": customer.number, "what": what}
        record(REPORTED, f"customer:{customer_id}", customer_id=customer_id, facts=facts)
        if needs_of(customer.kind, customer.category).filing:
            home = customer.department_id or department_of(customer.owner_id)
            about = (customer_id, customer.number, customer.owner_id, home, known_on)
            return begin(NewFiling(rules.CHANGE, *about, what=what), by=by)
        open_task(
            REPORTED_TASK, f"customer:{customer_id}", facts=facts, url=f"/customers/{customer_id}",
            to=_party(customer), due_on=None, customer_id=customer_id, by=by,
        )  # fmt: skip
    return None


def _party(customer: Customer) -> Party:
    """Whoever looks after the customer, the front desk where nobody does."""
    if customer.owner_id is not None:
        return Party(staff_id=customer.owner_id)
    role = current_work().session.scalar(select(Role.id).where(Role.key == FRONT_DESK))
    if role is None:
        raise Refused(Text("Nobody looks after this customer. Tell his department's manager."))
    return Party(role_id=role, department_id=customer.department_id)


def _open(customer_ids: Sequence[int]) -> Sequence[Filing]:
    query = select(Filing).where(Filing.customer_id.in_(customer_ids), Filing.state == rules.OPEN)
    return current_work().session.scalars(query.order_by(Filing.id)).all()
