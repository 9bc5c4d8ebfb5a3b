"""Background work: done once, taken up again, stopped by who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.extensions import db
from app.jobs import queries, service
from app.jobs.models import Job
from app.jobs.service import Running
from app.office.staff.models import Department
from app.unit_of_work import current_work, revision_of, unit_of_work
from app.web import registry
from app.web.feature import Feature
from tests import factories

ITEMS = [f"x{number:03}" for number in range(120)]
BREAK_AT: list[str] = []


def fill(running: Running) -> dict[str, int]:
    """A job that stores departments in short units and can be made to break."""
    running.expect(len(ITEMS))

    def store(part: list[str]) -> None:
        if BREAK_AT and BREAK_AT[0] in part:
            raise KeyError(BREAK_AT[0])
        current_work().session.add_all(Department(name=name) for name in part)

    running.in_units(ITEMS, store, key="filled")
    return {"stored": len(ITEMS)}


def refuse(_running: Running) -> None:
    raise Refused(Text("The plan is missing."))


@pytest.fixture(autouse=True)
def jobs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    functions = {"test.fill": fill, "test.refuse": refuse}
    monkeypatch.setattr(registry, "job_function", functions.__getitem__)
    BREAK_AT.clear()
    service.start_with(None)
    with app.app_context():
        yield


def ask(kind: str = "test.fill") -> int:
    return service.enqueue(kind, "test:1", {}, by=OPERATOR, language="en")


def stored() -> list[str]:
    return list(db.session.scalars(select(Department.name).where(Department.name.like("x%")).order_by(Department.name)))


def let_the_lease_run_out(job_id: int) -> None:
    with unit_of_work(by=OPERATOR) as work:
        past = clock.now() - timedelta(minutes=1)
        work.session.execute(
            update(Job).where(Job.id == job_id).values(state="running", lease="dead", lease_until=past)
        )


def test_a_job_is_done_and_says_so() -> None:
    job_id = ask()
    assert service.run(job_id)
    job = queries.job(job_id)
    assert (job.state, job.done, job.total, job.result) == ("done", 120, 120, {"stored": 120})
    assert stored() == ITEMS


def test_a_job_is_not_done_twice() -> None:
    job_id = ask()
    service.run(job_id)
    assert not service.run(job_id)
    assert stored() == ITEMS


def test_a_job_whose_worker_died_goes_on_where_it_stopped() -> None:
    job_id = ask()
    BREAK_AT[:] = ["x090"]
    with pytest.raises(KeyError):
        service.run(job_id)
    assert 0 < len(stored()) <= 90
    BREAK_AT.clear()
    let_the_lease_run_out(job_id)
    assert service.waiting() == [job_id]
    assert service.run(job_id)
    assert stored() == ITEMS


def test_a_worker_that_lost_its_lease_stores_nothing_more() -> None:
    job_id = ask()
    running = service._claim(job_id)
    assert running is not None
    let_the_lease_run_out(job_id)
    with pytest.raises(service.LeaseLost), running.unit() as work:
        work.session.add(Department(name="x-late"))
    assert stored() == []


def test_a_held_job_is_nobody_elses() -> None:
    job_id = ask()
    assert service._claim(job_id) is not None
    assert not service.run(job_id)
    assert service.waiting() == []


def test_a_cancelled_job_stops_at_its_next_unit() -> None:
    job_id = ask()
    service.ask_to_cancel(job_id, by=OPERATOR)
    service.run(job_id)
    assert queries.job(job_id).state == "cancelled"
    assert stored() == []
    with pytest.raises(Conflict):
        service.ask_to_cancel(job_id, by=OPERATOR)


def test_a_refusal_stands_in_the_job() -> None:
    job_id = ask("test.refuse")
    service.run(job_id)
    job = queries.job(job_id)
    assert (job.state, job.problem) == ("failed", "The plan is missing.")


def test_a_job_is_not_asked_for_when_its_deed_fails() -> None:
    with pytest.raises(KeyError), unit_of_work(by=OPERATOR):
        ask()
        raise KeyError
    assert service.waiting() == []


def test_a_feature_that_names_a_missing_function_stops_the_start(app: Flask) -> None:
    with pytest.raises(AttributeError):
        registry.set_up(app, [Feature(package="app.jobs", jobs={"x": "service:no_such_function"})])


def test_only_who_asked_sees_the_progress(sign_in) -> None:  # type: ignore[no-untyped-def]
    job_id = ask()
    assert sign_in("chen").get(f"/jobs/{job_id}").status_code == 404


def test_a_page_that_shows_a_job_is_told_at_most_once_a_second_and_always_at_its_end() -> None:
    asker = factories.actor("chen")
    job_id = service.enqueue("test.fill", "test:1", {}, by=asker, language="en")
    assert revision_of(f"jobs:{asker.staff_id}") == 1
    service.run(job_id)  # in over ten units
    assert revision_of(f"jobs:{asker.staff_id}") == 3
    assert queries.job(job_id).state == "done"
