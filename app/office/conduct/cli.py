"""The commands that bring in bonuses and base points."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from app.domain.actor import Actor
from app.exchange.cells import to_date
from app.office.access.commands import acting
from app.office.batches.commands import import_command_result, run_import
from app.office.cli import office
from app.office.conduct.feature import SET_BONUS
from app.office.conduct.queries.money import last_settled
from app.office.conduct.rules import check_bonus_open, read_month


def set_up(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(office)


@office.command("import-bonuses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--month", required=True, help="The month, like 2026-11.")
@click.option("--partial", is_flag=True, help="Import the good rows although others are refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@acting(SET_BONUS)
def import_bonuses(file: Path, month: str, partial: bool, as_json: bool, by: Actor) -> None:
    """Import the bonuses of a month from a sheet: name, department, bonus."""
    check_bonus_open(read_month(month), last_settled())
    import_command_result(run_import("bonuses", file, {"month": month}, by=by, partial=partial), as_json)


@office.command("import-points")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "valid_from", required=True, help="From which day on, like 2026-11-01.")
@click.option("--partial", is_flag=True, help="Import the good rows although others are refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@acting(SET_BONUS)
def import_points(file: Path, valid_from: str, partial: bool, as_json: bool, by: Actor) -> None:
    """Import base points from a sheet: name, department, points."""
    options = {"valid_from": to_date(valid_from).isoformat()}
    import_command_result(run_import("base_points", file, options, by=by, partial=partial), as_json)
