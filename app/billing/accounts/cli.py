"""Commands of gas accounts."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from app.billing.accounts.feature import IMPORT
from app.billing.cli import billing
from app.domain.actor import Actor
from app.office.access.commands import acting
from app.office.batches.commands import import_command_result, run_import


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(billing)


@billing.command("import-accounts")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partial", is_flag=True, help="Import the good rows although others are refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@acting(IMPORT)
def import_accounts(file: Path, partial: bool, as_json: bool, by: Actor) -> None:
    """Import gas accounts with their meters from a sheet (XLSX, XLS, ODS, CSV)."""
    import_command_result(run_import("accounts", file, by=by, partial=partial), as_json)
