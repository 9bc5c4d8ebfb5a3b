"""The looks at minutes: the list, one meeting with the day's customers and what was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, select

from app.extensions import db
from app.office.staff.models import Staff
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit
from app.reception.register.books import VISIT
from app.reception.register.models import Minutes, MinutesLine
from app.reception.register.queries.lines import corrected
from app.web.paging import Order, Page, page_of

NEWEST_FIRST = (Order(Minutes.day, descending=True), Order(Minutes.id, descending=True))
NEW_FIRST = case((Visit.first_time == "yes", 0), (Visit.first_time == "unknown", 1), else_=2)
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Report:
    """A line of the minutes: on whom, by which rep, entered when and by whom; `later` was entered after the signing."""

    line: MinutesLine
    staff: str | None
    later: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """The minutes of a meeting: the customers of its day, the new ones first, and what was reported.

    `names` are those of the customers by the ids of their visits, corrections of the register included.
    """

    minutes: Minutes
    customers: Sequence[Any]
    names: Mapping[int, str]
    reports: tuple[Report, ...]

    def about(self, visit_id: int | None) -> list[Report]:
        """What was reported on a visitor; None: what is about no visitor."""
        return [one for one in self.reports if one.line.visit_id == visit_id]


def listing(*, after: str | None = None) -> Page[Minutes]:
    """All minutes, the newest meeting first."""
    return page_of(db.session(), select(Minutes), NEWEST_FIRST, after=after)


def meeting(minutes_id: int) -> Meeting:
    """One meeting. Raises NoResultFound."""
    query = select(Minutes).where(Minutes.id == minutes_id).execution_options(populate_existing=True)
    minutes = db.session.scalars(query).one()
    customers = customers_of(minutes.day)
    fields = corrected(VISIT, [row.Visit.id for row in customers])
    names = {row.Visit.id: fields[row.Visit.id].get("name", row.Visit.name) for row in customers}
    return Meeting(minutes, customers, names, _reports(minutes))


def customers_of(day: date) -> Sequence[Any]:
    """The visitors of a day, the new ones first, as rows of Visit, purpose and who received (R-91)."""
    query = (
        select(Visit, Purpose.name.label("purpose"), Staff.name.label("staff"))
        .join(Purpose, Purpose.id == Visit.purpose_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .where(Visit.day == day, Visit.state != "cancelled")
        .order_by(NEW_FIRST, Visit.id)
    )
    return db.session.execute(query.limit(MOST_LISTED)).all()


def _reports(minutes: Minutes) -> tuple[Report, ...]:
    query = select(MinutesLine, Staff.name).outerjoin(Staff, Staff.id == MinutesLine.staff_id)
    rows = db.session.execute(query.where(MinutesLine.minutes_id == minutes.id).order_by(MinutesLine.id))
    signed = minutes.signed_at
    return tuple(Report(line, staff, signed is not None and line.at > signed) for line, staff in rows)
