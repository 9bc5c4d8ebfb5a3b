"""Recording who is away, ending and cancelling it, and who stands in as a rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.absence.feature import (
    ABSENCE_CANCELLED,
    ABSENCE_ENDED,
    ABSENCE_RECORDED,
    DEPUTY_CLEARED,
    DEPUTY_SET,
)
from app.office.absence.models import Absence, UsualDeputy
from app.office.absence.queries import manages, may_keep, usual_deputies
from app.office.absence.rules import (
    KINDS,
    Away,
    check_back,
    check_cancel,
    check_circles,
    check_days,
    check_deputy,
    check_overlap,
)
from app.office.history.service import record
from app.office.staff import kinds
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work

ONE_DAY = timedelta(days=1)


def record_absence(
    staff_id: int,
    kind: str,
    first_on: date,
    last_on: date | None = None,
    deputy_id: int | None = None,
    note: str | None = None,
    *,
    by: Actor,
) -> int:
    """Record that somebody is away, both days included, without a last day until he is back; return its id (R-75).

    Raises Refused for somebody who has left or whose absences are not this actor's business, a last day before the
    first, a time in which he is away already, and a deputy who is himself, has left, or makes a circle.
    """
    with unit_of_work(by=by) as work:
        person = _present(staff_id, by)
        check_days(first_on, last_on)
        check_overlap(first_on, last_on, _times_of(staff_id))
        _check_here(deputy_id)
        others = _others(staff_id, first_on, last_on)
        check_circles(Away(staff_id, first_on, last_on, deputy_id), others, usual_deputies())
        values = {"kind": kind, "first_on": first_on, "last_on": last_on, "deputy_id": deputy_id, "note": note}
        made = Absence(staff_id=staff_id, **values, made_at=work.at, made_by=by.name, made_by_id=by.staff_id)
        work.session.add(made)
        work.session.flush()
        facts = {"name": person.name, "kind_msgid": KINDS[kind], "staff_id": staff_id, "deputy_id": deputy_id}
        record(ABSENCE_RECORDED, f"absence:{made.id}", facts={**facts, "first_on": first_on, "last_on": last_on})
        kinds.people_changed(by=by)
        return made.id


def cancel_absence(absence_id: int, version: int, *, by: Actor) -> None:
    """Let an absence never have been.

    Raises Refused for one's own that has begun before today, Conflict when it was changed meanwhile.
    """
    with unit_of_work(by=by) as work:
        absence, person = _kept(absence_id, by)
        check_cancel(absence.first_on, clock.today(), manages=manages(by, person.department_id))
        _change(absence_id, version, cancelled_at=work.at)
        facts = {"name": person.name, "staff_id": person.id, "first_on": absence.first_on}
        record(ABSENCE_CANCELLED, f"absence:{absence_id}", facts=facts)
        kinds.people_changed(by=by)


def end_absence(absence_id: int, version: int, *, back_on: date, by: Actor) -> None:
    """Let somebody be back on a day, earlier than his absence says.

    Raises Refused for a day that is not earlier, or not after the first; Conflict when it was changed meanwhile.
    """
    with unit_of_work(by=by):
        absence, person = _kept(absence_id, by)
        check_back(absence.first_on, absence.last_on, back_on)
        _end(absence, person, version, back_on - ONE_DAY)
        kinds.people_changed(by=by)


def set_usual_deputy(staff_id: int, deputy_id: int | None, *, by: Actor) -> None:
    """Say who stands in for somebody whenever an absence names nobody; None for no one (R-75).

    Raises Refused for somebody who has left, for himself, for a circle, and for what is not this actor's business.
    """
    with unit_of_work(by=by) as work:
        person = _present(staff_id, by)
        deputy = _check_here(deputy_id)
        usual = dict(usual_deputies())
        usual.pop(staff_id, None)
        work.session.execute(delete(UsualDeputy).where(UsualDeputy.staff_id == staff_id))
        facts = {"name": person.name, "deputy": deputy, "deputy_id": deputy_id}
        if deputy_id is not None:
            check_deputy(staff_id, deputy_id, usual)
            work.session.add(UsualDeputy(staff_id=staff_id, deputy_id=deputy_id))
            work.session.flush()
        record(DEPUTY_SET if deputy_id else DEPUTY_CLEARED, f"staff:{staff_id}", facts=facts)
        kinds.people_changed(by=by)


def end_absences(staff_id: int, left_on: date, *, by: Actor) -> None:
    """End the absences of somebody who leaves on his last day, and cancel those after it (hook `staff_left`)."""
    with unit_of_work(by=by) as work:
        person = work.session.scalars(select(Staff).where(Staff.id == staff_id)).one()
        beyond = and_(Absence.staff_id == staff_id, _standing(left_on + ONE_DAY, None))
        for absence in work.session.scalars(select(Absence).where(beyond).order_by(Absence.id)).all():
            if absence.first_on > left_on:
                _change(absence.id, absence.version, cancelled_at=work.at)
                facts = {"name": person.name, "staff_id": staff_id, "first_on": absence.first_on}
                record(ABSENCE_CANCELLED, f"absence:{absence.id}", facts=facts)
            else:
                _end(absence, person, absence.version, left_on)


def _present(staff_id: int, by: Actor) -> Staff:
    """The person, locked: two absences recorded at once come one after the other."""
    person = current_work().session.scalars(select(Staff).where(Staff.id == staff_id).with_for_update()).one()
    if not may_keep(by, person.id, person.department_id):
        sentence = Text("You may record this for yourself and for the staff of your departments only.")
        raise Refused(sentence, field="staff")
    if not person.active:
        raise Refused(Text("%(name)s has left and can neither be away nor stand in.", name=person.name), field="staff")
    return person


def _check_here(deputy_id: int | None) -> str | None:
    """The deputy's name. Raises Refused for one who has left."""
    if deputy_id is None:
        return None
    deputy = current_work().session.scalars(select(Staff).where(Staff.id == deputy_id)).one()
    if not deputy.active:
        sentence = Text("%(name)s has left and can neither be away nor stand in.", name=deputy.name)
        raise Refused(sentence, field="deputy")
    return deputy.name


