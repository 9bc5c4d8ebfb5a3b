"""Commands of the office rules; both only look."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask

from app import clock
from app.office.cli import office
from app.office.policy import queries, words
from app.office.policy.declare import declared
from app.web.guard import PUBLIC, requires
from app.web.language import say


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(office)


@office.command("policy-list")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of which the values are asked; default: today.")
@requires(PUBLIC)
def policy_list(on: datetime | None) -> None:
    """Print every value of the office rules that holds on a day."""
    day = on.date() if on is not None else clock.today()
    for _, values in queries.sheet(day):
        for found in values:
            click.echo(f"{found.one.name}\t{say(words.shown(found.one, found.value))}\t{found.origin}")


@office.command("policy-docs")
@requires(PUBLIC)
def policy_docs() -> None:
    """Print the table of all values for the manual, as Markdown in English."""
    click.echo(words.markdown_table([one for found in queries.classes() for one in declared(found)]))
