"""The end of the day (日终): what is left over is ended with its reason, the figures are frozen, nothing is deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.history.service import record
from app.office.tasks.service.opening import plain_facts
from app.reception.queue.models import Visit
from app.reception.queue.rules import STATES
from app.reception.queue.service import close_leftovers
from app.reception.register import rules
from app.reception.register.feature import CLOSED
from app.reception.register.models import DayClosing
from app.reception.register.queries import days
from app.reception.register.rules import Leftover
from app.reception.register.service.holding import hold
from app.reception.register.service.reviews import subject_of
from app.reception.rota import service as rota
from app.unit_of_work import unit_of_work


def close_day(day: date, *, by: Actor) -> DayClosing:
    """Close a day at the desk (日终结束): visits not ended are ended as left, the rota is closed, the figures frozen.

    What others have left open, such as enquiries, is kept with the closing and stays open. Raises Refused for a day to
    come and one that is closed.
    """
    with unit_of_work(by=by) as work:
        hold(day)
        rules.check_closing(day, clock.today(), closed=days.closing(day) is not None)
        left = [*map(_left, days.here_on(day)), *map(_open, days.besides(day))]
        close_leftovers(day, by=by)
        if days.rota_is_open(day):
            rota.close_day(day, by=by)
        figures = {**days.figures_of(day), "forgotten": rules.was_forgotten(day, clock.today())}
        made = DayClosing(day=day, closed_at=work.at, by_name=by.name, by_id=by.staff_id)
        made.leftovers, made.figures = left, figures
        work.session.add(made)
        work.session.flush()
        record(CLOSED, subject_of(day), facts={"day": day, "visits": figures["visits"], "leftovers": len(left)})
        work.touch("queue")
    return made


def _left(visit: Visit) -> dict[str, Any]:
    """A visitor who was still here, as the closing keeps him: where he stood, and since when."""
    kept = {"visit_id": visit.id, "number": visit.number, "name": visit.name, "since": visit.state_at.isoformat()}
    return plain_facts({**kept, "what": Text(STATES[visit.state])})


def _open(one: Leftover) -> dict[str, Any]:
    """Something else that was open, as the closing keeps it."""
    return plain_facts({"what": one.label, "figure": one.figure})
