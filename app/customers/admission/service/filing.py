"""Filing admitted customers with the parent company (备案, C-42, C-58)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert

from app import clock
from app.columns import table_of
from app.customers.admission import queries, rules
from app.customers.admission.feature import EXPORTED, FILED
from app.customers.admission.models import AdmissionStep
from app.customers.admission.tasks import subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import Deed, record, record_many
from app.unit_of_work import unit_of_work


def file_with_parent(day: date, since: date | None, *, by: Actor) -> int:
    """Note that everybody on the list who is not filed yet was filed on a day; returns how many.

    The list is that of `queries.for_the_parent`. Raises Refused for a day to come, Conflict where nobody is left.
    """
    if day > clock.today():
        raise Refused(Text("This day has not come yet."), field="day")
    with unit_of_work(by=by) as work:
        rows = [row for row in queries.for_the_parent(by, since) if row.filed_at is None]
        if not rows:
            raise Conflict(Text("Everybody on this list is filed already."))
        common = {"kind": rules.FILED, "facts": {"day": day.isoformat()}, "made_by": by.name, "made_at": work.at}
        steps = [{**common, "customer_id": row.Customer.id} for row in rows]
        work.session.execute(insert(table_of(AdmissionStep)), steps)
        record_many(FILED, [_deed(row, day) for row in rows])
    return len(rows)


def export_taken(rows: int, since: date | None, *, by: Actor) -> None:
    """Write down that the list leaves as a sheet, before it does (O-07, O-15)."""
    with unit_of_work(by=by):
        record(EXPORTED, "admissions", facts={"rows": rows, "since": since})


def _deed(row: Any, day: date) -> Deed:
    facts = {"number": row.Admission.number, "customer": row.Customer.name, "day": day}
    return Deed(subject_of(row.Admission.id), row.Customer.id, facts)
