"""One move of one sheet: checked against the table, written down, with its day of return (C-121 to C-123)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.files.models import Customer
from app.customers.stationery import feature, rules
from app.customers.stationery.deadlines import BY_STATE
from app.customers.stationery.models import Blank, BlankMove
from app.customers.stationery.people import recipients
from app.customers.stationery.queries.sheets import held_by, last_day, left_with, page_url, sheet, subject_of
from app.customers.stationery.tasks import LEFT
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.deadlines.kinds import Term
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.staff.models import Staff
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work, unit_of_work

ACTIONS = {
    rules.TAKE: feature.KEPT,
    rules.ISSUE: feature.ISSUED,
    rules.RETURN: feature.RETURNED,
    rules.SIGN: feature.SIGNED,
    rules.PASS: feature.PASSED,
    rules.REPORT: feature.REPORTED,
    rules.BACK: feature.CAME_BACK,
    rules.RECEIVE: feature.RECEIVED,
    rules.SPOIL: feature.VOID,
    rules.LOSE: feature.LOST,
    rules.FIND: feature.FOUND,
}
TO_A_PERSON = (rules.TAKE, rules.ISSUE, rules.PASS, rules.REPORT)


@dataclass(frozen=True, slots=True)
class NewMove:
    """A move as it is entered: who gets the sheet, on which day, what for, and by when it must be back or on.

    Without a day it is today; without a day of return the office's own term holds.
    """

    kind: str
    staff_id: int | None = None
    on_day: date | None = None
    due_on: date | None = None
    purpose: str | None = None
    note: str | None = None


def move(blank_id: int, version: int, new: NewMove, *, by: Actor, amount: Fen | None = None, **values: Any) -> Blank:
    """Make one move of a sheet, for whoever may by the table; `values` are more columns of the sheet.

    `amount` is that of its contract, where that decides who approves. Raises NoResultFound; Conflict where somebody
    was quicker; Refused for a move, a person or a day that is not right.
    """
    with unit_of_work(by=by) as work:
        one = sheet(blank_id, by).blank
        before = sheet_of(one)
        rules.check_move(before, new.kind, parts_for(one, by), new.note)
        day = new.on_day or clock.today()
        rules.check_day(day, last_day(blank_id), clock.today())
        to = _to(one, new, by, amount)
        after = rules.after(before, rules.Move(new.kind, to))
        _claim(one, version, {"state": after.state, "holder_id": after.holder_id, "due_on": None, **values})
        row = BlankMove(blank_id=blank_id, kind=new.kind, from_state=before.state, to_state=after.state, on_day=day)
        row.staff_id, row.purpose, row.note = to, new.purpose, new.note
        row.made_by, row.made_at = by.name, work.at
        row.due_on = _start_term(one, new, to, by)
        work.session.add(row)
        work.session.flush()
        _record(one, row, before.holder_id)
        if before.holder_id and not held_by(before.holder_id):
            close_tasks(left_with(before.holder_id), kind=LEFT, by=by)
    return one


def parts_for(one: Blank, actor: Actor) -> frozenset[str]:
    """In which parts this actor stands to a sheet: who keeps stationery, who receives for finance, who has it."""
    holds = actor.staff_id is not None and actor.staff_id == one.holder_id
    return rules.parts_of(keeps=actor.may(feature.KEEP.name), receives=actor.may(feature.REPORT.name), holds=holds)


def sheet_of(one: Blank) -> rules.Sheet:
    """A stored sheet as the rules want it; whoever it was signed with stays written on it."""
    return rules.Sheet(one.state, one.holder_id, one.customer_id is not None)


def _to(one: Blank, new: NewMove, by: Actor, amount: Fen | None) -> int | None:
    """Who gets the sheet. Raises Refused for somebody who may not have it."""
    if new.kind in TO_A_PERSON:
        rules.check_recipient(new.kind, new.staff_id, recipients(new.kind, by.staff_id, amount))
        return new.staff_id
    if new.kind == rules.RETURN:
        keeper = new.staff_id or by.staff_id
        rules.check_recipient(new.kind, keeper, recipients(new.kind, by.staff_id))
        return keeper
    if new.kind == rules.BACK:
        return _had_before(one)
    return one.holder_id if new.kind in rules.KEEPS_HOLDER else by.staff_id


def _had_before(one: Blank) -> int | None:
    """Who had a sheet when it was passed on: it comes back to him; from finance it never was anywhere else."""
    if one.state == rules.REPORTED:
        return one.holder_id
    got = select(BlankMove.staff_id).where(BlankMove.blank_id == one.id, BlankMove.staff_id.is_not(None))
    earlier = got.where(BlankMove.kind.in_((rules.ISSUE, rules.FIND, rules.SIGN, rules.BACK)))
    return current_work().session.scalar(earlier.order_by(BlankMove.id.desc()).limit(1))


def _claim(one: Blank, version: int, values: Mapping[str, Any]) -> None:
    seen = update(Blank).where(Blank.id == one.id, Blank.version == version, Blank.state == one.state)
    changed = seen.values(**values, version=version + 1).returning(Blank.id)
    session = current_work().session
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("This is no longer possible: the contract is not where you saw it. Look at it again."))
    session.refresh(one)


def _start_term(one: Blank, new: NewMove, to: int | None, by: Actor) -> date | None:
    """Let the term of the move run and keep its last day; what ran before has been kept by this move."""
    stop_deadlines(subject_of(one.id), by=by)
    rule = BY_STATE.get(one.state)
    if rule is None:
        return None
    started = start_deadline(
        rule, subject_of(one.id), arrived_at=current_work().at, facts={"serial": one.serial}, url=page_url(one.id),
        staff_id=to, customer_id=one.customer_id, term=_typed_term(new.due_on), by=by,
    )  # fmt: skip
    one.due_on = started.due_on
    return started.due_on


def _typed_term(due_on: date | None) -> Term | None:
    if due_on is None:
        return None
    days = (due_on - clock.today()).days
    if not 0 <= days <= 366:
        raise Refused(Text("Choose a day from today on, within a year."), field="due_on")
    return Term(days, Unit.CALENDAR)


def _record(one: Blank, row: BlankMove, had: int | None) -> None:
    names = select(Staff.id, Staff.name).where(Staff.id.in_([one_id for one_id in (row.staff_id, had) if one_id]))
    known = {name.id: name.name for name in current_work().session.execute(names)}
    facts = {"serial": one.serial, "to": known.get(row.staff_id or 0), "holder": known.get(had or 0)}
    facts |= {"purpose": row.purpose, "due": row.due_on, "customer": _customer(one)}
    record(ACTIONS[row.kind], subject_of(one.id), customer_id=one.customer_id, facts=facts, reason=row.note)


def _customer(one: Blank) -> str | None:
    query = select(Customer.name).where(Customer.id == one.customer_id)
    return current_work().session.scalar(query) if one.customer_id else None
