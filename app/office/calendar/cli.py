"""Commands of the calendar."""

from __future__ import annotations

import click
from flask import Flask

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.commands import acting
from app.office.calendar import moves, service
from app.office.calendar.feature import MANAGE_CALENDAR
from app.office.cli import office


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(office)


@office.command("seed-calendar")
@click.option("--confirmed", is_flag=True, help="Save also what moves open deadlines.")
@acting(MANAGE_CALENDAR)
def seed_calendar(*, confirmed: bool, by: Actor) -> None:
    """Take over the official holidays of the years that the office does not know yet."""
    moved = len(moves.of_seeding())
    if moved and not confirmed:
        raise Refused(Text("Open deadlines that this moves: %(count)s. Give --confirmed to save it.", count=moved))
    click.echo(" ".join(str(year) for year in service.seed(by=by)))
