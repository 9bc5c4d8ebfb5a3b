"""What may be billed as read and what is held, and why (G-03 to G-11): pure functions over plain facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.billing.meters.rules import check_shown
from app.billing.readings.facts import Facts, Figure, Hold, Stretch, Usage, Verdict
from app.billing.readings.policy import ReadingPolicy
from app.domain.decimals import divide
from app.domain.errors import Refused
from app.domain.money import Rate
from app.domain.text import N_, Text
from app.domain.volume import Factor, Volume, format_volume, times_factor

READER, CASHIER = "reader", "cashier"
SOURCES: Mapping[str, str] = {READER: N_("Read at the meter"), CASHIER: N_("Typed in from the signed slip")}
ACTUAL, UNREAD = "actual", "unread"
FLAT = frozenset({"public_welfare", "commercial"})
NOTHING = Volume(0)

_WHOLE = 1_000_000
_PERIOD = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


ACCEPTABLE = frozenset({Hold.ZERO, Hold.SPIKE, Hold.OUTSIDE_WINDOW, Hold.ROLLOVER_DOUBTFUL})
_WITHOUT_VOLUME = frozenset({Hold.UNKNOWN_METER, Hold.DUPLICATE})


def read_period(text: str) -> str:
    """Check a billing period written like 2026-11. Raises Refused for the field `period`."""
    if not _PERIOD.fullmatch(text):
        raise Refused(Text("Please write the month like %(example)s.", example="2026-11"), field="period")
    return text


def first_day(period: str) -> date:
    """The first day of a billing period; it chooses cycle and season."""
    return date.fromisoformat(f"{period}-01")


def check_figure(value: Volume | None, digits: int, read_on: date, previous_on: date | None) -> None:
    """Raise Refused, with the form's field, for a figure that the meter cannot show or a day before the last reading.

    `value` in 0.001 m³; None where the meter was not read.
    """
    if value is not None:
        check_shown(value, digits, "value")
    if previous_on is not None and read_on < previous_on:
        raise Refused(
            Text("The reading before this one is of %(day)s. Check the date.", day=previous_on.isoformat()),
            field="read_on",
        )


def usage(previous: Volume, current: Volume, digits: int, factor: Factor, limits: ReadingPolicy) -> Usage:
    """The volume between two readings of a meter with so many digits, times its factor (G-10).

    Current below previous is a full turn where previous is near the end of the scale and the volume is small; near
    the end but not small is doubtful, all else negative. Half away from zero to 0.001 m³.
    """
    if current >= previous:
        return Usage(times_factor(Volume(current - previous), factor))
    scale = 10**digits * 1000
    turned = Volume(scale - previous + current)
    if turned < 0 or previous * _WHOLE < scale * limits.rollover_from:
        return Usage(None, Hold.NEGATIVE)
    small = turned * _WHOLE <= scale * limits.rollover_at_most
    return Usage(times_factor(turned, factor), None if small else Hold.ROLLOVER_DOUBTFUL)


def usage_over(stretches: Sequence[Stretch], limits: ReadingPolicy) -> Usage:
    """The volume over one or, after an exchange, several meters; each is corrected and rounded on its own (G-10)."""
    parts = [usage(one.start, one.end, one.digits, one.factor, limits) for one in stretches]
    wrong = sorted((part.hold for part in parts if part.hold), key=list(Hold).index)
    if any(part.volume is None for part in parts):
        return Usage(None, wrong[0])
    return Usage(Volume(sum(part.volume or 0 for part in parts)), wrong[0] if wrong else None)


def counting(figures: Sequence[Figure]) -> Figure | None:
    """The figure that counts: a read one before an unread one, the reader's before the cashier's, then the newest."""
    return max(figures, key=lambda one: (one.value is not None, one.source == READER, one.id), default=None)


def assess(facts: Facts, limits: ReadingPolicy) -> Verdict:
    """Decide whether an account is billed as read or held, and why (exchange files, held readings).

    An account without any reading is neither. What a person accepted for this figure holds it no more.
    """
    figure = counting(facts.figures)
    if figure is None:
        return Verdict()
    used = _used(facts, figure, limits)
    accepted = _accepted(facts, figure)
    holds = [hold for hold in _holds(facts, figure, used, limits) if hold not in accepted]
    hold = holds[0] if holds else None
    return Verdict(
        reading_id=None if figure.value is None else figure.id,
        volume=None if hold in _WITHOUT_VOLUME else used.volume,
        hold=hold,
        detail=_detail(hold, facts, figure, used, limits) if hold else None,
        also=tuple(holds[1:]),
    )


def average(recent: Sequence[Volume], limits: ReadingPolicy) -> Volume | None:
    """The average of the last billed periods, 0.001 m³ half away from zero; None until there are enough of them."""
    counted = recent[: limits.spike_periods]
    return Volume(divide(sum(counted), len(counted))) if len(counted) == limits.spike_periods else None


def is_spike(volume: Volume, recent: Sequence[Volume], limits: ReadingPolicy) -> bool:
    """More than so many times the average of the last billed periods, once there are enough; exact, not rounded."""
    counted = recent[: limits.spike_periods]
    enough = len(counted) == limits.spike_periods
    return enough and volume * limits.spike_periods > limits.spike_factor * sum(counted)


def in_window(read_on: date, period: str, limits: ReadingPolicy) -> bool:
    """Whether a reading was taken on the days agreed for public-welfare and commercial accounts (G-07)."""
    return f"{read_on:%Y-%m}" == period and limits.window_from <= read_on.day <= limits.window_to


def reading_rate(read: int, due: int) -> Rate | None:
    """Reading rate (抄表率, G-04): read by due on the snapshot, to 0.01 % half-up; None where nothing is due."""
    return Rate(divide(read * 10_000, due) * 100) if due else None


def _used(facts: Facts, figure: Figure, limits: ReadingPolicy) -> Usage:
    if figure.value is None:
        return Usage(None)
    last = Stretch(facts.start, figure.value, facts.digits, facts.factor)
    return usage_over((*facts.earlier, last), limits)


def _accepted(facts: Facts, figure: Figure) -> set[str]:
    same = {one.id for one in facts.figures if one.value == figure.value}
    return {hold for reading_id, hold in facts.accepted if reading_id in same and hold in ACCEPTABLE}


def _holds(facts: Facts, figure: Figure, used: Usage, limits: ReadingPolicy) -> Iterator[Hold]:
    """Every reason that applies, in the order of `Hold`."""
    found = {
        Hold.UNKNOWN_METER: any(one.meter not in (None, facts.meter) for one in facts.figures),
        Hold.DUPLICATE: any(len(_distinct(facts, source)) > 1 for source in SOURCES),
        Hold.UNREAD: figure.value is None,
        Hold.SUSPENDED: facts.suspended,
        Hold.NO_TARIFF: figure.value is not None and figure.read_on not in facts.priced,
        Hold.NEGATIVE: used.hold is Hold.NEGATIVE,
        Hold.ROLLOVER_DOUBTFUL: used.hold is Hold.ROLLOVER_DOUBTFUL,
        Hold.ZERO: used.volume == 0 and facts.category in FLAT,
        Hold.SPIKE: used.volume is not None and is_spike(used.volume, facts.recent, limits),
        Hold.OUTSIDE_WINDOW: _outside(facts, figure, limits),
        Hold.MISMATCH: _differ(facts),
    }
    return (hold for hold in Hold if found[hold])


def _outside(facts: Facts, figure: Figure, limits: ReadingPolicy) -> bool:
    bound = figure.value is not None and facts.category in FLAT
    return bound and not in_window(figure.read_on, facts.period, limits)


def _distinct(facts: Facts, source: str) -> set[tuple[Volume | None, date]]:
    return {(one.value, one.read_on) for one in facts.figures if one.source == source}


def _values(facts: Facts, source: str) -> list[Volume]:
    return sorted({one.value for one in facts.figures if one.source == source and one.value is not None})


def _differ(facts: Facts) -> bool:
    reader, cashier = _values(facts, READER), _values(facts, CASHIER)
    return bool(reader and cashier) and reader != cashier


def _detail(hold: Hold, facts: Facts, figure: Figure, used: Usage, limits: ReadingPolicy) -> dict[str, str]:
    """The values of the reason's sentence (see `sentences.py`)."""
    known: dict[str, Any] = {
        "read": next((one.meter for one in facts.figures if one.meter not in (None, facts.meter)), ""),
        "meter": facts.meter or "",
        "why": figure.why or "",
        "day": figure.read_on.isoformat(),
        "previous": format_volume(facts.start),
        "current": _text(figure.value),
        "volume": _text(used.volume),
        "average": _text(average(facts.recent, limits)),
        "first": limits.window_from,
        "last": limits.window_to,
        "reader": _listed(_values(facts, READER)),
        "cashier": _listed(_values(facts, CASHIER)),
        "readings": _listed(sorted({one.value for one in facts.figures if one.value is not None})),
    }
    return {name: str(known[name]) for name in NAMES[hold]}


# Which values the sentence of each reason tells.
NAMES: Mapping[Hold, tuple[str, ...]] = {
    Hold.UNKNOWN_METER: ("read", "meter"),
    Hold.DUPLICATE: ("readings",),
    Hold.UNREAD: ("why",),
    Hold.SUSPENDED: (),
    Hold.NO_TARIFF: ("day",),
    Hold.NEGATIVE: ("previous", "current"),
    Hold.ROLLOVER_DOUBTFUL: ("previous", "current", "volume"),
    Hold.ZERO: ("current",),
    Hold.SPIKE: ("volume", "average"),
    Hold.OUTSIDE_WINDOW: ("day", "first", "last"),
    Hold.MISMATCH: ("reader", "cashier"),
}


def _text(volume: Volume | None) -> str:
    return "" if volume is None else format_volume(volume)


def _listed(values: Sequence[Volume]) -> str:
    shown = ", ".join(format_volume(value) for value in values[:6])
    return f"{shown} …" if len(values) > 6 else shown
