"""Looks at what was: the ledger line by line, why it was somebody's turn, and how fairly the turns fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.domain.text import Text
from app.extensions import db
from app.reception.rota import queries
from app.reception.rota.models import TurnEntry
from app.reception.rota.rules import Line, Pass, State
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.choosing import sentence
from app.reception.rota.rules.fairness import Tally, tally
from app.reception.rota.rules.fold import left_out
from app.web.paging import PAGE_SIZE, Page

TOTAL, DAY, MONTH = "total", "day", "month"


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the ledger as it is read: its place in the day, who, what, and whether it still counts."""

    place: int
    entry: TurnEntry
    person: str
    other: str
    says: Text
    counts: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """Why somebody received: every sentence of the choice, and the line of people as it stood before."""

    entry: TurnEntry
    person: str
    sentences: tuple[Text, ...]
    before: tuple[str, ...]
    counts: bool


def ledger_page(day: date, staff_id: int | None, after: str | None) -> Page[Told]:
    """One page of the ledger of a day, in order; `after` is the place of the last line seen."""
    told = [one for one in tell(queries.entries(day)) if staff_id is None or _is_about(one.entry, staff_id)]
    start = int(after) if after and after.isdigit() else 0
    rows = [one for one in told if one.place > start]
    more = len(rows) > PAGE_SIZE
    return Page(rows[:PAGE_SIZE], str(rows[PAGE_SIZE - 1].place) if more else None)


def tell(entries: Sequence[TurnEntry]) -> list[Told]:
    """The lines of a day in words."""
    names = queries.names(one for entry in entries for one in (entry.staff_id, entry.other_id))
    out = left_out({one.id: one.undoes_id for one in entries})
    return [
        Told(
            place,
            one,
            names.get(one.staff_id or 0, ""),
            names.get(one.other_id or 0, ""),
            says(one),
            one.undoes_id is None and one.id not in out,
        )
        for place, one in enumerate(entries, 1)
    ]


def says(entry: TurnEntry) -> Text:
    """What a line did, in a sentence without its person."""
    if entry.kind == words.PASS:
        treated = words.TREATMENTS[entry.facts["treatment"]]
        return Text("Is passed over: %(why)s. %(treatment)s.", why=_reason(entry), treatment=Text(treated))
    if entry.kind == words.TURN and entry.credit:
        return Text("Takes a make-up turn")
    if entry.kind == words.PAUSE:
        return Text("Pauses: %(why)s", why=_reason(entry))
    if entry.kind == words.OUTSIDE:
        return Text("Receives outside the order: %(why)s. Turns used: %(cost)s.", why=_reason(entry), cost=entry.cost)
    if entry.kind == words.CHECK:
        return Text("Is ready to receive") if entry.facts["ready"] else Text("Is not ready to receive")
    if entry.kind == words.MOVE:
        return Text("Is put first") if entry.facts["place"] == words.FRONT else Text("Is put last")
    return Text(words.KINDS[entry.kind])


def replayed(day: date, place: int | None) -> tuple[State | None, int, int]:
    """The rota of a day after so many lines (all, where none is given): the state, how many were taken, how many are.

    None for the state where the day had no rota.
    """
    entries = queries.entries(day)
    upto = len(entries) if place is None else min(max(place, 1), len(entries))
    last = entries[upto - 1].id if entries else None
    return (queries.state(day, until=last) if entries else None), upto, len(entries)


def why(visit_id: int) -> list[Explained]:
    """Why it was he (为什么是他): every reception of a visit that the rota gave. Raises NoResultFound."""
    entries = queries.entries_of_visit(visit_id)
    if not entries:
        raise NoResultFound(f"visit {visit_id} has no line in the ledger")
    out = left_out({one.id: one.undoes_id for one in entries})
    given = [one for one in entries if one.kind in (words.TURN, words.OUTSIDE, words.VOID)]
    lined = {one for entry in given for one in entry.facts.get("line", ())}
    names = queries.names({*(one.staff_id for one in entries), *lined})
    return [
        Explained(
            one,
            names.get(one.staff_id or 0, ""),
            tuple(queries.named(text, names) for text in _sentences(one, entries)),
            tuple(names.get(staff, "") for staff in one.facts.get("line", ())),
            one.id not in out,
        )
        for one in given
    ]


def fairness(first: date, last: date, by: str = TOTAL) -> Mapping[tuple[str, int], Tally]:
    """What everybody had of the turns, in all, by day or by month (P-34); by period and person."""
    columns = (
        TurnEntry.id, TurnEntry.day, TurnEntry.kind, TurnEntry.staff_id, TurnEntry.other_id, TurnEntry.cost,
        TurnEntry.credit, TurnEntry.reason, TurnEntry.facts, TurnEntry.undoes_id,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(TurnEntry.day.between(first, last)).order_by(TurnEntry.id)).all()
    out = left_out({row.id: row.undoes_id for row in rows})
    return tally(
        (
            _period(row.day, by),
            Line(row.id, row.kind, row.staff_id, row.other_id, cost=row.cost, credit=row.credit, reason=row.reason,
                 facts=row.facts),
        )
        for row in rows
        if row.undoes_id is None and row.id not in out
    )  # fmt: skip


def _sentences(one: TurnEntry, entries: Sequence[TurnEntry]) -> list[Text]:
    """The sentences of a choice, from the lines that it wrote."""
    if one.kind != words.TURN:
        return [Text("%(person)s: %(what)s", person=one.staff_id, what=says(one))]
    earlier = [other.id for other in entries if other.kind in (words.TURN, words.OUTSIDE) and other.id < one.id]
    since = max(earlier, default=0)
    passed = [other for other in entries if other.kind == words.PASS and since < other.id < one.id]
    chosen = "%(person)s has a make-up turn" if one.credit else "%(person)s is the first of the line who is free"
    told = [Pass(other.staff_id or 0, other.reason or "", other.facts["treatment"]) for other in passed]
    return [*map(sentence, told), Text(chosen, person=one.staff_id)]


def _reason(entry: TurnEntry) -> Text:
    reason = entry.reason or "–"
    return Text(words.REASONS.get(reason, reason))


def _is_about(entry: TurnEntry, staff_id: int) -> bool:
    return staff_id in (entry.staff_id, entry.other_id)


def _period(day: date, by: str) -> str:
    return {DAY: f"{day}", MONTH: f"{day:%Y-%m}"}.get(by, "")
