"""Writing in registers: a line is entered once; what was wrong is corrected by another line (O-06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.registers import rules
from app.office.registers.feature import CORRECTED, ENTERED, EXPORTED, STRUCK
from app.office.registers.kinds import Register, register
from app.office.registers.models import RegisterEntry
from app.office.registers.words import number_of
from app.unit_of_work import Work, current_work, unit_of_work


def enter(key: str, day: date, cells: Mapping[str, Any], *, by: Actor) -> RegisterEntry:
    """Write a line for a day into a register (O-06); cells by the keys of its columns.

    Raises Refused for a day to come and for cells that the register does not take, NoResultFound for no register.
    """
    book = register(key)
    rules.check_day(day, clock.today())
    kept = rules.clean(book, cells)
    with unit_of_work(by=by):
        made = _write(book, day, kept)
        facts = {"register": book.chinese, "number": number_of(made), "day": day}
        record(ENTERED, f"register_entry:{made.id}", facts=facts)
    return made


def correct(
    entry_id: int, cells: Mapping[str, Any] | None, reason: str, *, seen: int | None = None, by: Actor
) -> RegisterEntry:
    """Write a correction beside a line, whose words stay (O-06); no cells strike the line out.

    `entry_id` is the line itself, never one of its corrections. `seen` is the line that held when the writer looked.
    Raises Conflict where another correction came in between, Refused without reason and where nothing differs.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by) as work:
        original, holds = _chain(work, entry_id)
        if seen not in (None, holds.id):
            raise Conflict(Text("Somebody has corrected this line meanwhile. Look at it again."))
        book = register(original.register)
        kept = rules.clean(book, cells) if cells is not None else {}
        rules.changed(holds.cells, kept)
        made = _write(book, original.day, kept, corrects_id=original.id, reason=reason.strip())
        facts = {"register": book.chinese, "number": number_of(made), "original": number_of(original)}
        record(CORRECTED if kept else STRUCK, f"register_entry:{original.id}", facts=facts, reason=reason.strip())
    return made


def take_out(book: Register, period: str, kind: str, rows: int, *, by: Actor) -> None:
    """Record that the lines of a month or year leave the program as a file (O-06, O-15)."""
    facts = {"register": book.chinese, "period": period, "format": kind, "rows": rows}
    with unit_of_work(by=by):
        record(EXPORTED, f"register:{book.key}", facts=facts)


def _write(book: Register, day: date, cells: dict[str, Any], **more: Any) -> RegisterEntry:
    work = current_work()
    made = RegisterEntry(
        register=book.key,
        year=day.year,
        number=next_number(f"register.{book.key}", str(day.year)),
        day=day,
        cells=cells,
        words=rules.words_of(cells),
        staff_id=work.by.staff_id,
        made_by=work.by.name,
        made_at=work.at,
        **more,
    )
    work.session.add(made)
    work.session.flush()
    return made


def _chain(work: Work, entry_id: int) -> tuple[RegisterEntry, RegisterEntry]:
    """A line and what holds of it; locked, so that two corrections come one after the other."""
    found = select(RegisterEntry).where(RegisterEntry.id == entry_id, RegisterEntry.corrects_id.is_(None))
    original = work.session.scalars(found.with_for_update()).one()
    later = select(RegisterEntry).where(RegisterEntry.corrects_id == entry_id).order_by(RegisterEntry.id.desc())
    return original, work.session.scalars(later.limit(1)).first() or original
