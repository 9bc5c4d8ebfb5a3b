"""Rules and deadlines for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from app import clock
from app.columns import table_of
from app.domain.actor import OPERATOR
from app.domain.deadlines import Unit
from app.domain.text import Text
from app.extensions import db
from app.office.deadlines.kinds import DeadlineRule, Term
from app.office.deadlines.models import Deadline, DeadlineStep
from app.office.deadlines.service import start_deadline
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from app.web import registry

SENTENCE = Text("Answer case %(number)s")
ANSWER = DeadlineRule(
    "test.answer", Text("Answer of a case"), SENTENCE, lambda _day: Term(5, Unit.WORKING), most_extra=5
)
CALL = DeadlineRule(
    "test.call", Text("Call back"), Text("Call %(number)s back"), lambda _day: Term(3, Unit.CALENDAR), ()
)
MONTH = DeadlineRule("test.month", Text("Month"), SENTENCE, lambda _day: Term(1, Unit.MONTH), counts_arrival=False)
RULES = [ANSWER, CALL, MONTH]


def use_rules(monkeypatch: pytest.MonkeyPatch, *more: DeadlineRule) -> None:
    """Let the program know the rules of the tests besides its own."""
    own = registry.hooked

    def hooked(name: str) -> list[Callable[..., Any]]:
        return [*own(name), lambda: [*RULES, *more]] if name == "deadline_rules" else own(name)

    monkeypatch.setattr(registry, "hooked", hooked)


def at(text: str) -> datetime:
    """A moment of the office's wall clock, "2026-11-20 09:00"."""
    return clock.at_office(datetime.fromisoformat(text))


def start(rule: str = "test.answer", subject: str = "case:1", *, arrived: str = "2026-11-20 09:00", **more: Any) -> int:
    """Set a deadline and return its id."""
    given: dict[str, Any] = {"facts": {"number": "2611 07"}, "url": "", "by": OPERATOR, **more}
    return start_deadline(rule, subject, arrived_at=at(arrived), **given).id


def deadline(deadline_id: int) -> Deadline:
    """The deadline as stored."""
    db.session.rollback()
    query = select(Deadline).where(Deadline.id == deadline_id).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def steps(deadline_id: int | None = None) -> list[DeadlineStep]:
    """The steps that have fired, of one deadline or of all."""
    db.session.rollback()
    query = select(DeadlineStep).order_by(DeadlineStep.id)
    return list(db.session.scalars(query.where(DeadlineStep.deadline_id == deadline_id) if deadline_id else query))


def tasks(subject: str, state: str = "open") -> list[Task]:
    """The tasks about a thing."""
    db.session.rollback()
    query = select(Task).where(Task.subject == subject, Task.state == state).order_by(Task.id)
    return list(db.session.scalars(query))


def move_to(text: str) -> None:
    """Let it be this moment of the office's wall clock."""
    clock.set_up(ZoneInfo("Asia/Shanghai"), datetime.fromisoformat(text))


def make_many(count: int, rule: str = "test.answer") -> list[int]:
    """Store many open deadlines at once, due from 20 November 2026 on; return their ids."""
    first = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    common = {"rule": rule, "facts": {"number": "1"}, "url": "", "term": 5, "unit": "working", "made_by": "x"}
    projected = {"started_on": date(2026, 11, 20), "due_on": date(2026, 11, 27), "warn_on": date(2026, 11, 26)}
    marks = {"late": False, "paused": False, "certain": True, "round": 1, "version": 1}
    rows = [
        {**common, **projected, **marks, "subject": f"case:{n}", "arrived_at": first + timedelta(days=n % 10)}
        for n in range(count)
    ]
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(insert(table_of(Deadline)), rows)
    return list(db.session.scalars(select(Deadline.id).order_by(Deadline.id)))
