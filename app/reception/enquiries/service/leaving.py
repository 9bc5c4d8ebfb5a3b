"""What becomes of the enquiries of somebody who leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select, update

from app.domain.actor import Actor
from app.office.access.queries import administrators
from app.office.history.service import record
from app.office.positions.queries import organisation
from app.office.positions.rules import superior_of
from app.office.tasks.service import close_tasks
from app.reception.enquiries.feature import INHERITED as INHERITED_ACTION
from app.reception.enquiries.models import Enquiry
from app.reception.enquiries.queries.one import subject_of
from app.reception.enquiries.queries.people import home_of, name_of
from app.reception.enquiries.rules import INHERITED, OPEN
from app.reception.enquiries.service.changing import pass_deadline, write_step
from app.reception.enquiries.tasks import OFFERED
from app.unit_of_work import current_work, unit_of_work


def staff_left(staff_id: int, left_on: date, *, by: Actor) -> None:
    """Give the open enquiries of somebody who leaves to his superior, else to an administrator (hook `staff_left`).

    What he was only asked to take over stays with whoever has it.
    """
    with unit_of_work(by=by) as work:
        _withdraw_offers(staff_id, by)
        mine = select(Enquiry).where(Enquiry.owner_id == staff_id, Enquiry.state == OPEN).order_by(Enquiry.id)
        found = work.session.scalars(mine.execution_options(populate_existing=True)).all()
        heir = _heir(staff_id) if found else None
        if heir is not None:
            for one in found:
                _pass_on(one, staff_id, left_on, heir, by)


def _pass_on(one: Enquiry, leaver: int, left_on: date, heir: int, by: Actor) -> None:
    one.owner_id, one.version = heir, one.version + 1
    one.offered_id = None if one.offered_id == heir else one.offered_id
    one.department_id = home_of(heir) or one.department_id
    current_work().session.flush()
    close_tasks(subject_of(one.id), outcome="cancelled", kind=OFFERED, staff_id=heir, by=by)
    write_step(one.id, INHERITED, sender=leaver, addressee=heir)
    pass_deadline(one, heir, by=by)
    facts = {"number": one.number, "from": name_of(leaver), "to": name_of(heir), "left_on": left_on}
    record(INHERITED_ACTION, subject_of(one.id), customer_id=one.customer_id, facts=facts)


def _withdraw_offers(staff_id: int, by: Actor) -> None:
    session = current_work().session
    offered = select(Enquiry.id).where(Enquiry.offered_id == staff_id, Enquiry.state == OPEN).order_by(Enquiry.id)
    ids = list(session.scalars(offered))
    for one in ids:
        close_tasks(subject_of(one), outcome="cancelled", kind=OFFERED, by=by)
    nobody = update(Enquiry).where(Enquiry.id.in_(ids)).values(offered_id=None, version=Enquiry.version + 1)
    session.execute(nobody.execution_options(synchronize_session=False))


def _heir(staff_id: int) -> int | None:
    office = organisation()
    as_before = replace(office, home={**office.home, staff_id: home_of(staff_id)})
    return superior_of(as_before, staff_id) or current_work().session.scalar(administrators().limit(1))
