"""The command that builds the demo office."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.demo.build import build as build_office
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.commands import refusals_as_lines
from app.web.guard import MARK, PUBLIC

demo = AppGroup("demo", help="The demo office.")


def set_up(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(demo)


@demo.command("build")
@click.option("--accounts", type=click.IntRange(20, 5000), default=300, show_default=True)
def build(accounts: int) -> None:
    """Fill an empty, migrated database with the demo office."""
    with refusals_as_lines():
        if not current_app.config["DEMO"]:
            raise Refused(Text("This is no demo folder. Start script/demo instead."))
        build_office(accounts)


setattr(build.callback, MARK, (PUBLIC,))
