"""A program that is ended in the middle: `python -m tests.crash.dying FOLDER STATEMENT COMMAND...`.

It runs one command of the program on the data in FOLDER and ends the process, without a word and without cleaning
up, just before the database would see the STATEMENT-th statement. STATEMENT 0 lets it run and prints how many
statements there were.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app import create_app
from app.extensions import db
from tests.conftest import NOW, settings_for

KILLED = 137


def program(folder: Path, *, later: timedelta = timedelta(0)) -> Any:
    """The program on this data, some time after the tests' usual moment."""
    return create_app(settings_for(folder, SQLITE_DURABLE=True, START_OF_TIME=NOW + later, PROPAGATE_EXCEPTIONS=True))


def let_go() -> None:
    """Close every connection of this process: an open one would lose its locks when the files are copied."""
    db.session.remove()
    db.engine.dispose()


def main(folder: str, statement: str, *command: str) -> None:
    app = program(Path(folder))
    last, seen = int(statement), 0
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine

    @event.listens_for(engine, "before_cursor_execute")
    def count(*_about: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os._exit(KILLED)

    result = app.test_cli_runner().invoke(args=list(command))
    sys.stdout.write(f"{seen}\n")
    if result.exit_code not in (0, 1):
        sys.stderr.write(result.output + repr(result.exception))
    sys.exit(result.exit_code)


if __name__ == "__main__":
    main(*sys.argv[1:])
