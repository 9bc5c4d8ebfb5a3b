"""Second contacts and contact reports (C-22, F-44)."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select, update

from app import clock
from app.customers.care import kinds, queries, rules
from app.customers.care.feature import REPORT_CHANGED, REPORTED, SECOND_ADDED, SECOND_ENDED
from app.customers.care.rules import NewReport
from app.customers.care.tasks import NEXT, page_of, subject_of
from app.customers.files.models import Customer
from app.customers.files.queries import file_of, file_to_change
from app.customers.owners import service as ledger
from app.customers.owners.models import ContactReport, Spell
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.models import Task
from app.office.tasks.service import close_tasks, open_task
from app.office.tasks.service.opening import close_tasks_of
from app.unit_of_work import current_work, unit_of_work


def add_second(customer_id: int, staff_id: int, reason: str | None, *, by: Actor) -> None:
    """Let another member of staff look after a customer beside the owner (C-22).

    Raises NoResultFound for a file that the actor may not change, Refused for somebody who has left or does so already.
    """
    with unit_of_work(by=by) as work:
        customer = file_to_change(customer_id, by)
        person = work.session.get(Staff, staff_id)
        if person is None or not person.active:
            raise Refused(Text("This person does not work here any more."), field="staff_id")
        rules.check_second(staff_id, queries.carers(customer_id))
        ledger.begin({customer_id: staff_id}, ground="allocated", reason=reason, part=ledger.SECOND)
        facts = {"number": customer.number, "name": person.name}
        record(SECOND_ADDED, f"customer:{customer_id}", customer_id=customer_id, facts=facts, reason=reason)


def end_second(spell_id: int, reason: str | None, *, by: Actor) -> int:
    """Let a second contact no longer look after a customer; returns the customer (C-22).

    Raises NoResultFound for a file that the actor may not change, Conflict where it has ended already.
    """
    with unit_of_work(by=by) as work:
        query = select(Spell.customer_id, Spell.until_at, Staff.name).join(Staff, Staff.id == Spell.staff_id)
        found = work.session.execute(query.where(Spell.id == spell_id, Spell.part == ledger.SECOND)).one()
        customer = file_to_change(found.customer_id, by)
        if found.until_at is not None:
            raise Conflict(Text("This has ended already."))
        ledger.end([spell_id])
        facts = {"number": customer.number, "name": found.name}
        record(SECOND_ENDED, f"customer:{customer.id}", customer_id=customer.id, facts=facts, reason=reason)
        return customer.id


def write_report(customer_id: int, new: NewReport, *, by: Actor) -> ContactReport:
    """Write a contact report about a customer that one looks after (F-44).

    The next contact becomes a task of the writer; what was due before is done. Raises NoResultFound, Refused.
    """
    with unit_of_work(by=by) as work:
        customer = file_of(customer_id, by)
        rules.check_writer(by.staff_id, queries.carers(customer_id))
        rules.check_report(new, clock.today())
        number = rules.number_of(clock.today(), next_number("contact_report", f"{clock.today():%y%m}"))
        made = ContactReport(
            number=number, customer_id=customer_id, staff_id=by.staff_id or 0, made_at=work.at, **asdict(new)
        )
        work.session.add(made)
        _end_due(customer_id, by)
        work.session.flush()
        _remind(made, customer, by)
        facts = {"number": number, "day": new.met_on, "way_msgid": rules.WAYS[new.way]}
        record(REPORTED, subject_of(made.id), customer_id=customer_id, facts=facts)
        kinds.contact_reported(customer_id, made.staff_id, new.met_on, by=by)
    return made


def change_report(report_id: int, version: int, new: NewReport, *, by: Actor) -> None:
    """Correct a contact report as its writer, with old and new in history (F-44). Raises Refused, Conflict."""
    with unit_of_work(by=by) as work:
        found = queries.report(report_id, by)
        one, customer = found.ContactReport, found.Customer
        rules.check_writer(by.staff_id, [one.staff_id])
        rules.check_report(new, clock.today())
        values = asdict(new)
        changed = changes({name: getattr(one, name) for name in values}, values)
        seen = update(ContactReport).where(ContactReport.id == report_id, ContactReport.version == version)
        now = seen.values(**values, version=version + 1).returning(ContactReport.id)
        if work.session.scalar(now.execution_options(synchronize_session=False)) is None:
            raise Conflict(Text("Somebody changed this report meanwhile. Look at it again."))
        if {"next_on", "next_what"} & {row["field"] for row in changed}:
            close_tasks(subject_of(report_id), outcome="cancelled", kind=NEXT, by=by)
            work.session.refresh(one)
            _remind(one, customer, by)
        facts = {"number": one.number, "changes": changed}
        record(REPORT_CHANGED, subject_of(report_id), customer_id=customer.id, facts=facts)


def _remind(one: ContactReport, customer: Customer, by: Actor) -> None:
    if one.next_on is not None:
        facts = {"customer": customer.name, "what": one.next_what}
        url, to = page_of(one.id), Party(staff_id=one.staff_id)
        about = {"url": url, "to": to, "due_on": one.next_on, "customer_id": customer.id}
        open_task(NEXT, subject_of(one.id), facts=facts, by=by, **about)  # type: ignore[arg-type]


def _end_due(customer_id: int, by: Actor) -> None:
    query = select(Task.subject).where(
        Task.customer_id == customer_id, Task.kind == NEXT.key, Task.staff_id == by.staff_id, Task.state == "open"
    )
    subjects = list(current_work().session.scalars(query))
    if subjects:
        close_tasks_of(subjects, kind=NEXT, staff_id=by.staff_id, by=by)
