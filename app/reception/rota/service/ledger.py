"""Writing the ledger of turns: whoever writes holds the row of the day, for strict order is serial."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.rota import queries
from app.reception.rota.models import RotaDay, TurnEntry
from app.reception.rota.rules import State
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.fold import end_of_chain
from app.unit_of_work import current_work

TOPIC = "rota"


def today() -> date:
    """The office's day at the moment of the unit."""
    return clock.local(current_work().at).date()


def lock(day: date) -> RotaDay | None:
    """Take the row of the day, so that nobody else writes its ledger before this unit ends; None: it had no rota.

    Receptions that began before the closing end after it: their lines are written into a closed day too, so that
    nobody receives a visitor for ever once the day is opened again.
    """
    query = select(RotaDay).where(RotaDay.day == day).with_for_update()
    return current_work().session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def hold(day: date) -> bool:
    """Take the row of the day where its rota is open; False where nobody takes turns on it."""
    row = lock(day)
    return row is not None and row.closed_at is None


def hold_open(day: date) -> State:
    """Take the row of the day and return the state. Raises Refused where no rota is open."""
    state = queries.state(day) if hold(day) else None
    if state is None:
        raise Refused(Text("No rota is open on %(day)s. Open it first.", day=day))
    return state


def write(day: date, kind: str, staff_id: int | None = None, **values: Any) -> TurnEntry:
    """Append a line to the ledger of a day whose row is held."""
    work = current_work()
    line = TurnEntry(day=day, at=work.at, kind=kind, staff_id=staff_id, **{"facts": {}, **values})
    line.by_name, line.by_id = work.by.name, work.by.staff_id
    work.session.add(line)
    work.session.flush()
    work.touch(TOPIC)
    return line


def undo(
    lines: Iterable[TurnEntry], known: Sequence[TurnEntry], *, interval_id: int | None = None, note: str | None = None
) -> int:
    """Compensate lines that stand, by lines that name them; return how many. The fold leaves both out.

    `known` are all lines of the visit or day. What was undone once and brought back is undone by undoing that.
    `interval_id` is the step that undoes, so that it can be undone itself.
    """
    undoes = {one.id: one.undoes_id for one in known}
    ends = {end_of_chain(one.id, undoes): one for one in lines}
    for end, one in ends.items():
        write(
            one.day,
            words.UNDO,
            one.staff_id,
            visit_id=one.visit_id,
            interval_id=interval_id,
            undoes_id=end,
            note=note,
        )
    return len(ends)
