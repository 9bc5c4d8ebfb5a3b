"""What the database itself protects: rows of ledgers and history, and papers once they are posted.

SQLite's batch migrations rebuild tables and drop their triggers silently: a migration that alters a guarded table
must call `renew` for it, and a test compares the triggers after every migration.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, text

from app.columns import Base


def guarded_tables() -> Iterator[tuple[Table, str]]:
    """Every guarded table with the condition on OLD under which a row may no longer change."""
    for table in Base.metadata.sorted_tables:
        if table.info.get("append_only"):
            yield table, "TRUE"
        elif "frozen_when" in table.info:
            yield table, table.info["frozen_when"]


def names_of(table: str) -> tuple[str, str]:
    """The names of a table's triggers."""
    return f"{table}_no_update", f"{table}_no_delete"


def renew(connection: Connection, table: str, condition: str = "TRUE") -> None:
    """Make the triggers that refuse UPDATE and DELETE of the rows of `table` that fulfil `condition`."""
    drop(connection, table)
    for name, deed in zip(names_of(table), ("UPDATE", "DELETE"), strict=True):
        for statement in _make(connection.dialect.name, name, deed, table, condition):
            connection.execute(text(statement))


def drop(connection: Connection, table: str) -> None:
    """Remove the triggers, for a migration that rebuilds or drops the table."""
    for name in names_of(table):
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))
            connection.execute(text(f"DROP FUNCTION IF EXISTS {name}()"))


def _make(dialect: str, name: str, deed: str, table: str, condition: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
        ]
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{table} is frozen' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; "
        f"RETURN {'NEW' if deed == 'UPDATE' else 'OLD'}; END $$",
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
