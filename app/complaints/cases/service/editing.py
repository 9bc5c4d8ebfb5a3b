"""Changing what stands on a complaint: by who deals with it, and by the features above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from app.complaints.cases.feature import CHANGED
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.acting import writable
from app.complaints.cases.rules import check_asked, check_retiming
from app.complaints.cases.service.changing import TOPIC, changed_by
from app.complaints.cases.service.writing import write_down
from app.domain.actor import Actor
from app.unit_of_work import unit_of_work

MARKED = frozenset(
    {
        "decided_on", "answered_on", "accepted", "accepted_on", "return_visited_on", "upheld", "no_loss", "ours",
        "cause_id", "responsible_department_id", "supplier", "supplier_share", "negligence", "track", "solution",
        "lessons", "customer_result", "quantity", "defective_quantity", "order_number", "material_number", "shipped_on",
    }
)  # fmt: skip


def change(
    complaint_id: int, *, version: int, values: Mapping[str, Any], reason: str | None = None, by: Actor
) -> Complaint:
    """Correct what stands on an open complaint, by field key and `customer_id`; history keeps old and new.

    Who handles it corrects what the customer said and the goods, who holds it also what its stage asks for, who manages
    complaints everything. Another severity or origin needs a reason and moves the day by which it is due; pauses and
    extensions stay. Raises Refused with the field, Conflict, NoResultFound.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_write) as deed:
        check_asked(values, writable(deed.seat, deed.here))
        check_retiming({key: getattr(deed.one, key) for key in values}, values, reason)
        if changed := write_down(deed.one, values, reason=reason, by=by):
            deed.recorded(CHANGED, reason=reason, changes=changed)
    return deed.one


def mark(complaint_id: int, *, by: Actor, **values: Any) -> None:
    """Write on a complaint what a feature above has done with it, as a part of that deed, which records itself.

    The names are those of MARKED. It raises the version: whoever looks at the page sees that something has changed.
    Raises NoResultFound for no complaint.
    """
    if others := values.keys() - MARKED:
        raise ValueError(f"not to be marked: {sorted(others)}")
    with unit_of_work(by=by) as work:
        work.session.flush()
        one = update(Complaint).where(Complaint.id == complaint_id).values(**values, version=Complaint.version + 1)
        work.session.execute(one.execution_options(synchronize_session=False))
        fresh = select(Complaint).where(Complaint.id == complaint_id)
        work.session.scalars(fresh.execution_options(populate_existing=True)).one()
        work.touch(TOPIC)
