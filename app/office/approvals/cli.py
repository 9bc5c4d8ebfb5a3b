"""Commands of approvals."""

from __future__ import annotations

import click
from flask import Flask

from app.domain.actor import Actor
from app.office.access.commands import acting
from app.office.approvals import service
from app.office.approvals.feature import MANAGE_MATRIX
from app.office.cli import office


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(office)


@office.command("seed-approvals")
@acting(MANAGE_MATRIX)
def seed_approvals(*, by: Actor) -> None:
    """Take over the shipped chains of every matter for which the matrix has no row yet."""
    click.echo("\n".join(service.seed(by=by)))
