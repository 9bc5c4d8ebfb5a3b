"""How the program talks to its two databases."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event

from app.extensions import db

WRITE = "qiantai_write"
BUSY_MILLISECONDS = 5000


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
        write = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _hear_whole_numbers(engine: Engine) -> None:
    """PostgreSQL adds up fen and litres to "numeric", of which the driver makes a Decimal, and that is no JSON.

    No column of ours holds a fraction; one that is computed by mistake fails in this loader.
    """
    from psycopg.types.numeric import IntLoader  # an office with SQLite need not load the driver

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.adapters.register_loader("numeric", IntLoader)
