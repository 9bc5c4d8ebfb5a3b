"""Minutes of meetings (会议记录): the day's customers, what each rep reports, signed by the manager (R-88, R-91)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.reception.queue.models import Visit
from app.reception.register import rules
from app.reception.register.feature import MINUTED, MINUTES_CHANGED, REPORTED, SIGNED
from app.reception.register.models import Minutes, MinutesLine
from app.reception.register.service.holding import hold
from app.unit_of_work import current_work, unit_of_work

MOVED_ON = Text("The minutes were changed or signed in the meantime. Open them again.")


def begin_minutes(day: date, kind: str, *, chair: str, present: str | None = None, by: Actor) -> Minutes:
    """Begin the minutes of a meeting, "evening" or "morning", of a day (R-91); one of each kind.

    Raises Refused for a meeting to come, without a chair, and where there are minutes already.
    """
    rules.check_minutes(day, clock.today(), kind)
    if not tidy(chair):
        raise Refused(Text("Who holds the meeting?"), field="chair")
    with unit_of_work(by=by) as work:
        hold(day)
        if work.session.scalar(select(Minutes.id).where(Minutes.day == day, Minutes.kind == kind)) is not None:
            raise Refused(Text("There are minutes of this meeting already. Open them."))
        made = Minutes(day=day, kind=kind, chair=tidy(chair), present=present, made_at=work.at, made_by=by.name)
        work.session.add(made)
        work.session.flush()
        record(MINUTED, subject_of(made.id), facts={"day": day})
    return made


def change_minutes(
    minutes_id: int, version: int, *, chair: str, present: str | None, text: str | None, by: Actor
) -> None:
    """Change who was there and what was said, until the minutes are signed (R-91). Raises Conflict, Refused."""
    if not tidy(chair):
        raise Refused(Text("Who holds the meeting?"), field="chair")
    with unit_of_work(by=by):
        minutes = _take(minutes_id, version, {"chair": tidy(chair), "present": present, "text": text})
        record(MINUTES_CHANGED, subject_of(minutes_id), facts={"day": minutes.day})


def report(
    minutes_id: int, words: str, *, visit_id: int | None = None, staff_id: int | None = None, by: Actor
) -> MinutesLine:
    """Enter what a rep reports on a customer of the day, or on something else (R-91). It never changes.

    After the signing it stands below the signature. Raises Refused without words, NoResultFound.
    """
    if not words.strip():
        raise Refused(Text("Please fill this in."), field="report")
    with unit_of_work(by=by) as work:
        minutes = work.session.scalars(select(Minutes).where(Minutes.id == minutes_id)).one()
        visit = _visit(visit_id, minutes.day)
        made = MinutesLine(minutes_id=minutes_id, visit_id=visit_id, report=words.strip(), at=work.at, by_name=by.name)
        made.customer = visit.name if visit else None
        made.staff_id = staff_id or (visit.staff_id if visit else by.staff_id)
        work.session.add(made)
        work.session.flush()
        record(REPORTED, subject_of(minutes_id), facts={"day": minutes.day, "customer": made.customer or "–"})
    return made


def sign(minutes_id: int, version: int, *, by: Actor) -> None:
    """Sign the minutes (R-88): from now on they never change; what comes later is a line below. Raises Conflict."""
    with unit_of_work(by=by) as work:
        minutes = _take(minutes_id, version, {"signed_at": work.at, "signed_by": by.name})
        record(SIGNED, subject_of(minutes_id), facts={"day": minutes.day})


def subject_of(minutes_id: int) -> str:
    """What hangs on minutes: "minutes:12"."""
    return f"minutes:{minutes_id}"


def _visit(visit_id: int | None, day: date) -> Visit | None:
    """The visit that is reported on. Raises NoResultFound for one of another day."""
    if visit_id is None:
        return None
    visit = current_work().session.scalars(select(Visit).where(Visit.id == visit_id)).one()
    if visit.day != day:
        raise NoResultFound(f"visit {visit_id} is not of {day}")
    return visit


def _take(minutes_id: int, version: int, values: dict[str, object]) -> Minutes:
    """Change minutes as they stood at this version and were not signed. Raises Conflict, NoResultFound."""
    session = current_work().session
    minutes = session.scalars(select(Minutes).where(Minutes.id == minutes_id)).one()
    seen = update(Minutes).where(Minutes.id == minutes_id, Minutes.version == version, Minutes.signed_at.is_(None))
    if not session.execute(seen.values(**values, version=version + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(MOVED_ON)
    return minutes
