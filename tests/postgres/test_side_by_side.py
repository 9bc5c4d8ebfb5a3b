"""Two units of work side by side, which SQLite does not know: what one has not committed yet, the other waits for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask

from app.billing.readings import imports
from app.billing.readings.service import enter
from app.billing.statements import queries, service
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.batches.commands import run_import
from tests.billing.factories_readings import PERIOD, a_row, a_sheet, item_of, read
from tests.billing.factories_statements import drafted, ended, posted, read_month, slips

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("context")]


class Halfway:
    """Stops whoever calls `function` in the middle of a unit until `go_on` is set."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.reached, self.go_on = function, Event(), Event()

    def __call__(self, *args: Any, **more: Any) -> Any:
        self.reached.set()
        assert self.go_on.wait(20)
        return self.function(*args, **more)


def elsewhere(app: Flask, pool: ThreadPoolExecutor, deed: Callable[[], Any]) -> Future[Any]:
    def do() -> Any:
        with app.app_context():
            return deed()

    return pool.submit(do)


def post_beside(app: Flask, run_id: int, halfway: Halfway, deed: Callable[[], Any]) -> Any:
    """Post a run while a deed is half done; what became of the posting."""
    with ThreadPoolExecutor(2) as pool:
        begun = elsewhere(app, pool, deed)
        assert halfway.reached.wait(20)
        posting = elsewhere(app, pool, lambda: ended(service.post(run_id, by=OPERATOR, language="en")).problem)
        with pytest.raises(TimeoutError):
            posting.result(0.4)
        halfway.go_on.set()
        begun.result(20)
        found = posting.result(20)
    db.session.rollback()
    return found


def test_a_posting_waits_for_a_reading_that_is_just_being_typed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    account, *_ = read_month(10, 20)
    run_id, item_id = drafted().id, item_of(account).item.id
    halfway = Halfway(enter._store)
    monkeypatch.setattr(enter, "_store", halfway)
    problem = post_beside(app, run_id, halfway, lambda: read(item_id, 150, reason="misread"))
    assert "Readings changed" in problem
    assert queries.run(run_id).state == "drafted"
    posted()
    assert sorted(slip.volume for slip in slips()) == [20_000, 50_000]


def test_a_posting_waits_for_an_import_that_is_just_being_shown(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, *_ = read_month(10, 20)
    sheet = a_sheet(tmp_path, [a_row(account, 150)])
    run_id = drafted().id
    halfway = Halfway(imports.ask_to_settle)
    monkeypatch.setattr(imports, "ask_to_settle", halfway)
    bring = partial(run_import, "readings", sheet, {"period": PERIOD}, by=OPERATOR)
    assert "Readings changed" in post_beside(app, run_id, halfway, bring)
    posted()
    assert sorted(slip.volume for slip in slips()) == [20_000, 50_000]
