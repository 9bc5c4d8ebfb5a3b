"""Each test has its own copy of a migrated database with the cast in it."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, create_engine, event, make_url

from app import clock, create_app, database, kept
from app.extensions import db
from app.jobs import service as jobs
from app.live.hub import hub_of
from tests import factories

# How long an example takes says more about the machine than about the program; tests/speed measures, alone.
hypothesis.settings.register_profile("office", deadline=None)
hypothesis.settings.load_profile("office")

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
STATEMENTS = 5000  # that an engine keeps in words: here one process meets those of the whole program

if "QIANTAI_TEST_TEMPLATES" in os.environ:  # where the processes of one run find what another one has translated
    templates = FileSystemBytecodeCache(os.environ["QIANTAI_TEST_TEMPLATES"])
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": templates}


def pytest_collection_finish() -> None:
    """Leave the modules and the tests to themselves: looking through them for garbage takes longer than many tests."""
    gc.collect()
    gc.freeze()


def settings_for(folder: Path, **more: Any) -> dict[str, Any]:
    """The configuration of a test's own program."""
    return {
        "TESTING": True,
        "DATA_FOLDER": folder,
        "SECRET_KEY": "test",
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'qiantai.db'}",
        "SQLITE_DURABLE": False,
        "TIME_ZONE": ZoneInfo("Asia/Shanghai"),
        "START_OF_TIME": NOW,
        "JOBS_URL": None,
        "JOBS_INLINE": True,
        "DEMO": False,
        "PORT": 8000,
        "PROXIES": 0,
        "LOG_REQUESTS": False,
        "WTF_CSRF_ENABLED": False,
        "CHEAP_PASSWORDS": True,
        **more,
    }


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the migrated database and the cast, made once for each test process."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        factories.make_cast()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """The test's own data folder."""
    for file in template.glob("qiantai.db*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


@pytest.fixture(scope="session")
def program(template: Path) -> Flask:
    """The program, made once for each test process: routes and templates take longer than most tests."""
    app = create_app(settings_for(template))
    gc.collect()
    gc.freeze()  # it stays to the end, as the modules do
    return app


def engine_to(url: str, *, durable: bool) -> Engine:
    """An engine to this database. One engine goes to all SQLite files in turn, because each new one would put every
    statement into words again, which takes longer than most tests."""
    is_file = url.startswith("sqlite")
    key = f"sqlite, durable: {durable}" if is_file else url
    if key not in _engines:
        _engines[key] = create_engine(url, **database.engine_options(url), query_cache_size=STATEMENTS)
        database.listen(_engines[key], durable=durable)
        if is_file:
            event.listen(_engines[key], "do_connect", _to_the_file_of_this_test)
    if is_file:
        _file[:] = [make_url(url).database]
    return _engines[key]


_engines: dict[str, Engine] = {}
_file: list[str | None] = []


def _to_the_file_of_this_test(_dialect: Any, _record: Any, arguments: list[Any], _named: Any) -> None:
    arguments[:] = _file


@contextlib.contextmanager
def moved_to(program: Flask, settings: dict[str, Any]) -> Iterator[Flask]:
    """Let the program work with other settings and another database for the time of one test."""
    kept.forget()
    hub_of(program).kept.found.clear()
    config, extensions = dict(program.config), dict(program.extensions)
    program.config.update(settings)
    engine = engine_to(settings["SQLALCHEMY_DATABASE_URI"], durable=settings["SQLITE_DURABLE"])
    db._app_engines[program] = {None: engine}
    clock.set_up(settings["TIME_ZONE"], settings["START_OF_TIME"])
    jobs.start_with(jobs.run)
    yield program
    engine.dispose()
    for before, now in ((config, program.config), (extensions, program.extensions)):
        now.clear()
        now.update(before)


@pytest.fixture
def app(program: Flask, folder: Path) -> Iterator[Flask]:
    """The program on the test's own data."""
    with moved_to(program, settings_for(folder)) as moved:
        yield moved


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An app context, for tests of verbs and looks without a request."""
    with app.app_context():
        yield


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser in which one of the cast is signed in: `sign_in("chen")`."""
    return lambda username: factories.signed_in(app, username)
