"""The counters as they are shipped, people at desks, and visitors through the verbs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.reception.counters import service as counters
from app.reception.counters.models import Desk, Purpose
from app.reception.queue import service
from app.reception.queue.models import Visit
from app.reception.queue.rules import NewVisit
from tests import factories


def open_office() -> None:
    """The usual purposes and desks; 陈收 sits at 窗口 1, 方前 at 窗口 2."""
    counters.seed(by=OPERATOR)
    counters.sit_down(desk("窗口 1"), staff_id=factories.staff_id("chen"), by=OPERATOR)
    counters.sit_down(desk("窗口 2"), staff_id=factories.staff_id("fang"), by=OPERATOR)


def purpose(key: str) -> int:
    """The id of a shipped purpose."""
    return db.session.scalars(select(Purpose.id).where(Purpose.key == key)).one()


def desk(name: str) -> int:
    """The id of a desk."""
    return db.session.scalars(select(Desk.id).where(Desk.name == name)).one()


def come(name: str = "王小明", key: str = "payment", **more: object) -> Visit:
    """A visitor comes in and is registered by the front desk."""
    new = NewVisit(purpose_id=purpose(key), name=name, **more)  # type: ignore[arg-type]
    return service.register(new, by=factories.actor("fang"))


def later(**time: int) -> None:
    """Let time pass; below nought, put the clock back."""
    clock._shift += timedelta(**time)
