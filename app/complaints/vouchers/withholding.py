"""Receivables that complaints delay, left out of the base of the reps' collection bonus (K-37, S-30)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from app import clock
from app.complaints.allowances.rules import check_state
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of, subject_of, visible
from app.complaints.deliveries.queries import note_of
from app.complaints.vouchers import rules
from app.complaints.vouchers.feature import RELEASED, WITHHELD
from app.complaints.vouchers.models import WithheldReceivable
from app.complaints.vouchers.rules import NewWithheld
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen, Rate
from app.domain.text import Text
from app.extensions import db
from app.office.history.service import record
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Share:
    """What is left out of the base of one rep in a month, in fen; nobody's is to be given to somebody."""

    staff_id: int | None
    name: str | None
    amount: Fen


def prefill(case: Complaint, tax_rate: Rate) -> dict[str, Any]:
    """What a complaint delays: the delivery of its material with tax, and whose it is to collect."""
    note = note_of(case.order_number, case.material_number, case.customer_id)
    net = Fen(note.delivered * note.price_fen) if note else None
    return {
        "staff_id": note.staff_id if note and note.staff_id else case.handler_id,
        "material_number": case.material_number,
        "amount_fen": Fen(net + rules.tax_on(net, tax_rate)) if net else None,
        "from_month": rules.month_of(clock.today()),
    }


def withhold(complaint_id: int, new: NewWithheld, *, by: Actor) -> WithheldReceivable:
    """Leave a receivable out of a rep's bonus base while the complaint is open (K-37).

    Raises NoResultFound, and Refused for a complaint that is over, for what cannot be, and where the material of this
    complaint is left out already.
    """
    with unit_of_work(by=by) as work:
        case = complaint_of(complaint_id, by)
        if case.state != "open":
            raise Refused(Text("This complaint is over: it delays nothing."))
        rules.check_withheld(new, rules.month_of(clock.local(case.heard_at).date()), clock.today())
        material = (new.material_number or "").strip().upper() or None
        if any(one.material_number == material for one in _open(complaint_id)):
            raise Refused(Text("This receivable is left out already."), field="material_number")
        made = WithheldReceivable(
            complaint_id=complaint_id, staff_id=new.staff_id, material_number=material, amount_fen=new.amount_fen,
            from_month=new.from_month, made_by=by.name, made_at=work.at,
        )  # fmt: skip
        work.session.add(made)
        work.session.flush()
        _record(WITHHELD, made, new.from_month, case)
    return made


def release(withheld_id: int, version: int, until_month: str, reason: str, *, by: Actor) -> None:
    """End it before the complaint does, such as because the customer has paid; `until_month` is the last one.

    Raises NoResultFound, Refused, Conflict.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by):
        row = withheld(withheld_id, by)
        last = rules.read_month(until_month)
        if not row.WithheldReceivable.from_month <= last <= rules.month_of(clock.today()):
            raise Refused(Text("Choose a month from the first one to this one."), field="until_month")
        _end(row.WithheldReceivable, version, last, reason.strip(), row.Complaint)


def end_all(complaint_id: int, why: str) -> None:
    """The complaint is over: this is the last month in which its receivables are left out (`why` of WHY_ENDED)."""
    case = current_work().session.get_one(Complaint, complaint_id)
    for one in _open(complaint_id):
        _end(one, one.version, rules.month_of(clock.today()), why, case)


def begin_again(complaint_id: int, *, by: Actor) -> None:
    """The complaint is open once more: what its closing ended is left out again from this month on."""
    work = current_work()
    this = rules.month_of(clock.today())
    query = select(WithheldReceivable).where(
        WithheldReceivable.complaint_id == complaint_id, WithheldReceivable.why_ended == rules.CLOSED
    )
    newest = {one.material_number: one for one in work.session.scalars(query.order_by(WithheldReceivable.id))}
    case, taken = work.session.get_one(Complaint, complaint_id), {one.material_number for one in _open(complaint_id)}
    for one in (one for material, one in newest.items() if material not in taken):
        if one.until_month == this:
            one.until_month, one.why_ended, one.version = None, None, one.version + 1
        else:
            one = _again(one, this, by)
            work.session.add(one)
        work.session.flush()
        _record(WITHHELD, one, this, case)


def withheld(withheld_id: int, actor: Actor) -> Any:
    """One of them, as a row of WithheldReceivable, Complaint and `staff`. Raises NoResultFound."""
    query = _seen(actor).where(WithheldReceivable.id == withheld_id).execution_options(populate_existing=True)
    return db.session.execute(query).one()


def of_month(month: str, actor: Actor, *, staff_id: int | None = None, after: str | None = None) -> Page[Any]:
    """What is left out in a month, rep by rep, as rows of `withheld`."""
    query = _seen(actor).where(_in(month))
    if staff_id:
        query = query.where(WithheldReceivable.staff_id == staff_id)
    return page_of(
        db.session(), query, [Order(func.coalesce(Staff.name, "")), Order(WithheldReceivable.id)], after=after
    )


def every(month: str, actor: Actor) -> Sequence[Any]:
    """All that is left out in a month, rep by rep, for accounting."""
    query = _seen(actor).where(_in(month))
    return db.session.execute(query.order_by(func.coalesce(Staff.name, ""), WithheldReceivable.id)).all()


def shares(month: str, actor: Actor) -> list[Share]:
    """What is left out of each rep's base in a month (S-30)."""
    amount = func.sum(WithheldReceivable.amount_fen)
    query = _seen(actor).where(_in(month)).with_only_columns(Staff.id, Staff.name, amount)
    rows = db.session.execute(query.group_by(Staff.id, Staff.name).order_by(Staff.name))
    return [Share(staff_id, name, Fen(int(sum_))) for staff_id, name, sum_ in rows]


