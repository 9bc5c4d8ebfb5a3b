"""The facts of many deadlines at once: one query for the deadlines, and one each for pauses, extensions and steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, select

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
    pauses, extensions, steps = (_of(table, ids) for table in (DeadlinePause, DeadlineExtension, DeadlineStep))
    return [known_from(row, under, pauses[row.id], extensions[row.id], steps[row.id]) for row in rows]


def known_from(
    row: Row[Any], under: Law, pauses: Iterable[Any], extensions: Sequence[Any], steps: Iterable[Any]
) -> Known:
    """A deadline from its row and the rows of its pauses, its extensions and its steps of any round."""
    rule = bounded(rule_of(row.rule, under.rules), row)
    facts = Facts(
        arrived=clock.local(row.arrived_at),
        late=row.late,
        counts_arrival=rule.counts_arrival,
        n=row.term,
        unit=Unit(row.unit),
        pauses=tuple((one.began_on, one.ended_on) for one in pauses),
        extra=sum(one.extra for one in extensions),
        since=max((clock.local(one.at).date() for one in extensions), default=None),
    )
    fired = frozenset((one.days, one.addressee) for one in steps if one.round == row.round)
    return Known(row, rule, facts, under.ladders.get(row.rule, ()), fired)


def bounded(rule: DeadlineRule, row: Any) -> DeadlineRule:
    """The rule with the extensions that this deadline may have, where its facts say how long it may last with them."""
    most = row.facts.get("most")
    return replace(rule, most_extra=max(0, most - row.term)) if isinstance(most, int) else rule


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


def _of(model: Any, ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    """The rows of a table that belong to these deadlines, by deadline and in their order."""
    table, found = table_of(model), defaultdict[int, list[Row[Any]]](list)
    for part in parts(ids, 5000):
        for row in db.session.execute(select(table).where(table.c.deadline_id.in_(part)).order_by(table.c.id)):
            found[row.deadline_id].append(row)
    return found
