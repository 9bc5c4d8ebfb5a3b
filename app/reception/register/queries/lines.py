"""The lines of the registers: visits and calls as they were entered, each with its corrections beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.names import masked_phone
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.calls.models import Call
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit
from app.reception.register import rules
from app.reception.register.books import CALL, VISIT, Book
from app.reception.register.feature import CORRECT, MINUTES
from app.reception.register.models import DayReview, RegisterCorrection
from app.web.paging import Order, Page, page_of

OLDEST_FIRST = {VISIT: (Order(Visit.id),), CALL: (Order(Call.id),)}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines: the days from `since` to `until`, whose, and words in them."""

    since: date
    until: date
    staff_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a register: what was entered, as texts by the keys of its columns, and its corrections, oldest first.

    `valid` tells whether the register of its day was reviewed (R-85).
    """

    subject: str
    id: int
    number: str
    day: date
    staff_id: int | None
    made_by_id: int | None
    made_by: str
    original: Mapping[str, str]
    corrections: tuple[RegisterCorrection, ...] = ()
    valid: bool = False

    @property
    def holds(self) -> dict[str, str]:
        """What holds now."""
        return rules.newest(self.original, self.corrections)

    def before(self, field: str) -> list[str]:
        """What a field said before, oldest first."""
        return rules.before(field, self.original, self.corrections)

    @property
    def seen(self) -> int:
        """The last correction, so that nobody corrects what he has not read; 0 for none."""
        return self.corrections[-1].id if self.corrections else 0


def page(book: Book, filters: Filters, actor: Actor, after: str | None) -> Page[Line]:
    """One page of a register, in the order of entry."""
    found = page_of(db.session(), _filtered(book, filters, actor), OLDEST_FIRST[book.subject], after=after)
    return Page(_lines(book.subject, found.rows, actor), found.after)


def lines(book: Book, filters: Filters, actor: Actor) -> list[Line]:
    """Every line that the filters let through, for print and export."""
    query = _filtered(book, filters, actor).order_by(OLDEST_FIRST[book.subject][0].column)
    return _lines(book.subject, db.session.execute(query).all(), actor)


def line(subject: str, line_id: int, actor: Actor, *, whole: bool = False) -> Line:
    """One line, "visit" or "call"; with `whole` the telephone number too, for whoever writes. Raises NoResultFound."""
    query = _visits(actor).where(Visit.id == line_id) if subject == VISIT else _calls(actor).where(Call.id == line_id)
    rows = db.session.execute(query).all()
    found = _lines(subject, rows, actor, whole=whole)
    if not found:
        raise NoResultFound(f"no line {subject}:{line_id}")
    return found[0]


def may_read_phone(actor: Actor, one: Line) -> bool:
    """Whether this actor reads the telephone number of a line: his own, or he looks after the register (O-07)."""
    own = actor.staff_id is not None and actor.staff_id in (one.staff_id, one.made_by_id)
    return own or actor.may(CORRECT.name) or actor.may(MINUTES.name)


def corrections_of(subjects: Collection[str]) -> dict[str, list[RegisterCorrection]]:
    """The corrections of these lines ("visit:12"), oldest first."""
    query = select(RegisterCorrection).where(RegisterCorrection.subject.in_(subjects)).order_by(RegisterCorrection.id)
    found: dict[str, list[RegisterCorrection]] = {}
    for one in db.session.scalars(query) if subjects else ():
        found.setdefault(one.subject, []).append(one)
    return found


def corrected(subject: str, ids: Collection[int]) -> dict[int, dict[str, str]]:
    """What was corrected in these lines of visits or calls: by the id, the fields with what holds now."""
    found = corrections_of([f"{subject}:{one}" for one in ids])
    return {one: rules.newest({}, found.get(f"{subject}:{one}", ())) for one in ids}


def _lines(subject: str, rows: Sequence[Any], actor: Actor, *, whole: bool = False) -> list[Line]:
    found = [_of_visit(row) if subject == VISIT else _of_call(row) for row in rows]
    beside = corrections_of([f"{subject}:{one.id}" for one in found])
    reviewed = set(_reviewed({one.day for one in found}))
    return [
        _readable(
            replace(one, corrections=tuple(beside.get(f"{subject}:{one.id}", ())), valid=one.day in reviewed),
            actor,
            whole,
        )
        for one in found
    ]


def _readable(one: Line, actor: Actor, whole: bool) -> Line:
    if whole or may_read_phone(actor, one):
        return one
    hidden = {**one.original, "phone": masked_phone(one.original["phone"])}
    return replace(
        one, original=hidden, corrections=tuple(beside for beside in one.corrections if beside.field != "phone")
    )


def _of_visit(row: Any) -> Line:
    visit: Visit = row.Visit
    original = {
        "at": _time(visit.arrived_at),
        "name": visit.name,
        "phone": visit.phone or "",
        "party": str(visit.party),
        "first_time": visit.first_time,
        "purpose": row.purpose,
        "customer": row.customer or "",
        "needs": visit.needs or "",
        "staff": row.staff or "",
        "ended": _time(visit.ended_at),
        "outcome": visit.outcome or ("" if visit.ended_at is None else visit.state),
        "note": visit.outcome_note or "",
    }
    return Line(
        VISIT, visit.id, visit.number, visit.day, visit.staff_id, visit.registered_by_id, visit.registered_by, original
    )


def _of_call(row: Any) -> Line:
    call: Call = row.Call
    original = {
        "at": _time(call.called_at, call.day),
        "name": call.name,
        "phone": call.phone or "",
        "first_time": call.first_time,
        "purpose": row.purpose,
        "customer": row.customer or "",
        "source": call.source or "",
        "needs": call.matter,
        "note": call.answer or "",
        "invited": call.invited_for.isoformat() if call.invited_for else "",
        "staff": row.staff or "",
        "again": row.first or "",
    }
    return Line(
        CALL, call.id, call.number, call.day, call.staff_id, call.registered_by_id, call.registered_by, original
    )


def _time(moment: datetime | None, day: date | None = None) -> str:
    """The time on the office's wall; with the day before it where it is another one."""
    if moment is None:
        return ""
    wall = clock.local(moment)
    return f"{wall:%H:%M}" if day in (None, wall.date()) else f"{wall:%m-%d %H:%M}"