def of_case(complaint_id: int) -> Sequence[Any]:
    """What a complaint delays, as rows of WithheldReceivable and `staff`; for whoever may know of it."""
    query = select(WithheldReceivable).add_columns(Staff.name.label("staff"))
    query = query.outerjoin(Staff, Staff.id == WithheldReceivable.staff_id)
    return db.session.execute(query.where(WithheldReceivable.complaint_id == complaint_id)).all()


def _end(one: WithheldReceivable, version: int, last: str, why: str, case: Complaint) -> None:
    seen = (WithheldReceivable.id == one.id, WithheldReceivable.version == version)
    held = update(WithheldReceivable).where(*seen, WithheldReceivable.until_month.is_(None))
    values = {"until_month": max(last, one.from_month), "why_ended": why, "version": version + 1}
    done = current_work().session.execute(held.values(**values))
    check_state("" if done.rowcount else "gone", "")  # type: ignore[attr-defined]
    told = rules.WHY_ENDED.get(why)
    _record(RELEASED, one, max(last, one.from_month), case, reason=None if told else why)


def _record(action: Action, one: WithheldReceivable, month: str, case: Complaint, *, reason: str | None = None) -> None:
    """Write it down with the complaint only: the bonus of a rep is nothing of the customer's."""
    facts = {"amount_fen": one.amount_fen, "month": month}
    record(action, subject_of(case.id), facts=facts, reason=reason)
    current_work().touch("complaints")


def _open(complaint_id: int) -> Sequence[WithheldReceivable]:
    query = select(WithheldReceivable).where(WithheldReceivable.complaint_id == complaint_id)
    still = query.where(WithheldReceivable.until_month.is_(None)).execution_options(populate_existing=True)
    return current_work().session.scalars(still).all()


def _again(one: WithheldReceivable, month: str, by: Actor) -> WithheldReceivable:
    return WithheldReceivable(
        complaint_id=one.complaint_id, staff_id=one.staff_id, material_number=one.material_number,
        amount_fen=one.amount_fen, from_month=month, made_by=by.name, made_at=current_work().at,
    )  # fmt: skip


def _in(month: str) -> ColumnElement[bool]:
    until = or_(WithheldReceivable.until_month.is_(None), WithheldReceivable.until_month >= month)
    return (WithheldReceivable.from_month <= month) & until


def _seen(actor: Actor) -> Select[Any]:
    query = select(WithheldReceivable).add_columns(Complaint, Staff.name.label("staff"))
    query = query.join(Complaint, Complaint.id == WithheldReceivable.complaint_id)
    return query.outerjoin(Staff, Staff.id == WithheldReceivable.staff_id).where(visible(actor))
