"""Commands of customer files."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from app.customers.cli import customers
from app.customers.files.feature import IMPORT
from app.customers.sheets.imports import MODE, ONLY_NEW, UPDATING
from app.domain.actor import Actor
from app.office.access.commands import acting
from app.office.batches.commands import import_command_result, run_import


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(customers)


@customers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partial", is_flag=True, help="Import the good rows although others are refused.")
@click.option("--only-new", is_flag=True, help="Only add new customers; known ones stay as they are.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@acting(IMPORT)
def import_customers(file: Path, partial: bool, only_new: bool, as_json: bool, by: Actor) -> None:
    """Import customers and their contacts from a sheet (XLSX, XLS, ODS, CSV)."""
    options = {MODE: ONLY_NEW if only_new else UPDATING}
    import_command_result(run_import("customers", file, options, by=by, partial=partial), as_json)
