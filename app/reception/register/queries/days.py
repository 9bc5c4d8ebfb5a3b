"""The days of the desk: what was registered, handed in, reviewed, left over, closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, case, cast, func, select, union

from app import clock
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.reception.calls.models import Call
from app.reception.counters.models import Purpose
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.queries.visits import IS_HERE
from app.reception.queue.rules import HERE, STATES
from app.reception.register import rules
from app.reception.register.kinds import left_over
from app.reception.register.models import DayClosing, DayReview, Minutes
from app.reception.register.policy import RegisterPolicy
from app.reception.register.rules import Leftover
from app.reception.rota.models import RotaDay

LOOK_BACK = 31  # days within which a forgotten day is still found
MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day: how many visits and calls, its review, its closing, whether the evening meeting was minuted."""

    day: date
    visits: int
    calls: int
    review: DayReview | None
    closing: DayClosing | None
    minutes_id: int | None
    late: bool

    @property
    def state(self) -> str | None:
        """How far the review is; None before the day is handed in."""
        return self.review.state if self.review else None

    @property
    def may_be_handed_in(self) -> bool:
        """Whether the register waits to be handed in, for the first time, once more, or with who came later."""
        if self.review is None or self.state == rules.REFUSED:
            return True
        return self.state == rules.VALID and self.visits + self.calls > self.review.visits + self.review.calls


def days(until: date, how_many: int = 14) -> list[DayLine]:
    """The last days up to `until`, newest first."""
    since = until - timedelta(days=how_many - 1)
    visits, calls = _counted(Visit, since, until), _counted(Call, since, until)
    reviews = {one.day: one for one in db.session.scalars(_between(DayReview, since, until))}
    closings = {one.day: one for one in db.session.scalars(_between(DayClosing, since, until))}
    query = select(Minutes.day, Minutes.id).where(Minutes.day.between(since, until), Minutes.kind == "evening")
    minutes = dict(db.session.execute(query).all())
    wanted = [until - timedelta(days=n) for n in range(how_many)]
    return [
        DayLine(
            one, visits.get(one, 0), calls.get(one, 0), reviews.get(one), closings.get(one), minutes.get(one),
            is_late(reviews.get(one)),
        )
        for one in wanted
    ]  # fmt: skip


def one_day(day: date) -> DayLine:
    """One day of the desk."""
    return days(day, 1)[0]


def is_late(review: DayReview | None) -> bool:
    """Whether a day was handed in after its hour, as the rule of that day says (R-85)."""
    if review is None:
        return False
    until = policy.of(RegisterPolicy, review.day).hand_in_by
    return rules.is_late(review.day, clock.local(review.handed_in_at), until)


def visits_of(day: date) -> int:
    """How many visits were registered on a day."""
    return db.session.scalar(select(func.count()).where(Visit.day == day)) or 0


def calls_of(day: date) -> int:
    """How many calls were registered on a day."""
    return db.session.scalar(select(func.count()).where(Call.day == day)) or 0


def here_on(day: date) -> list[Visit]:
    """Visits of a day that have not ended, in the order of arrival."""
    query = select(Visit).where(Visit.day == day, Visit.state.in_(HERE)).order_by(Visit.id).limit(MOST_NAMED)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def rota_is_open(day: date) -> bool:
    """Whether the rota of a day is still open."""
    query = select(RotaDay.day).where(RotaDay.day == day, RotaDay.closed_at.is_(None))
    return db.session.scalar(query) is not None


def leftovers_of(day: date) -> list[Leftover]:
    """What a day leaves undone: visitors by their state, and what is open besides."""
    by_state = Counter(one.state for one in here_on(day))
    return [*(Leftover(Text(STATES[state]), by_state[state]) for state in HERE if by_state[state]), *besides(day)]


def besides(day: date) -> list[Leftover]:
    """What a day leaves open besides visitors: the rota, and what features above say of it."""
    rota = [Leftover(Text("Rota still open"), 1)] if rota_is_open(day) else []
    return [*rota, *left_over(day)]


def review(day: date) -> DayReview | None:
    """The review of a day; None where it was not handed in."""
    return db.session.get(DayReview, day, populate_existing=True)


def closing(day: date) -> DayClosing | None:
    """The closing of a day; None where it is open."""
    return db.session.get(DayClosing, day)


