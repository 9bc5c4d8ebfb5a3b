"""Deadlines on PostgreSQL: set, changed, stopped, and urged exactly once though several do it at once."""

from concurrent.futures import ThreadPoolExecutor, TimeoutError

import pytest
from flask import Flask

from app.domain.actor import OPERATOR
from app.office.deadlines.service import running, stop_deadline
from app.office.deadlines.service.firing import fire_steps
from tests import factories
from tests.office.factories_deadlines import deadline, move_to, start, steps
from tests.office.test_deadlines_ladder import *  # noqa: F403
from tests.office.test_deadlines_run import *  # noqa: F403
from tests.postgres.test_side_by_side import Halfway, elsewhere

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]


def test_firing_waits_for_who_is_just_stopping_and_then_urges_nobody(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = start(staff_id=factories.staff_id("su"))
    move_to("2026-11-26 10:00")
    halfway = Halfway(running.record_many)
    monkeypatch.setattr(running, "record_many", halfway)
    with ThreadPoolExecutor(2) as pool:
        stopping = elsewhere(app, pool, lambda: stop_deadline(one, by=OPERATOR))
        assert halfway.reached.wait(20)
        firing = elsewhere(app, pool, fire_steps)
        with pytest.raises(TimeoutError):
            firing.result(0.4)
        halfway.go_on.set()
        stopping.result(20)
        assert firing.result(20) == 0
    assert deadline(one).outcome == "kept"
    assert steps(one) == []
