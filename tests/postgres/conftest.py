"""The same program on a real PostgreSQL: each test has its own copy of a migrated database."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from app import create_app
from tests import factories
from tests.conftest import moved_to, settings_for

NUMBERS = itertools.count()
TEMPLATE = f"qiantai_template_{os.getpid()}"


def server() -> str:
    """The address of the server that script/test started."""
    url = os.environ.get("QIANTAI_TEST_POSTGRES")
    if not url:
        pytest.fail("QIANTAI_TEST_POSTGRES names no server; run script/test, which starts one")
    return url


def address(database: str) -> str:
    """The address of one database on the server."""
    return make_url(server()).set(database=database).render_as_string(hide_password=False)


def say(statement: str) -> None:
    """Run a statement that may not stand in a transaction."""
    engine = create_engine(server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def make(database: str, folder: Path) -> Flask:
    """The program on one database."""
    return create_app(settings_for(folder, SQLALCHEMY_DATABASE_URI=address(database)))


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database with the cast in it."""
    say(f"DROP DATABASE IF EXISTS {TEMPLATE}")
    say(f"CREATE DATABASE {TEMPLATE}")
    app = make(TEMPLATE, tmp_path_factory.mktemp("postgres"))
    with app.app_context():
        upgrade()
        factories.make_cast()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    return TEMPLATE


@pytest.fixture
def app(program: Flask, postgres_template: str, tmp_path: Path) -> Iterator[Flask]:
    """The program on the test's own database."""
    database = f"qiantai_{os.getpid()}_{next(NUMBERS)}"
    say(f"CREATE DATABASE {database} TEMPLATE {postgres_template}")
    with moved_to(program, settings_for(tmp_path, SQLALCHEMY_DATABASE_URI=address(database))) as moved:
        yield moved
    say(f"DROP DATABASE {database} WITH (FORCE)")
