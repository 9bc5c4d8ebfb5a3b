"""How the program talks to its two databases."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event

from app.extensions import db

WRITE = "qiantai_write"
BUSY_MILLISECONDS = 5000
LOOK_SECONDS = 0.003


def engine_options(url: str) -> dict[str, Any]:
    """Return the options of `create_engine` for this database URL."""
    if url.startswith("sqlite"):
        return {
            "connect_args": {"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
            "pool_size": 20,
            "max_overflow": 240,  # as many as the web server has threads
        }
    return {"pool_size": 20, "max_overflow": 40, "pool_pre_ping": True}


def set_up(app: Flask) -> None:
    """Give SQLite's connections our transaction handling. Call once after the extension is bound."""
    with app.app_context():
        listen(db.engine, durable=app.config.get("SQLITE_DURABLE", True))


def listen(engine: Engine, *, durable: bool) -> None:
    """Give the connections of an SQLite engine our settings and transactions, those of PostgreSQL whole numbers."""
    if engine.dialect.name != "sqlite":
        _hear_whole_numbers(engine)
        _translate_nothing(engine)
        return

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling begins too late for BEGIN IMMEDIATE; we emit BEGIN ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        cursor.execute("PRAGMA cache_size = -65536")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # A read that turns into a write would fail at once under WAL when somebody else wrote in between.
        if connection.get_execution_options().get(WRITE):
            _begin_to_write(connection)
        else:
            connection.exec_driver_sql("BEGIN")


def _begin_to_write(connection: Connection) -> None:
    """Take SQLite's lock for writing, or wait for it like everybody else.

    SQLite itself looks for the lock less and less often, at last ten times a second: where many write at once, whoever
    has waited longest is the least likely to get it, and somebody waits in vain. Here all look equally often.
    """
    raw: Any = connection.connection.dbapi_connection
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun_at_once(raw) and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, to say what is wrong
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _begun_at_once(raw: Any) -> bool:
    with contextlib.suppress(sqlite3.OperationalError):
        raw.execute("BEGIN IMMEDIATE")
    return bool(raw.in_transaction)


def _translate_nothing(engine: Engine) -> None:
    """PostgreSQL translates a long query into machine code first, which takes a second where the query takes 50 ms."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.execute("SET jit = off")
        connection.commit()


def _hear_whole_numbers(engine: Engine) -> None:
    """PostgreSQL adds up fen and litres to "numeric", of which the driver makes a Decimal, and that is no JSON.

    No column of ours holds a fraction; one that is computed by mistake fails in this loader.
    """
    from psycopg.types.numeric import IntLoader  # an office with SQLite need not load the driver

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.adapters.register_loader("numeric", IntLoader)
