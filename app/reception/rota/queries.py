"""Looks at the rota of a day: whether it is open, its ledger, and the state that the ledger adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.reception.rota.models import Duty, ReadinessCheck, RotaDay, RotaMember, RotaRequest, TurnEntry
from app.reception.rota.policy import FRONT, TICKS, RotaPolicy
from app.reception.rota.rules import Line, Settings, State, replay
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.fold import left_out
from app.reception.rota.words import WAITING
from app.web.language import say

PEOPLE = ("person", "other")


def settings(on: date) -> Settings:
    """The rules of the rota that hold on a day, for the pure functions (D-08, D-09)."""
    values = policy.of(RotaPolicy, on)
    return Settings(
        treatments=_treatments(values),
        makeup_per_round=values.makeup_per_round,
        most_credits=values.most_credits,
        carry_credits=values.carry_credits,
        new_day=values.new_day,
        courtesy_front=values.courtesy_after == FRONT,
        ready_first=values.ready_first,
        void_used=values.void_used,
        void_priority=values.void_priority,
        gives_back=values.gives_back,
    )


def is_open(day: date) -> bool:
    """Tell whether the rota of this day was opened and not closed. A rota of yesterday is never today's."""
    query = select(RotaDay.day).where(RotaDay.day == day, RotaDay.closed_at.is_(None))
    return db.session.scalars(query).one_or_none() is not None


def rota_day(day: date) -> RotaDay | None:
    """The day of the rota, open or closed; None where it was never opened."""
    return db.session.scalars(select(RotaDay).where(RotaDay.day == day)).one_or_none()


def state(day: date, *, until: int | None = None) -> State | None:
    """The rota of a day as its ledger adds up to, after the line `until` where one is given; None: no rota then."""
    known = [line_of(one) for one in entries(day, until=until)]
    return replay(known, settings(day)) if known else None


def entries(day: date, *, until: int | None = None) -> Sequence[TurnEntry]:
    """The ledger of a day (轮排台账) in the order of the ids, which no clock disturbs; up to the line `until`."""
    query = select(TurnEntry).where(TurnEntry.day == day).order_by(TurnEntry.id)
    return db.session.scalars(query if until is None else query.where(TurnEntry.id <= until)).all()


def entries_of_visit(visit_id: int) -> Sequence[TurnEntry]:
    """The lines that a visit has made, in their order."""
    return db.session.scalars(select(TurnEntry).where(TurnEntry.visit_id == visit_id).order_by(TurnEntry.id)).all()


def standing(found: Sequence[TurnEntry]) -> list[TurnEntry]:
    """Those of these lines that count: neither undone nor only undoing others."""
    out = left_out({one.id: one.undoes_id for one in found})
    return [one for one in found if one.undoes_id is None and one.id not in out]


def line_of(entry: TurnEntry) -> Line:
    """The line as the rules read it."""
    return Line(
        id=entry.id,
        kind=entry.kind,
        staff=entry.staff_id,
        other=entry.other_id,
        visit=entry.visit_id,
        interval=entry.interval_id,
        cost=entry.cost,
        credit=entry.credit,
        reason=entry.reason,
        facts=entry.facts,
        undoes=entry.undoes_id,
    )


def members() -> Sequence[int]:
    """Who takes turns (排班表中的销售员), in the standing order of the list; only people who work here."""
    query = select(RotaMember.staff_id).join(Staff, Staff.id == RotaMember.staff_id)
    query = query.where(RotaMember.active, Staff.active)
    return db.session.scalars(query.order_by(RotaMember.place, RotaMember.staff_id)).all()


def was_member(staff_id: int) -> bool:
    """Tell whether somebody is on the list of those who take turns, also where he does not work here any more."""
    query = select(RotaMember.staff_id).where(RotaMember.staff_id == staff_id, RotaMember.active)
    return db.session.scalars(query).one_or_none() is not None


