"""Correcting lines of the registers: the correction stands beside the line, which never changes (R-86)."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.reception.calls.models import Call
from app.reception.queue.models import Visit
from app.reception.queue.rules import phone_needed
from app.reception.register import rules
from app.reception.register.books import COLUMNS, VISIT, correctable
from app.reception.register.feature import ANALYSED, CORRECT, CORRECTED
from app.reception.register.models import RegisterCorrection
from app.reception.register.queries import lines
from app.reception.register.rules import ANALYSIS
from app.unit_of_work import Work, unit_of_work

NOT_HIS = Text("Only whoever received this visitor, or looks after the register, writes about the line.")


def correct(
    subject: str, line_id: int, field: str, new: str, reason: str, *, seen: int | None = None, by: Actor
) -> RegisterCorrection:
    """Correct a field of a line, "visit" or "call" (更正, R-86): what it said stays, what holds is the newest.

    `seen` is the last correction that the writer has read, 0 for none. Raises Conflict where another came in between,
    Refused for what changes nothing, without a reason, and for a field that follows from deeds.
    """
    if field not in {column.key for column in correctable(subject)}:
        raise Refused(Text("This follows from what was done and is not corrected here."), field="new")
    return _write(subject, line_id, field, read(subject, field, new), reason.strip(), seen, by)


def analyse(visit_id: int, words: str, *, seen: int | None = None, by: Actor) -> RegisterCorrection:
    """Add the personal analysis of the rep to a line of his customer register (个人分析, R-92). Raises as `correct`.

    Refused for a line of somebody else's, unless the writer looks after the register.
    """
    one = lines.line(VISIT, visit_id, by)
    if one.staff_id != by.staff_id and not by.may(CORRECT.name):
        raise Refused(NOT_HIS)
    if not words.strip():
        raise Refused(Text("Please fill this in."), field="new")
    return _write(VISIT, visit_id, ANALYSIS, words.strip(), "", seen, by)


def read(subject: str, field: str, typed: str) -> str:
    """What was typed for a field, as a line stores it. Raises Refused."""
    kind, text = COLUMNS[subject][field].kind, typed.strip() if COLUMNS[subject][field].kind == "note" else tidy(typed)
    if not text:
        return ""
    if kind == "phone":
        return phone_needed(text, "new")
    if kind == "whole" and not re.fullmatch(r"[1-9][0-9]{0,2}", text):
        raise Refused(Text("Please type a whole number from %(low)s to %(high)s.", low=1, high=999), field="new")
    if kind == "time" and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise Refused(Text("Please type a time like 08:30."), field="new")
    return text


def _write(
    subject: str, line_id: int, field: str, new: str, reason: str, seen: int | None, by: Actor
) -> RegisterCorrection:
    with unit_of_work(by=by) as work:
        _lock(work, subject, line_id)
        one = lines.line(subject, line_id, by, whole=True)
        if seen not in (None, one.seen):
            raise Conflict(Text("Somebody has corrected this line meanwhile. Look at it again."))
        rules.check_correction(field, one.holds, new, reason)
        made = RegisterCorrection(subject=f"{subject}:{line_id}", field=field, new=new, reason=reason, at=work.at)
        made.old, made.by_name, made.by_id = one.holds.get(field, ""), by.name, by.staff_id
        work.session.add(made)
        work.session.flush()
        _tell(one, field, reason)
    return made


def _tell(one: lines.Line, field: str, reason: str) -> None:
    facts: dict[str, str | date | Text] = {"number": one.number, "day": one.day}
    if field == ANALYSIS:
        record(ANALYSED, f"{one.subject}:{one.id}", facts=facts)
        return
    facts["field"] = COLUMNS[one.subject][field].label
    record(CORRECTED, f"{one.subject}:{one.id}", facts=facts, reason=reason)


def _lock(work: Work, subject: str, line_id: int) -> None:
    """Hold the line, so that two corrections come one after the other. Raises NoResultFound."""
    table = Visit if subject == VISIT else Call
    work.session.execute(select(table.id).where(table.id == line_id).with_for_update()).one()
