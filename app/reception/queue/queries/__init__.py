"""The looks at visits: the live line, one visit, the door."""

from app.reception.queue.queries.door import Door, Known, door
from app.reception.queue.queries.line import Line, Row, ahead_of, board_of, counts, measured, mine, row, wait_of
from app.reception.queue.queries.order import assigned_by_rules, first_in_line, unassigned
from app.reception.queue.queries.visits import (
    Lap,
    active_of,
    deeds,
    helpers,
    here_today,
    intervals,
    led_to,
    leftovers,
    named,
    of_customer,
    of_day,
    steps_of,
    visible,
    visit,
)

__all__ = [
    "Door",
    "Known",
    "Lap",
    "Line",
    "Row",
    "active_of",
    "ahead_of",
    "assigned_by_rules",
    "board_of",
    "counts",
    "deeds",
    "door",
    "first_in_line",
    "helpers",
    "here_today",
    "intervals",
    "led_to",
    "leftovers",
    "measured",
    "mine",
    "named",
    "of_customer",
    "of_day",
    "row",
    "steps_of",
    "unassigned",
    "visible",
    "visit",
    "wait_of",
]
