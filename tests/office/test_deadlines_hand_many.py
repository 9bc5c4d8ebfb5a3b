"""Many deadlines go to other people as one would."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.access.service.people import deactivate
from app.office.deadlines.service import hand_deadline, hand_deadlines, stop_deadline
from app.office.history.models import Entry
from app.office.tasks.models import Task
from tests import factories
from tests.office.factories_deadlines import deadline, start, use_rules

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def rules(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    use_rules(monkeypatch)


def picture(deadline_id: int) -> dict[str, Any]:
    """All that is known of a deadline, its open tasks and its last deed, without ids and times."""
    row = deadline(deadline_id)
    kept = ("staff_id", "department_id", "due_on", "warn_on", "version", "paused", "round")
    subject = f"deadline:{deadline_id}"
    tasks = db.session.scalars(select(Task).where(Task.subject == subject).order_by(Task.id)).all()
    told = db.session.scalars(select(Entry).where(Entry.subject == subject).order_by(Entry.id.desc()).limit(1)).one()
    return {
        **{name: getattr(row, name) for name in kept},
        "tasks": [(one.staff_id, one.department_id, one.state, one.due_on, one.facts) for one in tasks],
        "told": (told.action, told.facts),
    }


def test_many_are_handed_as_one_would_be() -> None:
    su, kong = factories.staff_id("su"), factories.staff_id("kong")
    alone, together, kept, ended = (start(staff_id=su, subject=f"case:{n}") for n in range(4))
    stop_deadline(ended, by=OPERATOR)
    hand_deadline(alone, kong, by=OPERATOR)
    assert hand_deadlines({together: kong, kept: su, ended: kong}, by=OPERATOR) == 1
    assert picture(together) == picture(alone)
    assert (deadline(kept).version, deadline(ended).staff_id) == (1, su)


def test_nothing_is_handed_to_whoever_has_left() -> None:
    one = start(staff_id=factories.staff_id("su"))
    deactivate(factories.staff_id("kong"), 1, TODAY, by=OPERATOR)
    with pytest.raises(Refused, match="any more"):
        hand_deadlines({one: factories.staff_id("kong")}, by=OPERATOR)
