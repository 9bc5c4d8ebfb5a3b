"""What tests of many features need."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import event


@dataclass
class Counted:
    """The statements that ran while they were counted."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


@contextlib.contextmanager
def count_queries(app: Flask) -> Iterator[Counted]:
    """Count the statements that reach the database inside."""
    counted = Counted()
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine

    def heard(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            counted.statements.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", heard)
