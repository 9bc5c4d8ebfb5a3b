"""The command that brings in the bank's list."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from app.billing.cli import billing
from app.billing.payments.feature import BANK, IMPORT
from app.billing.payments.imports import FROM_OUTSIDE
from app.domain.actor import Actor
from app.office.access.commands import acting
from app.office.batches.commands import import_command_result, run_import


def set_up(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(billing)


@billing.command("import-payments")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--channel", type=click.Choice(FROM_OUTSIDE), default=BANK, show_default=True, help="How it was paid.")
@click.option("--partial", is_flag=True, help="Take the other rows where some are refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@acting(IMPORT)
def import_payments(file: Path, channel: str, partial: bool, as_json: bool, by: Actor) -> None:
    """Bring in payments from FILE (exchange-files.md); 1 where rows were refused, 2 where the file was."""
    batch = run_import("payments", file, {"channel": channel}, by=by, partial=partial)
    import_command_result(batch, as_json)
