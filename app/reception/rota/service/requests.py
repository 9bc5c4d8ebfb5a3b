"""Asking for what somebody else must approve: a swap, a kept place, a turn taken away (A-01 to A-03)."""

from __future__ import annotations

from datetime import date

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.documents.render import office_language
from app.office.history.service import record
from app.reception.rota import queries
from app.reception.rota.feature import ASKED, KEEP, MANAGE, SETTLED
from app.reception.rota.kinds import tell_reps_changed
from app.reception.rota.models import RotaRequest
from app.reception.rota.service.ledger import hold, hold_open, today
from app.reception.rota.service.members import plan_duty
from app.reception.rota.service.overruling import carry_out, check
from app.reception.rota.words import (
    APPROVED,
    CANCEL_TURN,
    REFUSED,
    REQUESTS,
    STATES,
    SWAP,
    WAITING,
    WITHDRAWN,
    subject_of,
)
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

MATTER = {"swap": "rota.swap", "keep_place": "rota.keep_place", "cancel_turn": "rota.cancel_turn"}


def ask(
    kind: str, staff_id: int, *, day: date | None = None, other_id: int | None = None, reason: str, by: Actor
) -> RotaRequest:
    """Ask for a swap (R-03, A-01), a place kept after an errand (R-06, A-02) or a turn taken away (R-08, A-03).

    A swap of another day than today swaps the planned duty. Who decides follows from the matrix. Raises Refused.
    """
    with unit_of_work(by=by) as work:
        on = day or today()
        _check_asked(kind, staff_id, on, other_id, by)
        row = RotaRequest(kind=kind, day=on, staff_id=staff_id, other_id=other_id if kind == SWAP else None)
        row.reason, row.state, row.made_at, row.made_by, row.made_by_id = reason, WAITING, work.at, by.name, by.staff_id
        work.session.add(row)
        work.session.flush()
        record(ASKED, subject_of(row.id), facts=_facts(row), reason=reason)
        row.approval_id = _submit(row, by).id
        work.session.flush()
        work.touch("rota")
    return row


def settle(approval: Approval) -> None:
    """Carry out what was approved (hook `settled` of the matters A-01 to A-03); a day that is over stays as it was."""
    row = queries.request(int(approval.subject.partition(":")[2]))
    work = current_work()
    row.state = {"approved": APPROVED, "withdrawn": WITHDRAWN}.get(approval.state, REFUSED)
    row.version += 1
    if row.state == APPROVED:
        _carry_out(row, work.by)
    record(SETTLED, subject_of(row.id), facts={**_facts(row), "result_msgid": STATES[row.state]})
    work.touch("rota")


def _check_asked(kind: str, staff_id: int, day: date, other_id: int | None, by: Actor) -> None:
    if kind not in REQUESTS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    _check_whose(kind, staff_id, other_id, by)
    if day < today():
        raise Refused(Text("The rota of a day that is over cannot be changed."), field="day")
    if kind == SWAP and not queries.is_open(day):
        _check_planned(day, staff_id, other_id)
        return
    if day != today():
        raise Refused(Text("This can be asked for the rota of today only."), field="day")
    check(kind, hold_open(day), staff_id, other_id)


def _check_whose(kind: str, staff_id: int, other_id: int | None, by: Actor) -> None:
    if by.may(KEEP.name) or by.may(MANAGE.name):
        return
    if kind == CANCEL_TURN:
        raise Refused(Text("Only those who keep the rota may ask for a turn to be taken away."), field="kind")
    if by.staff_id not in (staff_id, other_id):
        raise Refused(Text("Everybody asks for himself; those who keep the rota may ask for others."), field="staff")


def _check_planned(day: date, staff_id: int, other_id: int | None) -> None:
    planned = queries.planned(day, day)
    mine, others = planned.get((staff_id, day)), planned.get((other_id or 0, day))
    if mine is None or others is None or mine == others:
        raise Refused(Text("For a swap both must have duty planned on that day, and not the same."), field="other")


def _submit(row: RotaRequest, by: Actor) -> Approval:
    names = queries.names([row.staff_id, row.other_id])
    what = Text(REQUESTS[row.kind])
    title = Text("%(what)s: %(person)s, %(day)s", what=what, person=names[row.staff_id], day=row.day.isoformat())
    snapshot: list[tuple[Text | str, Text | str]] = [
        (Text("What"), what),
        (Text("Day"), row.day.isoformat()),
        (Text("Member of the rota"), names[row.staff_id]),
        (Text("Swaps with"), names.get(row.other_id or 0, "–")),
        (Text("Reason"), row.reason),
    ]
    with office_language():
        words = say(title)
    subject, url = subject_of(row.id), f"/reception/rota/requests/{row.id}"
    return submit(MATTER[row.kind], subject, title=words, url=url, snapshot=snapshot, reason=row.reason, by=by)


def _carry_out(row: RotaRequest, by: Actor) -> None:
    """Change the open rota of the day, or else the plan of a day to come."""
    if hold(row.day):
        check(row.kind, hold_open(row.day), row.staff_id, row.other_id)
        carry_out(row.kind, row.day, row.staff_id, row.other_id, note=row.reason)
        tell_reps_changed(by=by)
    elif row.kind == SWAP and row.day >= today() and row.other_id:
        planned = queries.planned(row.day, row.day)
        for one, other in ((row.staff_id, row.other_id), (row.other_id, row.staff_id)):
            plan_duty(one, row.day, planned.get((other, row.day)), by=by)


def _facts(row: RotaRequest) -> dict[str, object]:
    person = queries.names([row.staff_id])[row.staff_id]
    return {"day": row.day, "person": person, "what_msgid": REQUESTS[row.kind]}
