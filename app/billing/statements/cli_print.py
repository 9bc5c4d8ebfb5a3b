"""The command `print`: the slips of a month as one PDF, from the shell."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.billing.statements.feature import SEE
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access.commands import acting
from app.office.documents.many import Order, print_now
from app.web.language import say


def add_print_command(group: AppGroup) -> None:
    """Add `print` to the billing commands."""
    group.command("print")(print_command)


@click.argument("period")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PDF to write.")
@click.option("--paper", type=click.Choice(["a5", "a4", "241x140"]), default="a5", show_default=True)
@click.option("--book", default="", help="Only this reading book.")
@click.option("--copies", type=click.IntRange(1, 3), default=1, show_default=True, help="Copies of each slip.")
@acting(SEE)
def print_command(period: str, out: Path, paper: str, book: str, copies: int, by: Actor) -> None:
    """Print the posted settlement slips of PERIOD (2026-11) in route order into one PDF (F-82)."""
    wanted = {"period": period, "book": book}
    (file,) = print_now(Order("statement", wanted, paper, copies, joined=True), by=by)
    try:
        out.write_bytes(file.pdf)
    except OSError as error:
        raise Refused(Text("The file cannot be written: %(reason)s.", reason=error.strerror)) from None
    click.echo(f"{out}: {say(Text('Slips'))} {len(file.ids)}, {say(Text('Pages'))} {file.pages}")
