"""What follows from the facts of a deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.deadlines import Arrival, Pause, Unit, counted_day, due, is_late, ladder_days
from app.domain.workdays import Calendar
from app.office.deadlines.kinds import DeadlineRule, Rung

KEPT, LATE, DROPPED = "kept", "late", "dropped"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a deadline is worked out from (O-02).

    `arrived` is in the office's local time; `late` tells that it came after the cut-off. `pauses` are the days on which
    each began and on which it ran again, None where it is still paused. `extra` are approved units, the last of them
    given on the day `since`.
    """

    arrived: datetime
    late: bool
    counts_arrival: bool
    n: int
    unit: Unit
    pauses: tuple[tuple[date, date | None], ...] = ()
    extra: int = 0
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """What is stored of a deadline to be sorted and searched by; always worked out from its facts.

    `warn_on` is the day of the next step of the ladder, None where nothing is to come or it is paused. `certain` is
    false where a year counts whose holidays are not known.
    """

    started_on: date
    due_on: date
    warn_on: date | None
    paused: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of the ladder and the working day on which it is to fire."""

    day: date
    rung: Rung


def arrival(rule: DeadlineRule, arrived: datetime, calendar: Calendar) -> Arrival:
    """As of which day an arrival in the office's local time counts for a rule, and whether it was late (O-03)."""
    if not rule.counts_arrival:
        return Arrival(arrived.date(), late=False)
    return counted_day(arrived, rule.cut_off or calendar.closes, calendar)


def day_zero(facts: Facts, calendar: Calendar) -> date:
    """The day from which the term counts, itself not counted (O-02)."""
    day = facts.arrived.date()
    if facts.counts_arrival and (facts.late or not calendar.is_working_day(day)):
        return calendar.next_working_day(day)
    return day


def pauses_until(facts: Facts, today: date) -> tuple[Pause, ...]:
    """The pauses; one that lasts is reckoned as if the deadline ran again today."""
    return tuple(Pause(began, ended or max(began, today)) for began, ended in facts.pauses)


def due_of(facts: Facts, calendar: Calendar, today: date) -> date:
    """The due day (O-02)."""
    start = day_zero(facts, calendar)
    return due(start, facts.n, facts.unit, calendar, pauses_until(facts, today), facts.extra)


def project(
    facts: Facts, ladder: Sequence[Rung], fired: Collection[tuple[int, str]], calendar: Calendar, today: date
) -> Projection:
    """Work a deadline out from its facts (O-02). `fired` are the (days, addressee) of this round that are done."""
    paused = any(ended is None for _, ended in facts.pauses)
    due_on = due_of(facts, calendar, today)
    coming = (one.day for one in plan(facts, due_on, ladder, calendar) if not _is_fired(one, fired))
    counted_until = due_on if facts.unit is Unit.WORKING else day_zero(facts, calendar)
    return Projection(
        started_on=day_zero(facts, calendar),
        due_on=due_on,
        warn_on=None if paused else min(coming, default=None),
        paused=paused,
        certain=calendar.is_certain(facts.arrived.date(), counted_until),
    )


def plan(facts: Facts, due_on: date, ladder: Iterable[Rung], calendar: Calendar) -> list[Planned]:
    """When each step of the ladder is to fire, in order (O-02).

    What would have been before the start, or before the extension that began this round, never fires.
    """
    first = max(day_zero(facts, calendar), facts.since or date.min)
    steps = (Planned(ladder_days(due_on, rung.days, calendar), rung) for rung in ladder)
    return sorted((one for one in steps if one.day >= first), key=lambda one: (one.day, one.rung.days))


def due_steps(planned: Iterable[Planned], fired: Collection[tuple[int, str]], today: date) -> list[Planned]:
    """The steps whose day has come and that have not fired; each fires once, however late (O-02)."""
    return [one for one in planned if one.day <= today and not _is_fired(one, fired)]


def outcome_of(stopped: datetime, due_on: date, calendar: Calendar) -> str:
    """Whether what was done then, in the office's local time, kept the end of office hours on the due day (O-02)."""
    return LATE if is_late(stopped, due_on, calendar) else KEPT


def is_open_now(moment: datetime, calendar: Calendar) -> bool:
    """Tell whether the office works at this moment of its local time: steps fire only then."""
    return calendar.is_working_day(moment.date()) and calendar.opens <= moment.time() <= calendar.closes


def most_extra_left(rule: DeadlineRule, extra: int) -> int:
    """How many units extensions may still add; never negative."""
    return max(0, rule.most_extra - extra)


def slip_number(today: date, count: int) -> str:
    """The number of the `count`-th urging slip of a month: CB2611-001 (O-04, K-28)."""
    return f"CB{today:%y%m}-{count:03d}"


def _is_fired(planned: Planned, fired: Collection[tuple[int, str]]) -> bool:
    return (planned.rung.days, planned.rung.addressee) in fired
