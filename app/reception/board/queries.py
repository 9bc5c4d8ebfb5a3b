"""What stands on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from app import clock
from app.extensions import db
from app.office.policy import queries as policy
from app.reception.board.models import Announcement, Screen, ScreenDesk
from app.reception.board.policy import BoardPolicy
from app.reception.board.rules import Speech, speech
from app.reception.counters.models import Desk, DeskPurpose, Purpose
from app.reception.queue.models import Visit
from app.reception.queue.rules import CANCELLED, WAITING
from app.unit_of_work import revision_of

TOPIC = "board"  # touched by whatever changes the line of visitors, and by the settings of screens
SETTINGS = "screens"  # touched by the settings alone
MOST_SPOKEN = 30


@dataclass(frozen=True, slots=True)
class Call:
    """A call on the screen; `name` is masked, `where` empty where somebody calls without a desk, `again` a recall."""

    id: int
    at: datetime
    number: str
    name: str
    where: str
    again: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call that may still be spoken: its id, when it was made, and how it is said."""

    id: int
    at: datetime
    said: Speech


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on a screen: the newest call, the calls before it, who waits for what, what is to be spoken."""

    now: Call | None
    before: tuple[Call, ...]
    waiting: tuple[tuple[str, int], ...]
    spoken: tuple[Spoken, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A screen in the list, with the desks that it shows; none means all of them."""

    screen: Screen
    desks: tuple[str, ...]


def screen_at(token: str) -> Screen:
    """The screen at this address. Raises NoResultFound for an unknown or retired one."""
    found: Screen = db.session.scalars(_at(token)).one()
    return found


def find_screen(token: str) -> Screen | None:
    """The screen at this address; None for an unknown or retired one."""
    found: Screen | None = db.session.scalars(_at(token)).one_or_none()
    return found


def screen(screen_id: int) -> Screen:
    """A screen to set up. Raises NoResultFound."""
    return db.session.scalars(select(Screen).where(Screen.id == screen_id)).one()


def screens() -> list[Row]:
    """Every screen: those in use first, by name."""
    desks: dict[int, list[str]] = {}
    names = select(ScreenDesk.screen_id, Desk.name).join(Desk, Desk.id == ScreenDesk.desk_id)
    for screen_id, name in db.session.execute(names.order_by(Desk.place, Desk.name)):
        desks.setdefault(screen_id, []).append(name)
    found = db.session.scalars(select(Screen).order_by(Screen.retired_at.is_not(None), Screen.name, Screen.id))
    return [Row(one, tuple(desks.get(one.id, ()))) for one in found]


def desks_of(screen_id: int) -> tuple[int, ...]:
    """The desks whose calls a screen shows; none means all of them."""
    return tuple(db.session.scalars(select(ScreenDesk.desk_id).where(ScreenDesk.screen_id == screen_id)))


def shown(of: Screen) -> Shown:
    """What stands on this screen now (R-12): four queries, nothing that tells who somebody is."""
    desks, today, at = desks_of(of.id), clock.today(), clock.now()
    calls = _calls(desks, today, of.lines + 1)
    rules = policy.of(BoardPolicy, on=today)
    since = at - timedelta(seconds=rules.too_late)
    return Shown(
        now=calls[0] if calls else None,
        before=tuple(calls[1:]),
        waiting=_waiting(desks, today),
        spoken=_spoken(desks, today, since) if of.voice else (),
        at=at,
    )


def _at(token: str) -> Select[Any]:
    return select(Screen).where(Screen.token == token, Screen.retired_at.is_(None))


def _calls(desks: Sequence[int], day: date, most: int) -> list[Call]:
    """The newest call of each visitor, newest first; a call that was undone or cancelled is gone."""
    newest = _announced(desks, day).with_only_columns(func.max(Announcement.id)).group_by(Announcement.visit_id)
    rows = select(Announcement).where(Announcement.id.in_(newest)).order_by(Announcement.id.desc()).limit(most)
    return [
        Call(one.id, one.at, one.number, one.name, one.where, one.kind != "call") for one in db.session.scalars(rows)
    ]


def _spoken(desks: Sequence[int], day: date, since: datetime) -> tuple[Spoken, ...]:
    late = _announced(desks, day).where(Announcement.at >= since).order_by(Announcement.id.desc()).limit(MOST_SPOKEN)
    found = reversed(list(db.session.scalars(late)))
    return tuple(Spoken(one.id, one.at, speech(one.number, one.where)) for one in found)


def _announced(desks: Sequence[int], day: date) -> Select[Any]:
    stands = Visit.state.not_in((WAITING, CANCELLED))
    return (
        select(Announcement)
        .join(Visit, Visit.id == Announcement.visit_id)
        .where(Announcement.day == day, stands, _of(desks))
    )


def _of(desks: Sequence[int]) -> ColumnElement[bool]:
    return Announcement.desk_id.in_(desks) if desks else true()


def _waiting(desks: Sequence[int], day: date) -> tuple[tuple[str, int], ...]:
    """How many wait for each purpose that these desks serve; active purposes without anybody count nought."""
    waits = (Visit.purpose_id == Purpose.id) & (Visit.day == day) & (Visit.state == WAITING)
    query = select(Purpose.name, func.count(Visit.id)).outerjoin(Visit, waits).where(Purpose.active)
    served = _purposes(desks)
    if served:
        query = query.where(Purpose.id.in_(served))
    rows = db.session.execute(query.group_by(Purpose.id, Purpose.name, Purpose.place).order_by(Purpose.place))
    return tuple((name, number) for name, number in rows)


def _purposes(desks: Sequence[int]) -> set[int]:
    """The purposes of these desks; empty where one of them, or no desk at all, is named without limits."""
    pairs = select(DeskPurpose.desk_id, DeskPurpose.purpose_id).where(DeskPurpose.desk_id.in_(desks))
    found = list(db.session.execute(pairs))
    limited = {desk for desk, _ in found}
    return {purpose for _, purpose in found} if limited == set(desks) else set()


def revision() -> str:
    """What changes whenever something on a screen may have changed: the line, the calls, a setting, or the day."""
    return f"{clock.today():%m%d}.{revision_of(TOPIC)}"


def choices(chosen: Sequence[int]) -> list[tuple[int, str]]:
    """The desks in use as choices, and those that the screen shows already."""
    query = select(Desk.id, Desk.name).where(or_(Desk.active, Desk.id.in_(chosen))).order_by(Desk.place, Desk.id)
    return [(row.id, row.name) for row in db.session.execute(query)]
