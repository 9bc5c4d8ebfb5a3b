"""Opening, fixing and voiding the loss of a complaint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import update

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.circulation.models import Route
from app.complaints.losses import feature, queries, rules
from app.complaints.losses.deadlines import RESALE
from app.complaints.losses.feature import ENTER
from app.complaints.losses.kinds import tell_voided, void_obstacles
from app.complaints.losses.models import Loss, LossLine
from app.complaints.losses.policy import LossPolicy
from app.complaints.losses.rules import Outcome
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.kinds import Term
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.policy import queries as policy
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this loss is no longer as you saw it. Look at it again.")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The loss that somebody has before him, with its complaint."""

    loss: Loss
    case: Complaint


def open_loss(complaint_id: int, *, by: Actor) -> Loss:
    """Open the counting of what a complaint cost, once it is decided (K-18, K-40); return its loss.

    The goods may be resold for the months of its route, counted from the decision. One that is open stays as it is.
    Raises Refused before the decision or where there is nothing to count, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        case = complaint_of(complaint_id, by)
        decided_on = rules.check_may_open(case.decided_on, case.no_loss, case.upheld)
        return queries.loss_of(complaint_id) or _opened(work, case, decided_on)


def keep_open(complaint_id: int, *, by: Actor) -> None:
    """Open the loss of a complaint by itself, where its route gives time to resell (K-40), as soon as it is decided.

    Where the decision changed, the time of a loss that waits is counted afresh from the new one.
    """
    with unit_of_work(by=by) as work:
        case = work.session.get_one(Complaint, complaint_id, populate_existing=True)
        if case.decided_on is None or case.no_loss or case.upheld is False or not _months(case):
            return
        found = queries.loss_of(complaint_id)
        if found is None:
            _opened(work, case, case.decided_on)
        elif found.state == rules.WAITING and found.decided_on != case.decided_on:
            _counted_from(found, case, case.decided_on, by)


def drop(complaint_id: int, *, by: Actor) -> None:
    """Make a loss that waits void, because its complaint was entered by mistake; a fixed one is left to people."""
    with unit_of_work(by=by) as work:
        loss = queries.loss_of(complaint_id)
        if loss is None or loss.state != rules.WAITING:
            return
        stop_deadlines(queries.subject_of(loss.id), rule=RESALE, outcome="dropped", by=by)
        _move(work, loss, loss.version, rules.VOID, voided_on=clock.today(), voided_by=by.name)
        _record(feature.VOIDED, _Seen(loss, work.session.get_one(Complaint, complaint_id)))


def fix(complaint_id: int, *, version: int, outcome: Outcome, reason: str, by: Actor) -> Loss:
    """Fix what a complaint cost, with the reason (K-40): once the time to resell is over, or with nothing to resell.

    Raises Refused at the field, Conflict where somebody was quicker, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        seen = _seen(complaint_id, by)
        rules.check_may_fix(seen.loss.state, seen.loss.resale_until, outcome.sold, clock.today())
        amount = rules.loss_of(outcome)
        values = {"sold": outcome.sold, "grade_a_fen": outcome.grade_a, "proceeds_fen": outcome.proceeds}
        ended = {"loss_fen": amount, "fixed_on": clock.today(), "fixed_by": by.name, "reason": _said(reason)}
        _move(work, seen.loss, version, rules.FIXED, **values, **ended)
        _add_lines(work, seen.loss.id, outcome.lines)
        stop_deadlines(queries.subject_of(seen.loss.id), rule=RESALE, by=by)
        _record(feature.FIXED, seen, loss_fen=amount, sold=outcome.sold)
        return seen.loss


def void(complaint_id: int, *, version: int, reason: str, by: Actor) -> Loss:
    """Make a fixed loss void, with the reason, and open it anew; what was shared of it is void with it.

    Raises Refused where something of it was proposed already, Conflict where somebody was quicker, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        seen = _seen(complaint_id, by)
        if seen.loss.state != rules.FIXED:
            raise Conflict(Text("This loss is not fixed: there is nothing to make void."))
        for obstacle in void_obstacles(seen.loss.id):
            raise Refused(obstacle)
        ended = {"voided_on": clock.today(), "voided_by": by.name, "void_reason": _said(reason)}
        _move(work, seen.loss, version, rules.VOID, **ended)
        tell_voided(seen.loss.id, by=by)
        _record(feature.VOIDED, seen)
        return _opened(work, seen.case, seen.loss.decided_on)


def _seen(complaint_id: int, by: Actor) -> _Seen:
    case = complaint_of(complaint_id, by)
    loss = queries.loss_of(complaint_id)
    if loss is None:
        raise Refused(Text("The loss of this complaint is not opened yet."))
    return _Seen(loss, case)


def _opened(work: Work, case: Complaint, decided_on: date) -> Loss:
    until = rules.resale_until(decided_on, _months(case))
    loss = Loss(complaint_id=case.id, decided_on=decided_on, resale_until=until, state=rules.WAITING)
    loss.made_by, loss.made_at = work.by.name, work.at
    work.session.add(loss)
    work.session.flush()
    _start(loss, case, work.by)
    _record(feature.OPENED, _Seen(loss, case), until=until)
    return loss


def _counted_from(loss: Loss, case: Complaint, decided_on: date, by: Actor) -> None:
    stop_deadlines(queries.subject_of(loss.id), rule=RESALE, outcome="dropped", by=by)
    until = rules.resale_until(decided_on, _months(case))
    _move(current_work(), loss, loss.version, rules.WAITING, decided_on=decided_on, resale_until=until)
    _start(loss, case, by)
    _record(feature.OPENED, _Seen(loss, case), until=until)


def _start(loss: Loss, case: Complaint, by: Actor) -> None:
    """Watch by when it is fixed: with whoever opened it where he counts losses, else with his department."""
    days = (rules.fix_by(loss.decided_on, loss.resale_until, _fix_days()) - loss.decided_on).days
    start_deadline(
        RESALE,
        queries.subject_of(loss.id),
        arrived_at=clock.at_office(datetime.combine(loss.decided_on, time(9))),
        facts={"number": _number(case), "until": loss.resale_until or loss.decided_on},
        url=queries.url_of(case.id),
        staff_id=by.staff_id if by.may(ENTER.name) else None,
        department_id=case.department_id,
        term=Term(days, Unit.CALENDAR),
        by=by,
    )


def _fix_days() -> int:
    return policy.of(LossPolicy).fix_days


def _months(case: Complaint) -> int:
    return current_work().session.get_one(Route, case.route_id).resale_months


def _add_lines(work: Work, loss_id: int, lines: Sequence[rules.Line]) -> None:
    work.session.add_all(
        LossLine(loss_id=loss_id, kind=line.kind, words=line.words, amount_fen=line.amount) for line in lines
    )
    work.session.flush()


def _move(work: Work, loss: Loss, version: int, state: str, **values: Any) -> None:
    """Change a loss that still is as it was seen in `version`. Raises Conflict."""
    still = update(Loss).where(Loss.id == loss.id, Loss.version == version, Loss.state == loss.state)
    changed = still.values(state=state, version=version + 1, **values).returning(Loss.id)
    if work.session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    work.session.refresh(loss)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    return reason.strip()


def _record(action: Action, seen: _Seen, **facts: Any) -> None:
    """Write the deed down under the loss, so that its sums stand where only readers of losses look."""
    current_work().touch("complaints")
    record(action, queries.subject_of(seen.loss.id), facts={"number": _number(seen.case), **facts})


def _number(case: Complaint) -> str:
    return case.number or case.matter
