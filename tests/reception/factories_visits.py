"""Visitors, purposes and desks as rows, for tests of what stands above the queue."""

from __future__ import annotations

import secrets
from typing import Any

from app import clock
from app.domain.actor import OPERATOR
from app.reception.counters.models import Desk, Purpose
from app.reception.queue.models import Visit
from app.unit_of_work import unit_of_work


def purpose(name: str = "缴费", prefix: str = "B", **more: Any) -> int:
    """A purpose; its id."""
    with unit_of_work(by=OPERATOR) as work:
        made = Purpose(name=name, prefix=prefix, **more)
        work.session.add(made)
        work.session.flush()
        return made.id


def desk(name: str = "窗口 2") -> int:
    """A desk; its id."""
    with unit_of_work(by=OPERATOR) as work:
        made = Desk(name=name)
        work.session.add(made)
        work.session.flush()
        return made.id


def visitor(purpose_id: int, number: str = "B001", name: str = "王小明", state: str = "waiting", **more: Any) -> Visit:
    """A visitor of today as a row."""
    with unit_of_work(by=OPERATOR) as work:
        at = more.pop("at", work.at)
        values = {"day": clock.local(at).date(), "channel": "walk_in", "arrived_at": at, "place": at, "state_at": at}
        values |= {"token": secrets.token_urlsafe(16), "registered_by": "test", **more}
        made = Visit(number=number, name=name, purpose_id=purpose_id, state=state, **values)
        work.session.add(made)
        work.session.flush()
        return made
