"""What goes out by itself when the line or a desk changes: row by row, the same for all with the same rights."""

from __future__ import annotations

from collections.abc import Sequence

from flask import get_template_attribute, render_template

from app import clock
from app.domain.actor import Actor
from app.live.kinds import LiveTopic
from app.office.staff.queries import person
from app.reception.counters.queries import purpose_choices
from app.reception.queue import screen
from app.reception.queue.feature import SEE, SERVE
from app.reception.queue.queries import board_of

LINE, DESK = "queue", "desk"
NOBODY = "-"  # an audience with no right but to look


def topics() -> list[LiveTopic]:
    """The line for whoever may see it, and one's own desk. Hook `live_topics`."""
    return [LiveTopic(LINE, _lines, _who_sees, _line), LiveTopic(DESK, _desks, _whose, _desk)]


def _lines(actor: Actor) -> Sequence[str]:
    return (LINE,) if actor.may(SEE.name) else ()


def _who_sees(actor: Actor, _topic: str) -> str | None:
    return _key(screen.rights_of(actor, screen.OF_THE_LINE)) if actor.may(SEE.name) else None


def _desks(actor: Actor) -> Sequence[str]:
    return (f"{DESK}:{actor.staff_id}",) if actor.staff_id is not None and actor.may(SERVE.name) else ()


def _whose(actor: Actor, topic: str) -> str | None:
    return _key(screen.rights_of(actor)) if topic in _desks(actor) else None


def _line(_topic: str, audience: str) -> list[str]:
    """The frame of the line, in which rows are only named, and then every row: the hub sends those that changed."""
    context = screen.line_context(_rights(audience), board_of(clock.today()), purpose_choices())
    visitor = get_template_attribute("reception/queue/parts.html", "visitor")
    frame = render_template("reception/queue/_line.html", **{**context, "stubs": True})
    rows = screen.shown_rows(context)
    calls, named, flags = context["calls"], context["named"], context["flags"]
    return [frame, *(str(visitor(row, calls, named, still=True, flags=flags.get(row.id, ()))) for row in rows)]


def _desk(topic: str, audience: str) -> str:
    staff_id = int(topic.partition(":")[2])
    panel = screen.panel_of(staff_id, person(staff_id).name, _rights(audience))
    return render_template("reception/queue/_desk.html", **screen.desk_context(panel))


def _key(rights: frozenset[str]) -> str:
    return ",".join(sorted(rights)) or NOBODY


def _rights(audience: str) -> frozenset[str]:
    return frozenset(audience.split(","))
