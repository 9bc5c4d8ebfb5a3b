"""The command that looks for customers who may be one."""

from __future__ import annotations

import click
from flask import Flask

from app.customers.cli import customers
from app.customers.duplicates import service
from app.customers.duplicates.feature import DECIDE
from app.domain.actor import Actor
from app.jobs.here import done_here
from app.office.access.commands import acting
from app.web.language import DEFAULT


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(customers)


@customers.command("find-duplicates")
@click.option("--again", is_flag=True, help="Make anew what customers are compared by, before comparing.")
@acting(DECIDE)
def find_duplicates(again: bool, by: Actor) -> None:
    """Look through all customers for those who may be one."""
    done_here(service.ask_to_find(again=again, by=by, language=DEFAULT))
