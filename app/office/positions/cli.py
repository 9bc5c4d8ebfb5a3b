"""Commands of positions."""

from __future__ import annotations

import click
from flask import Flask

from app.domain.actor import Actor
from app.office.access.commands import acting
from app.office.cli import office
from app.office.positions import service
from app.office.staff.feature import MANAGE_ACCESS


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(office)


@office.command("seed-positions")
@acting(MANAGE_ACCESS)
def seed_positions(*, by: Actor) -> None:
    """Take over the shipped positions that the office does not have yet."""
    click.echo(" ".join(service.seed(by=by)))
