"""What must hold of a migrated database, whichever of the two it is."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from app.guards import guarded_tables, names_of
from app.models import Base

OUTSIDE = "search_words"


def differences(connection: Connection) -> list[object]:
    """What alembic would still have to do to reach the models."""
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "include_object": lambda _item, name, kind, *_rest: (
                not (kind == "table" and (name or "").startswith(OUTSIDE))
            ),
        },
    )
    return list(compare_metadata(context, Base.metadata))


def triggers(connection: Connection) -> dict[str, str]:
    """The names of the triggers and the tables they stand on."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        rows = connection.execute(
            text(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
            )
        )
    return {row[0]: row[1] for row in rows}


def expected_triggers() -> dict[str, str]:
    """The triggers that the models ask for."""
    return {name: table.name for table, _ in guarded_tables() for name in names_of(table.name)}
