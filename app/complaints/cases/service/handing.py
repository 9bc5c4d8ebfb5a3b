"""Handing a complaint on to somebody else, by hand or because somebody leaves (K-65)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select

from app.complaints.cases.deadlines import QUANTITY, STAGE, WHOLE
from app.complaints.cases.ending import said
from app.complaints.cases.feature import HANDED_ON, INHERITED
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.moves import place
from app.complaints.cases.queries.acting import Seat
from app.complaints.cases.queries.one import subject_of
from app.complaints.cases.queries.ways import stay_now
from app.complaints.cases.rules import CHOOSE, OPEN
from app.complaints.cases.service import placing
from app.complaints.cases.service.changing import NOT_MANAGED, TOPIC, changed_by
from app.complaints.cases.service.clocks import running
from app.complaints.cases.tasks import STAGE as STAGE_TASK
from app.complaints.circulation.queries import stages_of
from app.complaints.circulation.words import HANDLER, SALES
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.queries import administrators
from app.office.deadlines.service import hand_deadlines
from app.office.history.service import record
from app.office.positions.queries import organisation
from app.office.positions.rules import superior_of
from app.office.staff.models import Staff
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work


def hand_on(
    complaint_id: int,
    *,
    version: int,
    holder_id: int | None = None,
    handler_id: int | None = None,
    reason: str,
    by: Actor,
) -> Complaint:
    """Let another person hold the stage where a complaint is, or handle the whole of it, with the reason (K-65).

    Whoever holds the stage gives it to a colleague of the department that holds it; everything else is for who manages
    complaints. The stage's clock goes with it. Raises Refused, Conflict, NoResultFound.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_move) as change:
        one, why = change.one, said(reason, "reason")
        _check(change.seat, holder_id, handler_id)
        before = [one.holder_id, one.handler_id]
        if handler_id is not None:
            _let_handle(one, handler_id, by=by)
        if holder_id is not None:
            _let_hold(one, holder_id, by=by)
        after = [one.holder_id, one.handler_id]
        names = {"from": _names(before, after), "to": _names(after, before)}
        change.recorded(HANDED_ON, reason=why, **names)
    return one


def staff_left(staff_id: int, left_on: date, *, by: Actor) -> None:
    """Give the open complaints of somebody who leaves to his superior, else to an administrator; a stage that he held
    for a department that is not his own goes to its head (hook `staff_left`)."""
    with unit_of_work(by=by) as work:
        his = or_(Complaint.handler_id == staff_id, Complaint.holder_id == staff_id)
        query = select(Complaint).where(Complaint.state == OPEN, his).order_by(Complaint.id)
        found = work.session.scalars(query.execution_options(populate_existing=True)).all()
        heir = _heir(staff_id) if found else None
        for one in found:
            _inherit(one, staff_id, heir, left_on, by)


def _check(seat: Seat, holder_id: int | None, handler_id: int | None) -> None:
    one = seat.complaint
    if holder_id in (None, one.holder_id) and handler_id in (None, one.handler_id):
        raise Refused(Text("Choose to whom it is handed on."), field="holder_id")
    for field, wanted in (("holder_id", holder_id), ("handler_id", handler_id)):
        if wanted is not None and not _home(wanted)[0]:
            raise Refused(CHOOSE, field=field)
    elsewhere = holder_id is not None and _home(holder_id)[1] != one.holder_department_id
    if not seat.manages and (handler_id is not None or elsewhere):
        raise Refused(NOT_MANAGED, field="handler_id" if handler_id is not None else "holder_id")


def _let_handle(one: Complaint, staff_id: int, *, by: Actor) -> None:
    """Another person accepts, follows up and answers; a stage that the handler holds goes with it."""
    stages = stages_of(one.route_id)
    mine = one.holder_id == one.handler_id and stages[place(stages, one.stage_key or "")].who in (HANDLER, SALES)
    one.handler_id = staff_id
    hand_deadlines({row.id: staff_id for row in running(one, WHOLE, QUANTITY)}, by=by)
    if mine:
        _let_hold(one, staff_id, by=by)


def _let_hold(one: Complaint, staff_id: int | None, *, by: Actor) -> None:
    """Another person, or with None the department as such, holds the stage where it is."""
    stay = stay_now(one)
    if stay is None:
        return
    stay.staff_id, one.holder_id = staff_id, staff_id
    if staff_id is not None:
        stay.department_id = one.holder_department_id = _home(staff_id)[1] or one.holder_department_id
    current_work().session.flush()
    responsible = placing.responsible_for(staff_id, stay.department_id)
    if responsible is not None:
        hand_deadlines({row.id: responsible for row in running(one, STAGE)}, by=by)
    _move_task(one, stay, responsible, by)


def _move_task(one: Complaint, stay: ComplaintStage, responsible: int | None, by: Actor) -> None:
    stages = stages_of(one.route_id)
    if close_tasks(subject_of(one.id), outcome="cancelled", kind=STAGE_TASK, by=by) and responsible is not None:
        placing.open_stage_task(one, stay, stages[place(stages, stay.key)], responsible, by=by)


def _inherit(one: Complaint, leaver: int, heir: int | None, left_on: date, by: Actor) -> None:
    held, handled = one.holder_id == leaver, one.handler_id == leaver
    if handled and heir is not None:
        _let_handle(one, heir, by=by)
    if held and one.holder_id == leaver:
        own = _home(leaver)[1] == one.holder_department_id
        _let_hold(one, heir if own else None, by=by)
    one.version += 1
    names = {"from": _names([leaver], []), "to": _names([one.holder_id if held else one.handler_id], [])}
    record(INHERITED, subject_of(one.id), facts={"number": one.number, "left_on": left_on, **names})
    current_work().touch(TOPIC)


def _heir(staff_id: int) -> int | None:
    office = organisation()
    as_before = replace(office, home={**office.home, staff_id: _home(staff_id)[1]})
    return superior_of(as_before, staff_id) or current_work().session.scalar(administrators().limit(1))


def _home(staff_id: int) -> tuple[bool, int | None]:
    """Whether a person works here, and the department."""
    row = (
        current_work()
        .session.execute(select(Staff.active, Staff.department_id).where(Staff.id == staff_id))
        .one_or_none()
    )
    return (row.active, row.department_id) if row else (False, None)


def _names(people: list[int | None], others: list[int | None]) -> list[str]:
    """The names of those of these people who are not in the same place of the others."""
    changed = [one for n, one in enumerate(people) if n >= len(others) or one != others[n]]
    ids = [one for one in changed if one is not None]
    return list(current_work().session.scalars(select(Staff.name).where(Staff.id.in_(ids)).order_by(Staff.id)))
