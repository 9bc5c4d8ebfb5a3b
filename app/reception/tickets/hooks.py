"""What tickets do when a visitor is registered, and what they say of him in the line."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.actor import Actor
from app.domain.text import Text
from app.reception.queue.models import Visit
from app.reception.tickets import paper, queries, service
from app.reception.tickets.rules import OK, PENDING
from app.web.hooks import Flag


def registered(visit: Visit, by: Actor) -> None:
    """Ask for the ticket of a visitor in the unit of his registration (hook visit_registered)."""
    printer = queries.usual()
    if printer is not None:
        service.ask(visit.id, printer.id, address=paper.address(), by=by)


def marks(ids: Iterable[int]) -> dict[int, list[Flag]]:
    """A mark on visitors whose ticket did not come out, so that nobody waits without a number (hook visit_marks)."""
    found = queries.print_states(ids)
    return {visit_id: [_mark(one.state)] for visit_id, one in found.items() if one.state != OK}


def _mark(state: str) -> Flag:
    if state == PENDING:
        return Flag(Text("Ticket not printed yet"), "yellow")
    return Flag(Text("Ticket not printed"), "red")