def _reviewed(days: Collection[date]) -> list[date]:
    query = select(DayReview.day).where(DayReview.day.in_(days), DayReview.state == rules.VALID)
    return list(db.session.scalars(query)) if days else []


def _filtered(book: Book, filters: Filters, actor: Actor) -> Select[Any]:
    table, query = (Visit, _visits(actor)) if book.subject == VISIT else (Call, _calls(actor))
    query = query.where(table.day.between(filters.since, filters.until))
    if filters.staff_id or book.of_person:
        query = query.where(table.staff_id == (filters.staff_id or 0))
    if book.only_new:
        query = query.where(table.first_time != "no")
    if book.channel:
        query = query.where(Visit.channel == book.channel)
    return query.where(_says(book, filters.text)) if filters.text else query


def _says(book: Book, text: str) -> ColumnElement[bool]:
    words = (Visit.name, Visit.number, Visit.needs, Visit.outcome_note)
    if book.subject == CALL:
        words = (Call.name, Call.number, Call.matter, Call.answer)
    return or_(*(one.icontains(text, autoescape=True) for one in words))


def _visits(actor: Actor) -> Select[Any]:
    return (
        select(Visit, Purpose.name.label("purpose"))
        .add_columns(Staff.name.label("staff"), Customer.number.label("customer"))
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .outerjoin(Customer, (Customer.id == Visit.customer_id) & customer_visible(actor))
    )


def _calls(actor: Actor) -> Select[Any]:
    first = aliased(Call)
    return (
        select(Call, Purpose.name.label("purpose"))
        .add_columns(Staff.name.label("staff"), Customer.number.label("customer"), first.number.label("first"))
        .join(Purpose, Purpose.id == Call.purpose_id)
        .outerjoin(Staff, Staff.id == Call.staff_id)
        .outerjoin(Customer, (Customer.id == Call.customer_id) & customer_visible(actor))
        .outerjoin(first, first.id == Call.matter_of_id)
    )