def not_handed_in(today: date, *, with_today: bool) -> list[date]:
    """Days of the last two weeks whose register has lines and was not handed in, or was sent back; oldest first."""
    since, until = today - timedelta(days=14), today if with_today else today - timedelta(days=1)
    entered = union(
        select(Visit.day).where(Visit.day.between(since, until)), select(Call.day).where(Call.day.between(since, until))
    ).subquery()
    done = select(DayReview.day).where(DayReview.state != rules.REFUSED)
    return list(db.session.scalars(select(entered.c.day).where(entered.c.day.not_in(done)).order_by(entered.c.day)))


def not_closed(today: date) -> list[date]:
    """Earlier days of the last month that nobody closed though something happened on them, oldest first."""
    since, until = today - timedelta(days=LOOK_BACK), today - timedelta(days=1)
    used = union(
        select(Visit.day).where(Visit.day.between(since, until)),
        select(Call.day).where(Call.day.between(since, until)),
        select(RotaDay.day).where(RotaDay.day.between(since, until), RotaDay.closed_at.is_(None)),
    ).subquery()
    closed = select(DayClosing.day).where(DayClosing.day.between(since, until))
    return list(db.session.scalars(select(used.c.day).where(used.c.day.not_in(closed)).order_by(used.c.day)))


def closed_with_somebody_here(today: date) -> list[date]:
    """Earlier days that are closed and on which somebody is still here: he came after the closing."""
    query = select(Visit.day).join(DayClosing, DayClosing.day == Visit.day)
    return list(db.session.scalars(query.where(Visit.day < today, IS_HERE).distinct().order_by(Visit.day)))


def words_of_closing(closing: DayClosing | None) -> list[dict[str, Any]]:
    """What a closing kept as left over, with its words to be said."""
    kept = closing.leftovers if closing else []
    return [{**one, "what": _text(**one["what"])} for one in kept]


def _text(msgid: str, params: Mapping[str, Any]) -> Text:
    return Text(msgid, **params)


def without_minutes(day: date) -> bool:
    """Whether the evening meeting of a day with visits was not minuted (R-91)."""
    minuted = select(Minutes.id).where(Minutes.day == day, Minutes.kind == "evening")
    return bool(visits_of(day)) and db.session.scalar(minuted) is None


def figures_of(day: date) -> dict[str, Any]:
    """The figures of a day as its closing freezes them: visits by state, purpose and channel, waits in seconds, calls.

    `waited` are the seconds from arrival to the first call or reception of those who were called or received.
    """
    visits = list(db.session.execute(_visits_of(day)))
    waits = _waits(day)
    return {
        "visits": len(visits),
        "people": sum(row.party for row in visits),
        "first_time": sum(row.first_time == "yes" for row in visits),
        "by_state": dict(Counter(row.state for row in visits)),
        "by_purpose": dict(Counter(row.purpose for row in visits)),
        "by_channel": dict(Counter(row.channel for row in visits)),
        "called": len(waits),
        "waited": sum(waits),
        "longest": max(waits, default=0),
        **_calls_of(day),
    }


def _visits_of(day: date) -> Any:
    columns = Visit.party, Visit.first_time, Visit.state, Visit.channel, Purpose.name.label("purpose")
    return select(*columns).join(Purpose, Purpose.id == Visit.purpose_id).where(Visit.day == day)


def _waits(day: date) -> list[int]:
    first = func.min(VisitInterval.began_at)
    query = (
        select(Visit.arrived_at, first)
        .join(VisitInterval, VisitInterval.visit_id == Visit.id)
        .where(Visit.day == day, VisitInterval.state.in_(("called", "serving")), VisitInterval.undone_at.is_(None))
        .group_by(Visit.id, Visit.arrived_at)
    )
    return [max(0, int((began - arrived).total_seconds())) for arrived, began in db.session.execute(query)]


def _calls_of(day: date) -> dict[str, int]:
    def times(condition: Any) -> Any:
        return func.coalesce(func.sum(cast(case((condition, 1), else_=0), Integer)), 0)

    query = select(
        func.count(), times(Call.first_time == "yes"), times(Call.invited), times(Call.matter_of_id.is_not(None))
    ).where(Call.day == day)
    names = ("calls", "first_calls", "invited", "repeated_calls")
    return dict(zip(names, map(int, db.session.execute(query).one()), strict=True))


def _counted(table: Any, since: date, until: date) -> dict[date, int]:
    query = select(table.day, func.count()).where(table.day.between(since, until)).group_by(table.day)
    return dict(db.session.execute(query).all())


def _between(table: Any, since: date, until: date) -> Any:
    return select(table).where(table.day.between(since, until)).execution_options(populate_existing=True)
