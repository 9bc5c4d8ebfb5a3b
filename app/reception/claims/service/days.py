"""Planning open days with a rule of their own for who receives (R-51, A-13)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.history.service import record
from app.reception.claims.feature import DAYS_PLANNED, DAYS_SETTLED
from app.reception.claims.models import OpenDays
from app.reception.claims.queries.days import open_days
from app.reception.claims.rules.cases import check_days
from app.reception.claims.words import APPROVED, EVENT_RULES, REFUSED, WAITING
from app.unit_of_work import current_work, unit_of_work


def plan_days(name: str, first_on: date, last_on: date, rule: str, words: str | None, *, by: Actor) -> OpenDays:
    """Plan open days and ask for their rule to be approved; it is in force on its days once it is (R-51, A-13).

    Raises Refused for days that are over or in no order, and where others are planned for one of these days.
    """
    check_days(name, first_on, last_on, rule, clock.today())
    with unit_of_work(by=by) as work:
        _refuse_overlap(first_on, last_on)
        row = OpenDays(name=name, first_on=first_on, last_on=last_on, rule=rule, words=words, state=WAITING, version=1)
        row.made_at, row.made_by, row.made_by_id = work.at, by.name, by.staff_id
        work.session.add(row)
        work.session.flush()
        record(DAYS_PLANNED, _subject(row), facts=_told(row), reason=words)
        row.approval_id = _submit(row, by).id
        work.session.flush()
    return row


def days_settled(approval: Approval) -> None:
    """The manager has spoken about open days (hook `settled` of A-13)."""
    row = open_days(int(approval.subject.partition(":")[2]))
    if row.state == WAITING:
        row.state, row.version = APPROVED if approval.state == "approved" else REFUSED, row.version + 1
        current_work().session.flush()
        record(DAYS_SETTLED, _subject(row), facts=_told(row))


def _refuse_overlap(first_on: date, last_on: date) -> None:
    query = select(OpenDays.name).where(OpenDays.state != REFUSED, OpenDays.first_on <= last_on)
    name = current_work().session.scalars(query.where(OpenDays.last_on >= first_on).order_by(OpenDays.id)).first()
    if name is not None:
        raise Refused(Text("“%(name)s” is planned for one of these days already.", name=name), field="first_on")


def _submit(row: OpenDays, by: Actor) -> Approval:
    snapshot: list[tuple[Text | str, Text | str]] = [
        (Text("Open days"), row.name),
        (Text("From"), row.first_on.isoformat()),
        (Text("To"), row.last_on.isoformat()),
        (Text("Who receives"), Text(EVENT_RULES[row.rule])),
        (Text("Remark"), row.words or "–"),
    ]
    url = f"/reception/claims/days/{row.id}"
    return submit("events.rule", _subject(row), title=row.name, url=url, snapshot=snapshot, reason=row.words, by=by)


def _subject(row: OpenDays) -> str:
    return f"open_days:{row.id}"


def _told(row: OpenDays) -> dict[str, object]:
    return {"name": row.name, "first_on": row.first_on, "last_on": row.last_on}
