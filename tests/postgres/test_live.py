"""PostgreSQL tells of changes by LISTEN and NOTIFY."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.extensions import db
from tests import factories
from tests.ground.test_live import (
    events,
    quiet,
    test_a_stream_tells_of_changes_of_this_process_and_of_others_and_ends_with_the_session,
    test_asking_answers_with_nothing_while_nothing_has_changed_and_never_with_what_is_others,
    touch,
    touch_from_elsewhere,
)

__all__ = [
    "quiet",
    "test_a_stream_tells_of_changes_of_this_process_and_of_others_and_ends_with_the_session",
    "test_asking_answers_with_nothing_while_nothing_has_changed_and_never_with_what_is_others",
]

pytestmark = pytest.mark.postgres


@pytest.mark.usefixtures("quiet")
def test_what_changed_while_the_line_was_cut_is_told_afterwards(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        topic = f"tasks:{factories.staff_id('su')}"
    answer = sign_in("su").get("/live/stream")
    heard = events(answer)
    next(heard)
    with app.app_context():
        touch(topic)
        assert next(heard)[0] == topic
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        assert db.session.execute(text(cut)).all() == [(True,)]
        db.session.rollback()
    begun = time.monotonic()
    touch_from_elsewhere(app, topic)
    assert next(heard)[0] == topic
    assert time.monotonic() - begun < 5
    answer.close()
