"""The same program on a real PostgreSQL: each test finds the migrated database as if nobody had been there before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, create_engine, make_url, text

from app import create_app
from app.extensions import db
from tests import factories
from tests.conftest import moved_to, settings_for

HERE = Path(__file__).parent
DATABASE = f"qiantai_{os.getpid()}"
TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")

# One call, because going to the server for every table took as long as a test does. A table that nobody has ever
# written to has no size.
REWIND = """
CREATE FUNCTION cast_rows.rewind() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND pg_relation_size(oid) > 0 LOOP
        EXECUTE format('DELETE FROM public.%I', name);
    END LOOP;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'cast_rows' AND tablename <> 'counts' LOOP
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM cast_rows.%1$I', name);
    END LOOP;
    PERFORM setval(quote_ident(now.sequencename)::regclass, coalesce(counts.last_value, 1),
            counts.last_value IS NOT NULL)
        FROM pg_sequences now JOIN cast_rows.counts USING (sequencename)
        WHERE now.schemaname = 'public' AND now.last_value IS DISTINCT FROM counts.last_value;
END $$
"""

# Speed, the end of processes, what is refused before the database is asked, and how a page looks do not depend on the
# database; that every page opens is tested by a walk.
OF_NO_USE_HERE = (
    "the_address_is_no_fault",
    "ask_the_database",
    "on_pages",
    "the_page",
    "page_by_page",
    "page_after_page",
    "the_preview",
    "the_paper",
    "export",
    "is_refused_with_a_reason",
    "read_by_the_rules_of_the_form",
    "a_second_time_nothing",
    "ten_thousand",
    "is_fast",
    "that_died",
    "bad_cell",
    "days_that_cannot",
    "any_order",
    "[readings.xlsx]",
    "by_the_index",  # asks for the plan in the words of SQLite
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is tested elsewhere of the modules whose tests are repeated here."""
    out = [one for one in items if one.path.parent == HERE and any(part in one.name for part in OF_NO_USE_HERE)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [one for one in items if one not in out]


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


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The program on a database of this test process: migrated, with the cast, whose rows are kept once more."""
    say(f"CREATE DATABASE {DATABASE}")
    app = create_app(settings_for(tmp_path_factory.mktemp("postgres"), SQLALCHEMY_DATABASE_URI=address(DATABASE)))
    with app.app_context():
        upgrade()
        factories.make_cast()
        with db.engine.begin() as connection:
            remember(connection)
        db.engine.dispose()
    yield app
    say(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def remember(connection: Connection) -> None:
    """Keep a copy of every row there is, and a function that brings it back."""
    connection.execute(text("CREATE SCHEMA cast_rows"))
    for table in filled(connection):
        connection.execute(text(f"CREATE TABLE cast_rows.{table} AS TABLE public.{table}"))
    connection.execute(text("CREATE TABLE cast_rows.counts AS SELECT sequencename, last_value FROM pg_sequences"))
    connection.execute(text(REWIND))


def rewind(connection: Connection) -> None:
    """Bring every row and every count back to what was remembered; a fresh copy of the database takes far longer."""
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))  # somebody of the last test may still hold a row
    connection.execute(text("SET LOCAL session_replication_role = replica"))  # neither triggers nor foreign keys
    connection.execute(text("SELECT cast_rows.rewind()"))


def filled(connection: Connection) -> list[str]:
    """The tables that have rows."""
    tables = connection.execute(TABLES).scalars().all()
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM public.{table})" for table in tables)
    return list(connection.execute(text(asked)).scalars())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The test's own data folder; there is no database in it."""
    return tmp_path


@pytest.fixture
def app(program: Flask, folder: Path) -> Iterator[Flask]:
    """The program on the rewound database."""
    with moved_to(program, settings_for(folder, SQLALCHEMY_DATABASE_URI=address(DATABASE))) as moved:
        with moved.app_context(), db.engine.begin() as connection:
            rewind(connection)
        yield moved
