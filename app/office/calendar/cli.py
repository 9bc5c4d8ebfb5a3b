"""Commands of the calendar."""

from __future__ import annotations

import click
from flask import Flask

from app.domain.actor import Actor
from app.office.access.commands import acting
from app.office.calendar import service
from app.office.calendar.feature import MANAGE_CALENDAR
from app.office.cli import office


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(office)


@office.command("seed-calendar")
@acting(MANAGE_CALENDAR)
def seed_calendar(*, by: Actor) -> None:
    """Take over the official holidays of the years that the office does not know yet."""
    click.echo(" ".join(str(year) for year in service.seed(by=by)))