def last_day_before(day: date) -> date | None:
    """The latest day before this one that had a rota."""
    return db.session.scalar(select(func.max(RotaDay.day)).where(RotaDay.day < day))


def received_since(first: date, until: date) -> Mapping[int, int]:
    """How many turns everybody has used from one day on until before another, what was undone left out (R-02)."""
    used = or_(TurnEntry.cost > 0, TurnEntry.undoes_id.is_not(None))
    query = select(TurnEntry).where(TurnEntry.day >= first, TurnEntry.day < until, used)
    turns: Counter[int] = Counter()
    for one in standing(db.session.scalars(query).all()):
        turns[one.staff_id or 0] += one.cost
    return turns


def planned(first: date, last: date) -> Mapping[tuple[int, date], str]:
    """The planned shifts of these days, by person and day (R-01, F-01)."""
    query = select(Duty.staff_id, Duty.day, Duty.shift).where(Duty.day.between(first, last))
    return {(row.staff_id, row.day): row.shift for row in db.session.execute(query)}


def request(request_id: int) -> RotaRequest:
    """A request about the rota. Raises NoResultFound."""
    return db.session.scalars(select(RotaRequest).where(RotaRequest.id == request_id)).one()


def waiting_requests() -> Sequence[RotaRequest]:
    """What was asked about the rota and is not decided yet, the oldest first."""
    query = select(RotaRequest).where(RotaRequest.state == WAITING).order_by(RotaRequest.id).limit(20)
    return db.session.scalars(query).all()


def checks_of(staff_id: int, day: date) -> Sequence[ReadinessCheck]:
    """The looks at somebody's readiness on a day, the newest first (R-08)."""
    query = select(ReadinessCheck).where(ReadinessCheck.day == day, ReadinessCheck.staff_id == staff_id)
    return db.session.scalars(query.order_by(ReadinessCheck.id.desc())).all()


def ready_items(on: date) -> list[str]:
    """What is looked at in the check, as the office lists it, in the reader's language where it is the program's."""
    text = policy.of(RotaPolicy, on).ready_items
    shown = say(Text(text)) if text == TICKS else text
    return [item for item in (one.strip() for one in shown.replace("；", ";").split(";")) if item]


def people() -> list[tuple[int, str]]:
    """Who is in the rota, as choices of a form, in the standing order."""
    ids = members()
    known = names(ids)
    return [(one, known[one]) for one in ids]


def candidates() -> list[tuple[int, str]]:
    """Who works here and is not in the rota, as choices of a form, by name."""
    query = select(Staff.id, Staff.name).where(Staff.active, Staff.id.not_in(members()))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Staff.name, Staff.id))]


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these people."""
    query = select(Staff.id, Staff.name).where(Staff.id.in_({one for one in ids if one}))
    return {row.id: row.name for row in db.session.execute(query)}


def named(text: Text, names_by_id: Mapping[int, str]) -> Text:
    """The sentence with names in place of the ids that the rules put under `person` and `other`."""
    shown: dict[str, Any] = {
        name: names_by_id.get(value, str(value)) if name in PEOPLE and isinstance(value, int) else value
        for name, value in text.params.items()
    }
    return Text(text.msgid, **shown)


def _treatments(values: RotaPolicy) -> dict[str, str]:
    """Courtesy costs the helper nothing in either manual, so it keeps the place (R-21)."""
    return {
        words.ABSENT: values.absent,
        words.UNVERIFIED: values.absent,
        words.ERRAND: values.errand,
        words.BUSINESS: values.business,
        words.LUNCH: values.lunch,
        words.PRIVATE: values.private,
        words.LATE: values.late,
        words.NEW: values.busy_new,
        words.OLD: values.busy_old,
        words.COURTESY: words.KEPT,
        words.DESIGNATED: values.designated,
        words.NOT_READY: values.not_ready,
        words.BARRED: words.LOST,
        words.CANCELLED: words.LOST,
    }