def _times_of(staff_id: int) -> list[tuple[date, date | None]]:
    query = select(Absence.first_on, Absence.last_on).where(
        Absence.staff_id == staff_id, Absence.cancelled_at.is_(None)
    )
    return [(row.first_on, row.last_on) for row in current_work().session.execute(query.order_by(Absence.first_on))]


def _others(staff_id: int, first_on: date, last_on: date | None) -> Sequence[Away]:
    query: Any = select(Absence.staff_id, Absence.first_on, Absence.last_on, Absence.deputy_id)
    within = query.where(Absence.staff_id != staff_id, _standing(first_on, last_on)).order_by(Absence.id)
    return [Away(*row) for row in current_work().session.execute(within)]


def _standing(first_on: date, last_on: date | None) -> ColumnElement[bool]:
    """The condition on an absence that it stands and shares a day with this time."""
    begins = Absence.first_on <= last_on if last_on else Absence.first_on.is_not(None)
    return and_(Absence.cancelled_at.is_(None), begins, or_(Absence.last_on.is_(None), Absence.last_on >= first_on))


def _kept(absence_id: int, by: Actor) -> tuple[Absence, Staff]:
    """An absence that this actor may change, and whose it is. Raises NoResultFound, Refused."""
    query: Any = select(Absence, Staff).join(Staff, Staff.id == Absence.staff_id).where(Absence.id == absence_id)
    absence, person = current_work().session.execute(query).one()
    if not may_keep(by, person.id, person.department_id):
        raise Refused(Text("You may change your own absences and those of your departments' staff only."))
    return absence, person


def _end(absence: Absence, person: Staff, version: int, last_on: date) -> None:
    facts = {"name": person.name, "staff_id": person.id, "first_on": absence.first_on, "last_on": last_on}
    _change(absence.id, version, last_on=last_on)
    record(ABSENCE_ENDED, f"absence:{absence.id}", facts=facts)


def _change(absence_id: int, version: int, **values: Any) -> None:
    as_seen = update(Absence).where(
        Absence.id == absence_id, Absence.version == version, Absence.cancelled_at.is_(None)
    )
    changed = as_seen.values(**values, version=version + 1).returning(Absence.id)
    if current_work().session.scalar(changed) is None:
        raise Conflict(Text("Somebody else has changed this absence meanwhile. Look again."))
