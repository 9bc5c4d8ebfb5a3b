"""A program that is ended in the middle: a child process that dies just before its n-th statement."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from app.extensions import db

KILLED = 137
BROKEN = 99


def run_and_die(app: Flask, statement: int, *command: str) -> tuple[int, int]:
    """Run a command of the program in a child and end it, without a word, before the database sees the statement.

    Statement 0 lets it run to its end. Returns the child's status and how many statements it made.
    """
    return do_and_die(app, statement, lambda: _command(app, command))


def do_and_die(app: Flask, statement: int, deed: Callable[[], int]) -> tuple[int, int]:
    """Do anything in a child and end it like that; what the deed returns is the child's status at its end."""
    let_go(app)
    counted = Path(app.config["DATA_FOLDER"]) / "counted"
    child = os.fork()
    if not child:
        try:
            os._exit(_run(app, statement, deed, counted))
        except BaseException:
            traceback.print_exc()
            os._exit(BROKEN)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), int(counted.read_text()) if counted.exists() else 0


def _run(app: Flask, last: int, deed: Callable[[], int], counted: Path) -> int:
    seen = 0
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def count(*_about: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os._exit(KILLED)

    status = deed()
    counted.write_text(str(seen))
    return status


def _command(app: Flask, command: tuple[str, ...]) -> int:
    result = app.test_cli_runner().invoke(args=list(command))
    if result.exit_code not in (0, 1):
        print(result.output, repr(result.exception))
    return result.exit_code


def let_go(app: Flask) -> None:
    """Close every connection of this process: an open one would lose its locks when the files are copied."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
