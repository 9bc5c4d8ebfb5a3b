"""Entering what was read, or that it could not be (G-09); a reading is never overwritten, only followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import insert, update

from app.billing.meters.queries import installation_of
from app.billing.meters.rules import MOST_DIGITS
from app.billing.readings.facts import Figure
from app.billing.readings.feature import CORRECTED, ENTERED, NOT_READ
from app.billing.readings.models import PlanItem, Reading, Supersession
from app.billing.readings.queries.items import Line, line
from app.billing.readings.rules import ACTUAL, UNREAD, check_figure
from app.billing.readings.service.locks import hold_off_posting
from app.billing.readings.service.settle import reassess
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text
from app.domain.volume import Volume
from app.office.history.service import record
from app.unit_of_work import Work, unit_of_work

READ_AFTER_ALL = N_("Read after all")
BILLED = Text("This reading is billed. Reverse the statement first.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody brings from a meter: a figure in 0.001 m³, or why there is none (`why`, see UNREAD_REASONS)."""

    source: str
    read_on: date
    value: Volume | None = None
    why: str | None = None
    meter: str | None = None
    reader: str | None = None
    note: str | None = None


def enter_reading(item_id: int, entry: Entry, *, version: int, by: Actor, reason: str | None = None) -> Line:
    """Enter a reading for an account of a plan; the same once more changes nothing (G-09).

    A figure that this source gave before is followed, for a reason. Raises Refused for a figure that cannot be or is
    billed already, Conflict where somebody was quicker.
    """
    return _enter(item_id, entry, version, by, reason, everything=False)


def correct_reading(item_id: int, entry: Entry, *, version: int, by: Actor, reason: str) -> Line:
    """Let one figure take the place of everything read so far, whoever gave it. Raises as `enter_reading`."""
    if not reason:
        raise Refused(Text("Please say why."), field="reason")
    return _enter(item_id, entry, version, by, reason, everything=True)


def claim(work: Work, item_id: int, version: int) -> None:
    """Raise the version of a plan item in this unit. Raises Conflict where it is no longer as the user saw it."""
    seen = update(PlanItem).where(PlanItem.id == item_id, PlanItem.version == version)
    changed = work.session.execute(
        seen.values(version=PlanItem.version + 1).execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody was quicker: this is how the account stands now."))


def _enter(item_id: int, entry: Entry, version: int, by: Actor, reason: str | None, *, everything: bool) -> Line:
    if (entry.value is None) == (entry.why is None):
        raise Refused(Text("Please type the reading, or choose why there is none."), field="value")
    with unit_of_work(by=by) as work:
        hold_off_posting([item_id])
        before = line(item_id, by)
        own = [one for one in before.figures if everything or one.source == entry.source]
        if len(own) == 1 and _same(own[0], entry):
            return before
        if before.is_billed:
            raise Refused(BILLED)
        check_figure(entry.value, _digits(before), entry.read_on, before.item.previous_on)
        why = reason or _reason_to_follow(own)
        claim(work, item_id, version)
        reading = _store(work, before, entry, by)
        _follow(work, own, reading.id, why)
        _record(before, entry, own, reason)
        reassess([item_id])
        return replace(before, figures=_after(before, own, reading.id, entry))


def _digits(before: Line) -> int:
    """The digits of the meter that hangs there now, which may be another than when the plan was frozen."""
    hanging = installation_of(before.account.id)
    return hanging.digits if hanging else before.item.digits or MOST_DIGITS


def _after(before: Line, own: Sequence[Figure], reading_id: int, entry: Entry) -> tuple[Figure, ...]:
    kept = [one for one in before.figures if one not in own]
    new = Figure(reading_id, entry.source, entry.value, entry.read_on, entry.meter, entry.why)
    return (*kept, new)


def _same(figure: Figure, entry: Entry) -> bool:
    return (figure.source, figure.value, figure.read_on, figure.meter, figure.why) == (
        entry.source,
        entry.value,
        entry.read_on,
        entry.meter,
        entry.why,
    )


def _reason_to_follow(own: Sequence[Figure]) -> str:
    """A figure after "not read" needs no reason; another figure does."""
    if any(one.value is not None for one in own):
        raise Refused(Text("A reading stands here already. Say why it is corrected."), field="reason")
    return READ_AFTER_ALL


def _store(work: Work, before: Line, entry: Entry, by: Actor) -> Reading:
    reading = Reading(
        plan_item_id=before.item.id,
        account_id=before.account.id,
        meter_number=entry.meter,
        read_on=entry.read_on,
        value=entry.value,
        kind=UNREAD if entry.value is None else ACTUAL,
        source=entry.source,
        unread_reason=entry.why,
        reader=entry.reader,
        note=entry.note,
        entered_at=work.at,
        staff_id=by.staff_id,
        entered_by=by.name,
    )
    work.session.add(reading)
    work.session.flush()
    return reading


def _follow(work: Work, own: Sequence[Figure], reading_id: int, reason: str) -> None:
    rows = [{"reading_id": one.id, "by_reading_id": reading_id, "reason": reason} for one in own]
    if rows:
        work.session.execute(insert(Supersession), rows)


def _record(before: Line, entry: Entry, own: Sequence[Figure], reason: str | None) -> None:
    action = NOT_READ if entry.value is None else CORRECTED if own else ENTERED
    figure = {"why": entry.why} if entry.value is None else {"reading_m3": entry.value}
    facts = {"account": before.account.number, "period": before.period, "source": entry.source, **figure}
    subject = f"account:{before.account.id}"
    record(action, subject, customer_id=before.account.customer_id, facts=facts, reason=reason)
