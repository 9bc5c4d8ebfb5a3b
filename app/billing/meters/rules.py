"""What a meter and its installation must fulfil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.volume import Factor, Volume, format_volume

FEWEST_DIGITS = 3
MOST_DIGITS = 9
FACTOR_ONE = Factor(1_000_000)
NOTHING = Volume(0)


@dataclass(frozen=True, slots=True)
class NewMeter:
    """A meter that is to be hung up: number (表号), digits before the point, reading in 0.001 m³ then, factor."""

    number: str
    digits: int
    initial_reading: Volume = NOTHING
    installed_on: date | None = None
    factor: Factor = FACTOR_ONE


@dataclass(frozen=True, slots=True)
class KnownMeter:
    """What the office knows of a meter: where it hangs now (None: nowhere) and when it was last taken down.

    `published` is False while the import that brought it is not applied.
    """

    meter_id: int
    number: str
    digits: int
    account_id: int | None
    removed_on: date | None
    published: bool = True


def turns_over_at(digits: int) -> Volume:
    """The reading, in 0.001 m³, that a meter of so many digits cannot show any more."""
    return Volume(10**digits * 1000)


def check_new(meter: NewMeter) -> None:
    """Raise Refused, with the form's field, for a meter that cannot be hung up like that (G-01)."""
    if not FEWEST_DIGITS <= meter.digits <= MOST_DIGITS:
        raise Refused(
            Text("A meter has from %(low)s to %(high)s digits.", low=FEWEST_DIGITS, high=MOST_DIGITS), field="digits"
        )
    check_shown(meter.initial_reading, meter.digits, "initial_reading")


def check_shown(reading: Volume, digits: int, field: str) -> None:
    """Raise Refused for a reading that a meter of so many digits cannot show."""
    if not 0 <= reading < turns_over_at(digits):
        raise Refused(
            Text(
                "A meter with %(digits)s digits cannot show %(reading)s.", digits=digits, reading=format_volume(reading)
            ),
            field=field,
        )


def check_free(meter: NewMeter, known: KnownMeter | None) -> None:
    """Raise Refused for a number under which the office knows a meter that hangs elsewhere or is another one."""
    if known is None:
        return
    if known.account_id is not None:
        raise Refused(
            Text("The meter %(number)s hangs at another account. Check the number.", number=meter.number),
            field="meter",
        )
    if known.digits != meter.digits:
        raise Refused(Text("The office knows this meter with %(digits)s digits.", digits=known.digits), field="digits")
    if known.removed_on and meter.installed_on and meter.installed_on < known.removed_on:
        raise Refused(
            Text("The meter hung elsewhere until %(day)s.", day=known.removed_on.isoformat()), field="installed_on"
        )


def check_removal(on: date, reading: Volume, installed_on: date | None, digits: int) -> None:
    """Raise Refused for a day before the meter hung there and for a reading that it cannot show."""
    if installed_on is not None and on < installed_on:
        raise Refused(Text("The meter was hung up on %(day)s only.", day=installed_on.isoformat()), field="on")
    check_shown(reading, digits, "final_reading")
