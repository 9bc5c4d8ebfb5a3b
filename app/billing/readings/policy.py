"""What the office holds up before it bills a reading."""

from __future__ import annotations

from app.domain.money import Rate
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("billing.readings", Text("Meter readings"))
class ReadingPolicy:
    """When a reading is held: the days of reading, unusual figures, a meter that may have turned over."""

    window_from: int = value(
        20,
        Text("First day of reading for public-welfare and commercial accounts"),
        row="G-07",
        unit=Text("day of the month"),
        low=1,
        high=31,
    )
    window_to: int = value(
        25,
        Text("Last day of reading for public-welfare and commercial accounts"),
        row="G-07",
        unit=Text("day of the month"),
        low=1,
        high=31,
    )
    spike_factor: int = value(
        3,
        Text("A reading is held when it is more than so many times the average"),
        row="G-11",
        unit=Text("times"),
        low=1,
        high=100,
    )
    spike_periods: int = value(
        3, Text("Billed periods that make the average"), row="G-11", unit=Text("periods"), low=1, high=3
    )
    rollover_from: Rate = value(
        Rate(900_000),
        Text("A meter may have turned over when the previous reading was at least so much of its scale"),
        row="G-11",
        low=1,
        high=1_000_000,
    )
    rollover_at_most: Rate = value(
        Rate(100_000),
        Text("A turned-over meter is billed when the volume is at most so much of its scale"),
        row="G-11",
        low=1,
        high=1_000_000,
    )
    rate_target: Rate | None = value(None, Text("Least reading rate"), row="G-04", low=0, high=1_000_000, empty=True)
