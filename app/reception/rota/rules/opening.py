"""How a day begins: in which order, and with which make-up turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CARRY, LIST, FEWEST = "carry", "list", "fewest"


def order_of_day(how: str, members: Sequence[int], last: Sequence[int], received: Mapping[int, int]) -> tuple[int, ...]:
    """The line with which a day begins (R-02). `members` stand in the order of the list.

    It carries on from the line at the end of the last day (`last`; newcomers at the end), starts again with the list,
    or begins with whoever has received the fewest new customers (`received`), in the order of the list among equals.
    """
    if how == LIST:
        return tuple(members)
    if how == FEWEST:
        return tuple(sorted(members, key=lambda one: (received.get(one, 0), members.index(one))))
    known = [one for one in last if one in members]
    return (*known, *(one for one in members if one not in known))


def carried_credits(waiting: Sequence[int], members: Sequence[int], carries: bool) -> tuple[int, ...]:
    """The make-up turns that the new day begins with, oldest first: those of the last day, or none (R-07)."""
    return tuple(one for one in waiting if one in members) if carries else ()
