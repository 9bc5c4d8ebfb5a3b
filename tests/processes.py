"""Several real processes at one office: forked from the test, so that they need not make the program again."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from app.extensions import db

SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """How a command ended in its process."""

    status: int
    output: str
    problem: str


def commands_at_once(app: Flask, *commands: list[str]) -> list[Ended]:
    """Give these commands at the same moment, each in a process of its own."""
    return at_once(app, *[lambda command=command: _ended(app, command) for command in commands])  # type: ignore[misc]


def at_once(app: Flask, *deeds: Callable[[], Any]) -> list[Any]:
    """Do these deeds at the same moment, each in a process of its own; what each returned."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()  # a connection must not be shared with another process
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(len(deeds))
    pipes = [context.Pipe(duplex=False) for _ in deeds]

    def do(deed: Callable[[], Any], answer: Any) -> None:
        try:
            ready.wait(SECONDS)
            answer.send((True, deed()))
        except BaseException:
            answer.send((False, traceback.format_exc()))

    started = [context.Process(target=do, args=(deed, answer)) for deed, (_, answer) in zip(deeds, pipes, strict=True)]
    for process in started:
        process.start()
    answers = [receive.recv() if receive.poll(SECONDS) else (False, "no answer") for receive, _ in pipes]
    for process in started:
        process.join(SECONDS)
        process.kill()
    assert [answer for good, answer in answers if not good] == []
    return [answer for _, answer in answers]


def _ended(app: Flask, command: list[str]) -> Ended:
    result = app.test_cli_runner().invoke(args=command)
    problem = result.stderr
    if result.exception and not isinstance(result.exception, SystemExit):
        problem += "".join(traceback.format_exception(result.exception))
    return Ended(result.exit_code, result.stdout, problem)
