"""Commands of background work."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.jobs import worker

jobs = AppGroup("jobs", help="Background work.")


def set_up(app: Flask) -> None:
    """Add the commands and choose what starts jobs."""
    app.cli.add_command(jobs)
    worker.set_up(app)


@jobs.command("worker")
def work() -> None:
    """Do background work until stopped."""
    click.echo("worker ready", err=True)
    worker.work(current_app._get_current_object())  # type: ignore[attr-defined]
