"""The facts of many deadlines at once: one query for the deadlines, and one each for pauses, extensions and steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, select

from app import clock
from app.columns import table_of
from app.domain.deadlines import Unit
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.calendar.queries import calendar
from app.office.deadlines.kinds import DeadlineRule, Rung, rule_of, rules
from app.office.deadlines.models import Deadline, DeadlineExtension, DeadlinePause, DeadlineStep, LadderRung
from app.office.deadlines.rules import Facts, Projection, project

T = TypeVar("T")
MOST_NAMED = 500
YEARS_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Known:
    """A deadline as stored (`row`), with what it is worked out from; `fired` are the steps of this round."""

    row: Row[Any]
    rule: DeadlineRule
    facts: Facts
    ladder: tuple[Rung, ...]
    fired: frozenset[tuple[int, str]]

    def projected(self, days: Calendar, today: date) -> Projection:
        """The deadline worked out anew."""
        return project(self.facts, self.ladder, self.fired, days, today)


@dataclass(frozen=True, slots=True)
class Law:
    """The rules that features declare and the ladders in force, by key: read once for many deadlines."""

    rules: Mapping[str, DeadlineRule]
    ladders: Mapping[str, tuple[Rung, ...]]


def law() -> Law:
    """The rules and their ladders now."""
    declared = rules()
    return Law(declared, ladders_of(declared.values()))


def known(condition: ColumnElement[bool], *, lock: bool = False, under: Law | None = None) -> list[Known]:
    """The deadlines that meet a condition, by id, with their facts. `lock` keeps them from others until the commit."""
    query = select(table_of(Deadline)).where(condition).order_by(Deadline.id)
    rows = db.session.execute(query.with_for_update() if lock else query).all()
    if not rows:
        return []
    ids, under = [row.id for row in rows], under or law()
    pauses, extensions, steps = _pauses(ids), _extensions(ids), _steps(rows)
    given = {key: rule_of(key, under.rules) for key in {row.rule for row in rows}}
    return [
        Known(
            row,
            given[row.rule],
            _facts(row, given[row.rule], pauses, extensions),
            under.ladders.get(row.rule, ()),
            steps[row.id],
        )
        for row in rows
    ]


def known_of(ids: Sequence[int], *, lock: bool = False, under: Law | None = None) -> list[Known]:
    """The deadlines of these ids, by id."""
    return [one for part in parts(ids) for one in known(Deadline.id.in_(part), lock=lock, under=under)]


def ladders_of(given: Iterable[DeadlineRule]) -> dict[str, tuple[Rung, ...]]:
    """The ladder in force of each rule: the office's own where it has one, else the shipped one (O-02)."""
    own: dict[str, list[Rung]] = defaultdict(list)
    query = select(LadderRung).order_by(LadderRung.rule, LadderRung.days, LadderRung.addressee)
    for rung in db.session.scalars(query):
        own[rung.rule].append(Rung(rung.days, rung.addressee, rung.slip))
    return {rule.key: tuple(own[rule.key]) if rule.key in own else rule.ladder for rule in given}


def working_days(first: date) -> Calendar:
    """The office's calendar for deadlines that began on `first` or later."""
    return calendar(first.year - 1, clock.today().year + YEARS_AHEAD)


def calendar_for(found: Sequence[Known]) -> Calendar:
    """The office's calendar for these deadlines."""
    return working_days(min((one.facts.arrived.date() for one in found), default=clock.today()))


def parts(items: Sequence[T], size: int = MOST_NAMED) -> Iterator[list[T]]:
    """The items in slices that fit into one statement."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _facts(
    row: Row[Any],
    rule: DeadlineRule,
    pauses: Mapping[int, list[tuple[date, date | None]]],
    extensions: Mapping[int, list[Row[Any]]],
) -> Facts:
    extra = extensions.get(row.id, ())
    return Facts(
        arrived=clock.local(row.arrived_at),
        late=row.late,
        counts_arrival=rule.counts_arrival,
        n=row.term,
        unit=Unit(row.unit),
        pauses=tuple(pauses.get(row.id, ())),
        extra=sum(one.extra for one in extra),
        since=max((clock.local(one.at).date() for one in extra), default=None),
    )


def _pauses(ids: Sequence[int]) -> dict[int, list[tuple[date, date | None]]]:
    columns: Any = (DeadlinePause.deadline_id, DeadlinePause.began_on, DeadlinePause.ended_on)
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for row in _of(select(*columns).order_by(DeadlinePause.id), DeadlinePause.deadline_id, ids):
        found[row.deadline_id].append((row.began_on, row.ended_on))
    return found


def _extensions(ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    columns: Any = (DeadlineExtension.deadline_id, DeadlineExtension.extra, DeadlineExtension.at)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _of(select(*columns).order_by(DeadlineExtension.id), DeadlineExtension.deadline_id, ids):
        found[row.deadline_id].append(row)
    return found


def _steps(rows: Sequence[Row[Any]]) -> dict[int, frozenset[tuple[int, str]]]:
    columns: Any = (DeadlineStep.deadline_id, DeadlineStep.round, DeadlineStep.days, DeadlineStep.addressee)
    found: dict[tuple[int, int], set[tuple[int, str]]] = defaultdict(set)
    for one in _of(select(*columns).order_by(DeadlineStep.id), DeadlineStep.deadline_id, [row.id for row in rows]):
        found[one.deadline_id, one.round].add((one.days, one.addressee))
    return {row.id: frozenset(found.get((row.id, row.round), ())) for row in rows}


def _of(query: Select[Any], column: Any, ids: Sequence[int]) -> Iterator[Row[Any]]:
    for part in parts(ids, 5000):
        yield from db.session.execute(query.where(column.in_(part)))
