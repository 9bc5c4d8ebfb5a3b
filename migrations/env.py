"""Runs the migrations on the database of this deployment."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from app.models import Base

# The search index is a virtual table of SQLite with tables of its own behind it: alembic must not touch them.
OUTSIDE = ("search_words",)


def include_object(_item: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Leave out the tables that SQLAlchemy does not describe."""
    return not (kind == "table" and (name or "").startswith(OUTSIDE))


def run() -> None:
    """Migrate in one transaction; on SQLite with foreign keys off, because batch mode rebuilds tables."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include_object,
            render_as_batch=sqlite,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
