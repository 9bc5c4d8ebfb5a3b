"""Ending a complaint: closing (结案), referring what is not ours, without loss, cancelling; and reopening it."""

from __future__ import annotations

from typing import Any

from app.complaints.cases.ending import check_cancel, check_end, gates, said
from app.complaints.cases.feature import CANCELLED as CANCELLED_ACTION
from app.complaints.cases.feature import CLOSED as CLOSED_ACTION
from app.complaints.cases.feature import REFERRED, REOPENED, WITHOUT_LOSS
from app.complaints.cases.kinds import closing_obstacles, tell, tell_moved
from app.complaints.cases.models import Complaint, ComplaintClosing
from app.complaints.cases.moves import PASSED, again_at, check_close, place
from app.complaints.cases.moves import REOPENED as BY_REOPENING
from app.complaints.cases.queries.one import page_of
from app.complaints.cases.queries.ways import stays
from app.complaints.cases.rules import CANCELLED, CLOSED, OPEN, check_needs
from app.complaints.cases.service import clocks, placing
from app.complaints.cases.service.changing import NOT_MANAGED, Change, changed_by
from app.complaints.cases.service.recording import facts_of
from app.complaints.cases.tasks import AGAIN
from app.complaints.causes.queries import names_of as causes_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.office.positions.queries import organisation
from app.office.positions.rules import superior_of, top
from app.office.tasks.kinds import Party
from app.office.tasks.service import open_task
from app.web.feature import Action

BY_CLOSING, BY_REFERRING, BY_NO_LOSS = "closed", "referred", "no_loss"


def close(complaint_id: int, *, version: int, by: Actor) -> Complaint:
    """Close a complaint at its last stage (K-19): what the monthly table counts of it is written down for good (K-30).

    Raises Refused while a stage is to be passed, something is missing or not answered, or a feature above objects;
    Conflict, NoResultFound.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_move) as change:
        check_close(change.stages, change.one.stage_key or "")
        check_needs([change.here], placing.columns_of(change.one))
        found = [*gates(placing.columns_of(change.one)), *closing_obstacles(complaint_id)]
        if found:
            raise Refused(found[0])
        _end(change, CLOSED_ACTION, BY_CLOSING, None, by)
    return change.one


def refer(complaint_id: int, *, version: int, referred_to: str, words: str, by: Actor) -> Complaint:
    """End a complaint that is not ours, with where it was referred to and what was said (K-68). Raises Refused."""
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_write) as change:
        check_end(change.one.decided_on)
        change.one.ours, change.one.upheld = False, False
        change.one.referred_to = said(referred_to, "referred_to", longest=120)
        _end(change, REFERRED, BY_REFERRING, said(words, "words"), by, to=change.one.referred_to)
    return change.one


def end_without_loss(complaint_id: int, *, version: int, words: str, by: Actor) -> Complaint:
    """End a complaint that caused no loss: an abnormality slip goes to the units instead (K-02). Raises Refused."""
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.may_write) as change:
        check_end(change.one.decided_on)
        change.one.no_loss = True
        _end(change, WITHOUT_LOSS, BY_NO_LOSS, said(words, "words"), by)
    return change.one


def cancel(complaint_id: int, *, version: int, reason: str, by: Actor) -> Complaint:
    """Cancel a complaint that was entered by mistake; its number stays, void. By who manages complaints.

    Raises Refused where it was decided or answered: then it is closed, not cancelled.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.manages, or_else=NOT_MANAGED) as change:
        one = change.one
        check_cancel(one.decided_on, one.answered_on, reopened=one.reopened)
        why = said(reason, "reason")
        placing.leave(one, change.stay(), None, why, by=by)
        clocks.stop_all(one, outcome="dropped", by=by)
        _rest(one, CANCELLED)
        tell("complaint_cancelled", one.id, by=by)
        change.recorded(CANCELLED_ACTION, reason=why)
    return one


def reopen(complaint_id: int, *, version: int, reason: str, to: str | None = None, by: Actor) -> Complaint:
    """Reopen a closed complaint, with the reason: it is counted, and every clock runs anew (K-20).

    It goes on at the stage `to`, else at the first after its number. The customer is to be answered again. Opened once
    more, the next superior of whoever handles it is told. By who manages complaints. Raises Refused, Conflict.
    """
    may = {"may": lambda seat: seat.manages, "or_else": NOT_MANAGED, "state": CLOSED}
    with changed_by(complaint_id, version, by=by, **may) as change:  # type: ignore[arg-type]
        one, why = change.one, said(reason, "reason")
        stage = change.stages[place(change.stages, again_at(change.stages, to))]
        stays(one.id)[-1].outcome = BY_REOPENING
        one.state, one.reopened = OPEN, one.reopened + 1
        one.closed_on = one.closed_by = one.answered_on = one.accepted = one.accepted_on = None
        one.return_visited_on = None
        _write(change, {"reopened": one.reopened}, why, by, opens=True)
        clocks.start_whole(one, by=by)
        placing.enter(one, stage, by=by)
        clocks.ask_for_quantity(one, by=by)
        change.told(REOPENED, count=one.reopened)
        _tell_superior(change, by)
        tell("complaint_reopened", one.id, by=by)
        tell_moved(one.id, stage.key, by=by)
    return one


def _end(change: Change, action: Action, how: str, words: str | None, by: Actor, **facts: Any) -> None:
    """End a complaint: the last stage is left, the clocks stop, and the record of the month is written."""
    one = change.one
    placing.number(one, by=by)
    placing.leave(one, change.stay(), PASSED, words, by=by)
    clocks.stop_all(one, by=by)
    one.closed_on, one.closed_by = placing.today(), by.name
    _rest(one, CLOSED)
    change.work.session.flush()
    names = causes_of([one.cause_id] if one.cause_id is not None else [])
    _write(change, facts_of(one, change.stages, how, names.get(one.cause_id or 0)), words, by)
    tell("complaint_closed", one.id, by=by)
    change.told(action, **facts)


def _rest(one: Complaint, state: str) -> None:
    """Let a complaint stand nowhere any more."""
    one.state, one.paused = state, False
    one.stage_id = one.stage_key = one.holder_id = one.holder_department_id = None
    one.stage_due_on = None


def _write(change: Change, facts: dict[str, Any], words: str | None, by: Actor, *, opens: bool = False) -> None:
    row = ComplaintClosing(
        complaint_id=change.one.id, closed_on=placing.today(), opens=opens, reason=words, facts=facts
    )
    row.at, row.by = change.work.at, by.name
    change.work.session.add(row)
    change.work.session.flush()


def _tell_superior(change: Change, by: Actor) -> None:
    one, office = change.one, organisation()
    if one.reopened < 2:
        return
    above = superior_of(office, one.handler_id) if one.handler_id is not None else None
    for leader in [above] if above is not None else top(office):
        open_task(
            AGAIN,
            change.subject,
            facts={"number": one.number, "count": one.reopened, "matter": one.matter},
            url=page_of(one.id),
            to=Party(staff_id=leader),
            due_on=placing.today(),
            customer_id=one.customer_id,
            by=by,
        )
