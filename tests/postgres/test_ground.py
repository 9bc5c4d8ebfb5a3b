"""Units of work, jobs, lists and migrations on PostgreSQL: the very tests that run on SQLite."""

from __future__ import annotations

import pytest
from flask import Flask

from app.extensions import db
from tests.architecture.database_checks import differences, expected_triggers, triggers
from tests.ground.test_jobs import *  # noqa: F403
from tests.ground.test_unit_of_work import *  # noqa: F403
from tests.ground.test_web import test_a_list_is_paged_without_gaps_or_doubles  # noqa: F401

pytestmark = pytest.mark.postgres


def test_migrations_equal_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert differences(connection) == []
        assert triggers(connection) == expected_triggers()
