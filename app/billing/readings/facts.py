"""What is known of an account of a plan, and what the rules make of it: plain values (G-03 to G-11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.volume import Factor, Volume


class Hold(StrEnum):
    """Why a reading is not billed; where several reasons apply, the first of this list holds."""

    UNKNOWN_METER = "unknown_meter"
    DUPLICATE = "duplicate"
    UNREAD = "unread"
    SUSPENDED = "suspended"
    NO_TARIFF = "no_tariff"
    NEGATIVE = "negative"
    ROLLOVER_DOUBTFUL = "rollover_doubtful"
    ZERO = "zero"
    SPIKE = "spike"
    OUTSIDE_WINDOW = "outside_window"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class Billed:
    """The last billed reading of an account: what the meter showed, when, and the volumes billed, newest first.

    `volumes` holds up to three, in 0.001 m³. Answer of the hook `billed_before(account_ids, period)`.
    """

    current: Volume
    read_on: date
    volumes: tuple[Volume, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What ran through one meter: from one figure to another, in 0.001 m³ as the meter shows it."""

    start: Volume
    end: Volume
    digits: int
    factor: Factor


@dataclass(frozen=True, slots=True)
class Figure:
    """A current reading: nobody has corrected it. `value` is empty where the meter was not read."""

    id: int
    source: str
    value: Volume | None
    read_on: date
    meter: str | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides about one account of a plan.

    `meter`, `digits` and `factor` are those of the meter that hangs there, `start` what it showed before; `earlier`
    is what ran through meters that were exchanged since. `priced` says for which days a price list knows the use.
    `recent` are the volumes of the last billed periods, newest first; `accepted` holds figures with accepted reasons.
    """

    period: str
    category: str
    meter: str | None
    digits: int
    factor: Factor
    start: Volume
    figures: tuple[Figure, ...]
    earlier: tuple[Stretch, ...] = ()
    suspended: bool = False
    priced: frozenset[date] = frozenset()
    recent: tuple[Volume, ...] = ()
    accepted: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Usage:
    """The volume to bill, corrected, and what is wrong with it; no volume where current is below previous."""

    volume: Volume | None
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where an account of the plan stands: the figure that counts, its volume, and why it is held, if it is.

    `detail` are the values of the reason's sentence, `also` the reasons that apply beside it.
    """

    reading_id: int | None = None
    volume: Volume | None = None
    hold: Hold | None = None
    detail: Mapping[str, str] | None = None
    also: tuple[Hold, ...] = ()
