"""Migrations lead to exactly the models, triggers included, and back."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import create_app
from app.extensions import db
from tests.architecture.database_checks import differences, expected_triggers, triggers
from tests.conftest import settings_for

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_migrations_equal_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert differences(connection) == []


def test_the_database_holds_every_trigger_that_the_models_ask_for(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert triggers(connection) == expected_triggers()


def test_migrations_are_numbered_in_one_line() -> None:
    numbers = sorted(path.name[:4] for path in VERSIONS.glob("*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_migrations_lead_back_to_nothing_and_up_again(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        upgrade()
        with db.engine.connect() as connection:
            assert triggers(connection) == expected_triggers()
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        db.engine.dispose()
