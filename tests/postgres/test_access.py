"""Sign-ins, roles and people on PostgreSQL: the very tests that run on SQLite, and those where locks matter."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.office.access.models import FailedSignIn
from tests import factories
from tests.office.test_access_roles import *  # noqa: F403
from tests.office.test_staff_departments import (  # noqa: F401
    test_a_department_is_renamed_and_moved_with_old_and_new_in_history,
)
from tests.office.test_staff_people import (  # noqa: F401
    test_the_list_goes_on_page_by_page_with_few_queries,
    test_two_changes_of_the_same_version_do_not_both_hold,
    test_who_is_let_go_is_signed_out_and_keeps_his_deeds,
)

pytestmark = pytest.mark.postgres


def test_signing_in_works_and_is_slowed_down_for_guesses_that_arrive_at_once(app: Flask) -> None:
    answers: list[int] = []
    ready = threading.Barrier(8)

    def guess() -> None:
        ready.wait()
        answers.append(app.test_client().post("/sign-in", data={"username": "chen", "password": "wrong"}).status_code)

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [422] * 5 + [429] * 3
    right = app.test_client().post("/sign-in", data={"username": "fang", "password": factories.PASSWORD})
    assert right.status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 5
