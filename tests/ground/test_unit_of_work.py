"""One unit of work per deed: whole or not at all, once or not again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.staff.models import Department
from app.unit_of_work import AlreadyDone, Deed, FormKey, LiveTopic, in_short_units, revision_of, unit_of_work

KEY = FormKey("k1", 1, "payments.take")


def names() -> list[str]:
    return list(db.session.scalars(select(Department.name).where(Department.name.like("x%")).order_by(Department.id)))


def add(name: str) -> None:
    with unit_of_work(by=OPERATOR) as work:
        work.session.add(Department(name=name))


@pytest.mark.usefixtures("context")
class TestOneUnit:
    def test_it_commits_at_the_end(self) -> None:
        add("x1")
        db.session.rollback()
        assert names() == ["x1"]

    def test_it_rolls_back_on_any_exception(self) -> None:
        with pytest.raises(KeyError), unit_of_work(by=OPERATOR) as work:
            work.session.add(Department(name="x1"))
            work.session.flush()
            raise KeyError
        assert names() == []

    def test_an_inner_unit_joins_the_outer_one(self) -> None:
        with pytest.raises(KeyError), unit_of_work(by=OPERATOR):
            add("x1")
            raise KeyError
        assert names() == []

    def test_a_swallowed_inner_failure_dooms_the_outer_unit(self) -> None:
        def careless() -> None:
            with unit_of_work(by=OPERATOR) as outer:
                outer.session.add(Department(name="x1"))
                try:
                    with unit_of_work(by=OPERATOR):
                        raise KeyError
                except KeyError:
                    pass

        with pytest.raises(RuntimeError, match="swallowed"):
            careless()
        assert names() == []

    def test_it_refuses_to_start_over_unsaved_changes(self) -> None:
        db.session.add(Department(name="x1"))
        with pytest.raises(RuntimeError, match="unsaved"), unit_of_work(by=OPERATOR):
            pass
        db.session.rollback()

    def test_what_waits_for_the_commit_runs_only_after_it(self) -> None:
        seen: list[list[str]] = []
        with unit_of_work(by=OPERATOR) as work:
            work.session.add(Department(name="x1"))
            work.after_commit(lambda: seen.append(names()))
            assert seen == []
        assert seen == [["x1"]]

    def test_what_waits_for_the_commit_does_not_run_after_a_failure(self) -> None:
        seen: list[int] = []
        with pytest.raises(KeyError), unit_of_work(by=OPERATOR) as work:
            work.after_commit(lambda: seen.append(1))
            raise KeyError
        assert seen == []

    def test_a_touched_topic_rises_once_for_each_unit(self) -> None:
        for _ in range(3):
            with unit_of_work(by=OPERATOR) as work:
                work.touch("queue")
                work.touch("queue")
        assert revision_of("queue") == 3

    def test_a_topic_does_not_rise_when_the_deed_fails(self) -> None:
        with pytest.raises(KeyError), unit_of_work(by=OPERATOR) as work:
            work.touch("queue")
            raise KeyError
        assert db.session.scalar(select(func.count()).select_from(LiveTopic)) == 0


@pytest.mark.usefixtures("context")
class TestFormKeys:
    def test_a_second_post_answers_with_the_first_result(self) -> None:
        with unit_of_work(by=OPERATOR, key=KEY) as work:
            work.result("/payments/7")
        with pytest.raises(AlreadyDone) as done, unit_of_work(by=OPERATOR, key=KEY):
            pass
        assert done.value.url == "/payments/7"

    def test_a_failed_deed_leaves_the_key_free(self) -> None:
        with pytest.raises(Refused), unit_of_work(by=OPERATOR, key=KEY):
            raise Refused(Text("no"))
        with unit_of_work(by=OPERATOR, key=KEY):
            add("x1")
        assert names() == ["x1"]

    @pytest.mark.parametrize("other", [FormKey("k1", 2, "payments.take"), FormKey("k1", 1, "accounts.open")])
    def test_a_key_is_bound_to_its_user_and_endpoint(self, other: FormKey) -> None:
        with unit_of_work(by=OPERATOR, key=KEY):
            pass
        with pytest.raises(Refused), unit_of_work(by=OPERATOR, key=other):
            pass


def test_two_hundred_posts_of_one_form_do_the_deed_once(app: Flask) -> None:
    done, answered = [], []
    barrier = threading.Barrier(20)

    def post() -> None:
        barrier.wait()
        for _ in range(10):
            with app.app_context():
                try:
                    with unit_of_work(by=OPERATOR, key=KEY) as work:
                        work.session.add(Department(name="x1"))
                        work.result("/result")
                    done.append(1)
                except AlreadyDone as already:
                    answered.append(already.url)

    threads = [threading.Thread(target=post) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), answered) == (1, ["/result"] * 199)


@pytest.mark.usefixtures("context")
class TestShortUnits:
    def test_every_item_is_done_once_and_in_order(self) -> None:
        seen: list[int] = []
        progress: list[int] = []
        assert in_short_units(range(317), seen.extend, by=OPERATOR, first=40, after=progress.append) == 317
        assert seen == list(range(317))
        assert progress[-1] == 317
        assert progress == sorted(set(progress))

    def test_a_failure_keeps_the_units_before_it(self) -> None:
        def store(part: list[int]) -> None:
            if 60 in part:
                raise KeyError
            for number in part:
                add(f"x{number:03}")

        with pytest.raises(KeyError):
            in_short_units(list(range(100)), store, by=OPERATOR, first=20)
        kept = len(names())
        assert 20 <= kept <= 60
        assert names() == [f"x{number:03}" for number in range(kept)]


@pytest.mark.usefixtures("context")
def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(Exception, match="without a time zone"), unit_of_work(by=OPERATOR) as work:
        work.session.add(Deed(key="k", endpoint="e", done_at=datetime(2026, 1, 1)))
        work.session.flush()
    with unit_of_work(by=OPERATOR) as work:
        work.session.add(Deed(key="k", endpoint="e", done_at=datetime(2026, 1, 1, 8, tzinfo=UTC)))
    db.session.expire_all()
    assert db.session.get_one(Deed, "k").done_at == datetime(2026, 1, 1, 8, tzinfo=UTC)
