"""Verbs of filings: beginning one, registering, reminding, dropping (C-11, C-12, C-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select, update

from app import clock
from app.customers.files.catalogue import completeness_of
from app.customers.files.models import Customer
from app.customers.files.queries import file_to_change
from app.customers.files.rules import LABELS
from app.customers.filing import rules
from app.customers.filing.conduct import NOT_COOPERATING
from app.customers.filing.deadlines import RULES
from app.customers.filing.feature import BEGUN, DROPPED, FILED, REMINDED
from app.customers.filing.models import Filing, FilingReminder
from app.customers.filing.policy import FilingPolicy
from app.customers.filing.queries import filing_to_change, page_of, subject_of
from app.customers.filing.tasks import REMINDED as REMINDED_TASK
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.calendar.queries import calendar
from app.office.conduct.service.cases import record_incident
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action
from app.web.language import say

QUICKER = Text("Somebody was quicker: this filing is no longer as you saw it. Look at it again.")


@dataclass(frozen=True, slots=True)
class NewFiling:
    """What is to be filed of whom: `since_on` is the first contact, or since when the change is known."""

    kind: str
    customer_id: int
    number: str
    staff_id: int | None
    department_id: int | None
    since_on: date
    what: str | None = None
    changes: Sequence[Mapping[str, Any]] = ()


def begin(new: NewFiling, *, by: Actor) -> Filing:
    """Begin a filing in the unit under way, with its deadline and the task of whoever looks after the customer."""
    row = _made(new, by)
    deadline = start_deadline(
        RULES[new.kind],
        subject_of(row.id),
        arrived_at=clock.at_office(datetime.combine(new.since_on, time(12))),
        facts={"number": row.number, "customer": new.number},
        url=page_of(row.id),
        staff_id=new.staff_id,
        department_id=new.department_id,
        customer_id=new.customer_id,
        by=by,
    )
    row.due_on = deadline.due_on
    current_work().session.flush()
    _told(BEGUN, row, new.number, due=row.due_on)
    return row


def file_at_once(new: NewFiling, *, by: Actor) -> Filing:
    """Keep a change that is in the file already as filed today, late or not by since when it was known (C-12)."""
    row, today = _made(new, by), clock.today()
    row.state, row.filed_on, row.filed_by, row.late = rules.FILED, today, by.name, rules.is_late(today, row.due_on)
    current_work().session.flush()
    _told(FILED, row, new.number, late=bool(row.late))
    return row


def register(filing_id: int, version: int, *, by: Actor) -> Filing:
    """Register a filing (登记): the file holds all that its class must hold (C-08, C-11). The deadline stops.

    Raises Refused naming the fields that are missing, Conflict where somebody was quicker, NoResultFound for whoever
    may not change the file.
    """
    with unit_of_work(by=by):
        row = filing_to_change(filing_id, by)
        customer = file_to_change(row.customer_id, by)
        lacks = completeness_of(customer).missing
        if lacks:
            named = say(Text(", ")).join(say(Text(LABELS[field])) for field in lacks)
            raise Refused(Text("The file still lacks: %(fields)s. Fill that in first.", fields=named))
        settle(row, customer.number, version=version, by=by)
    return row


def settle(row: Filing, number: str, *, version: int, changes: Sequence[Mapping[str, Any]] = (), by: Actor) -> None:
    """Mark a filing as filed today, in the unit under way: late flag, deadline and tasks end. Raises Conflict."""
    today = clock.today()
    values = {"state": rules.FILED, "filed_on": today, "filed_by": by.name, "late": rules.is_late(today, row.due_on)}
    if changes:
        values["changes"] = [*row.changes, *(dict(one) for one in changes)]
    _move(row, version, values)
    stop_deadlines(subject_of(row.id), by=by)
    close_tasks(subject_of(row.id), by=by)
    _told(FILED, row, number, late=bool(row.late))


def drop(filing_id: int, version: int, why: str, *, by: Actor) -> None:
    """Say that nothing is to be filed after all, with the reason. Raises Refused without one, Conflict."""
    if not why:
        raise Refused(Text("Please fill this in."), field="why")
    with unit_of_work(by=by) as work:
        row = filing_to_change(filing_id, by)
        drop_some([row], why, by=by, version=version)
        work.session.refresh(row)


def drop_some(rows: Sequence[Filing], why: str, *, by: Actor, version: int | None = None) -> None:
    """Drop open filings in the unit under way: what they were for no longer needs filing. Raises Conflict."""
    session = current_work().session
    for row in rows:
        values = {"state": rules.DROPPED, "state_why": why, "filed_on": clock.today(), "filed_by": by.name}
        _move(row, version or row.version, values)
        stop_deadlines(subject_of(row.id), outcome="dropped", by=by)
        close_tasks(subject_of(row.id), outcome="cancelled", by=by)
        _told(DROPPED, row, session.get_one(Customer, row.customer_id).number, reason=why)


def remind(filing_id: int, version: int, words: str | None, *, by: Actor) -> FilingReminder:
    """Remind of an overdue filing (催报), counted; so many of them go to the conduct ledger for month-end (C-14).

    Nothing is ever deducted by it: people propose and decide there. Raises Refused before it is overdue, Conflict.
    """
    with unit_of_work(by=by) as work:
        row = filing_to_change(filing_id, by)
        rules.check_reminder(row.state, row.due_on, clock.today())
        _move(row, version, {})
        before = select(func.max(FilingReminder.ordinal)).where(FilingReminder.filing_id == filing_id)
        ordinal = (work.session.scalar(before) or 0) + 1
        reminder = FilingReminder(filing_id=filing_id, ordinal=ordinal, staff_id=row.staff_id, words=words)
        reminder.made_by, reminder.made_at = by.name, work.at
        work.session.add(reminder)
        number = work.session.get_one(Customer, row.customer_id).number
        _task(row, number, ordinal, by)
        _told(REMINDED, row, number, ordinal=ordinal, reason=words)
        if row.staff_id is not None and rules.goes_to_ledger(ordinal, policy.of(FilingPolicy).reminders):
            _to_the_ledger(row, number, ordinal, by)
        work.session.flush()
    return reminder


def _made(new: NewFiling, by: Actor) -> Filing:
    work, today = current_work(), clock.today()
    row = Filing(kind=new.kind, customer_id=new.customer_id, since_on=new.since_on, what=new.what)
    row.number = rules.number_of(new.kind, today, next_number(f"filing {new.kind}", f"{today:%y%m}"))
    row.due_on = rules.due_day(new.since_on, _days(new.kind, new.since_on), calendar(new.since_on.year, today.year + 1))
    row.staff_id, row.department_id, row.changes = new.staff_id, new.department_id, [dict(one) for one in new.changes]
    row.made_by, row.made_at = by.name, work.at
    work.session.add(row)
    work.session.flush()
    return row


def _days(kind: str, since: date) -> int:
    values = policy.of(FilingPolicy, on=since)
    return values.register_days if kind == rules.OPENING else values.change_days


def _move(row: Filing, version: int, values: Mapping[str, Any]) -> None:
    """Change an open filing if it still is as seen. Raises Conflict."""
    seen = update(Filing).where(Filing.id == row.id, Filing.version == version, Filing.state == rules.OPEN)
    session = current_work().session
    if not session.execute(seen.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(QUICKER)
    session.refresh(row)


def _task(row: Filing, number: str, ordinal: int, by: Actor) -> None:
    if row.staff_id is None:
        return
    facts = {"number": row.number, "customer": number, "ordinal": ordinal}
    to, about = Party(staff_id=row.staff_id), subject_of(row.id)
    open_task(REMINDED_TASK, about, facts=facts, url=page_of(row.id), to=to, due_on=clock.today(),
              customer_id=row.customer_id, by=by)  # fmt: skip


def _to_the_ledger(row: Filing, number: str, ordinal: int, by: Actor) -> None:
    """Record the case; whoever already has one for this filing gets no second."""
    words = Text(
        "Filing %(filing)s of customer %(number)s was due on %(due)s; reminders: %(ordinal)s.",
        filing=row.number, number=number, due=row.due_on.isoformat(), ordinal=ordinal,
    )  # fmt: skip
    record_incident(
        row.staff_id or 0, rule=NOT_COOPERATING, happened_on=clock.today(), facts=say(words),
        source=subject_of(row.id), by=by,
    )  # fmt: skip


def _told(action: Action, row: Filing, number: str, *, reason: str | None = None, **more: Any) -> None:
    facts = {"number": row.number, "customer": number, **more}
    record(action, subject_of(row.id), customer_id=row.customer_id, facts=facts, reason=reason)
