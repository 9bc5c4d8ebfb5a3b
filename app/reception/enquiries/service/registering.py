"""Registering what somebody was asked (首问登记, R-146)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.deadlines.kinds import Term
from app.office.deadlines.service import start_deadline
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.tasks.kinds import Party
from app.office.tasks.service import open_task
from app.reception.enquiries.deadlines import ANSWER
from app.reception.enquiries.feature import JOINED as ASKED_AGAIN
from app.reception.enquiries.feature import REGISTERED
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.queries.one import page_of, subject_of
from app.reception.enquiries.queries.people import home_of
from app.reception.enquiries.queries.repeats import open_one
from app.reception.enquiries.rules import AGAIN, ASKED, JOINED, OPEN, NewEnquiry, number_of, short
from app.reception.enquiries.service.changing import write_step
from app.reception.enquiries.service.telling import tell_the_top
from app.reception.enquiries.tasks import AGAIN as AGAIN_TASK
from app.reception.queue.rules import phone_of, phone_said
from app.search.index import put
from app.search.tokens import tokens_of
from app.unit_of_work import current_work, unit_of_work


def register(new: NewEnquiry, *, by: Actor) -> Enquiry:
    """Register what one was asked (R-146); whoever was asked is the first responsible person (第一责任者).

    A matter of weight is reported to the general manager at once (R-149). What is asked once more while the earlier
    enquiry is open joins it and is counted (R-152). Raises Refused for nobody, NoResultFound for an unknown matter.
    """
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff registers enquiries. Say who you are with --by."))
    with unit_of_work(by=by):
        new = _read(new, by)
        root = _root(new.matter_of_id)
        earlier = open_one(root) if root else None
        enquiry = _made(new, root, by.staff_id, JOINED if earlier else OPEN)
        about = {"number": enquiry.number, "matter": short(enquiry.matter)}
        record(REGISTERED, subject_of(enquiry.id), customer_id=enquiry.customer_id, facts=about)
        write_step(enquiry.id, ASKED, addressee=by.staff_id)
        if earlier is not None:
            _join(enquiry, earlier, by)
        else:
            _start(enquiry, new.days, by)
        if new.weighty:
            tell_the_top(enquiry, None, by=by)
    return enquiry


def _read(new: NewEnquiry, by: Actor) -> NewEnquiry:
    """What was typed, tidied; name and number of the customer's card where nothing else was said. Raises Refused."""
    name, phone = tidy(new.name), phone_said(new.phone)
    if new.customer_id is not None:
        card = select(Customer).where(Customer.id == new.customer_id, customer_visible(by))
        customer = current_work().session.scalars(card).one()
        name, phone = name or customer.name, phone or phone_of(customer.phone or "")
    if not new.matter.strip():
        raise Refused(Text("Please say what was asked."), field="matter")
    if not name and not phone:
        raise Refused(Text("Type a name or a telephone number, so that an answer reaches the customer."), field="name")
    return replace(new, name=name or phone or "", phone=phone, matter=new.matter.strip())


def _made(new: NewEnquiry, root: int | None, first_id: int, state: str) -> Enquiry:
    work = current_work()
    day = clock.local(work.at).date()
    enquiry = Enquiry(**_columns(new), matter_of_id=root, first_id=first_id, owner_id=first_id, state=state)
    enquiry.number = number_of("SW", day, next_number("enquiry", f"{day:%y%m}"))
    enquiry.day, enquiry.asked_at, enquiry.department_id = day, work.at, home_of(first_id)
    work.session.add(enquiry)
    work.session.flush()
    words = tokens_of(name=new.name, phones=[new.phone or ""], numbers=[enquiry.number])
    put("enquiry", [(enquiry.id, words)])
    return enquiry


def _columns(new: NewEnquiry) -> dict[str, Any]:
    names = ("name", "phone", "customer_id", "kind", "channel", "matter", "weighty", "visit_id", "call_id")
    return {name: getattr(new, name) for name in names}


def _root(matter_id: int | None) -> int | None:
    """The first enquiry about the matter of this one."""
    if matter_id is None:
        return None
    query = select(Enquiry.matter_of_id, Enquiry.id).where(Enquiry.id == matter_id)
    earlier, own = current_work().session.execute(query).one()
    return int(earlier or own)


def _join(enquiry: Enquiry, earlier: Enquiry, by: Actor) -> None:
    """Tell whoever has the matter that he was asked for it again; whoever was asked now takes part in it."""
    enquiry.done_at = enquiry.asked_at
    enquiry.result, enquiry.department_id = earlier.number, earlier.department_id
    write_step(earlier.id, AGAIN, addressee=by.staff_id, words=enquiry.matter)
    facts = {"number": earlier.number, "again": enquiry.number}
    record(ASKED_AGAIN, subject_of(earlier.id), customer_id=earlier.customer_id, facts=facts)
    open_task(
        AGAIN_TASK,
        subject_of(earlier.id),
        facts={"number": earlier.number, "matter": short(enquiry.matter)},
        url=page_of(earlier.id),
        to=Party(staff_id=earlier.owner_id),
        due_on=clock.today(),
        customer_id=earlier.customer_id,
        by=by,
    )


def _start(enquiry: Enquiry, days: int | None, by: Actor) -> None:
    """Let the time for the answer run (R-148)."""
    deadline = start_deadline(
        ANSWER,
        subject_of(enquiry.id),
        arrived_at=enquiry.asked_at,
        facts={"number": enquiry.number, "matter": short(enquiry.matter)},
        url=page_of(enquiry.id),
        staff_id=enquiry.owner_id,
        customer_id=enquiry.customer_id,
        term=Term(days, Unit.WORKING) if days else None,
        by=by,
    )
    enquiry.deadline_id = deadline.id
    current_work().session.flush()
