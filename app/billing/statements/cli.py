"""Commands of settlement slips: run, post, deliver, export."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask import Flask

from app import clock
from app.billing.cli import billing
from app.billing.exports import export_named, write_export
from app.billing.readings.rules import read_period
from app.billing.statements import queries, service
from app.billing.statements.cli_print import add_print_command
from app.billing.statements.delivery import deliver_month
from app.billing.statements.drafting import dry_run
from app.billing.statements.feature import DELIVER, POST, RUN, SEE, WAYS
from app.domain.actor import Actor
from app.domain.days import read_day
from app.domain.errors import Refused
from app.domain.money import plain_fen
from app.domain.text import Text
from app.domain.volume import format_volume
from app.jobs.here import done_here
from app.office.access.commands import acting
from app.office.batches.sentences import sentence
from app.web.language import DEFAULT, say

FIGURES = ("period", "planned", "read", "drafted", "held")


def set_up(app: Flask) -> None:
    """Add the commands."""
    add_print_command(billing)
    app.cli.add_command(billing)


@billing.command("run")
@click.argument("period")
@click.option("--dry-run", "dry", is_flag=True, help="Only count; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the totals as JSON.")
@acting(RUN)
def run_command(period: str, dry: bool, as_json: bool, by: Actor) -> None:
    """Draft the settlement slips of PERIOD (2026-11)."""
    if dry:
        made = dry_run(read_period(period))
    else:
        made = dict(done_here(service.run_month(period, by=by, language=DEFAULT)).result)
    figures = _figures(made)
    click.echo(json.dumps(figures, ensure_ascii=False) if as_json else _line(figures))
    for number, reason in made["problems"]:
        click.echo(f"{number}: {say(sentence(reason))}", err=True)


@billing.command("post")
@click.argument("period")
@acting(POST)
def post_command(period: str, by: Actor) -> None:
    """Post the drafted settlement slips of PERIOD."""
    found = queries.newest_run(read_period(period))
    if found is None:
        raise Refused(Text("Nothing is drafted for %(period)s. Draft it first.", period=period))
    done = done_here(service.post(found.id, by=by, language=DEFAULT))
    click.echo(say(Text("Posted: %(count)s", count=done.result["posted"])))


@billing.command("discard")
@click.argument("period")
@click.option("--reason", required=True, help="Why.")
@acting(RUN)
def discard_command(period: str, reason: str, by: Actor) -> None:
    """Throw the drafts of PERIOD away."""
    found = queries.newest_run(read_period(period))
    if found is None:
        raise Refused(Text("Nothing is drafted for %(period)s. Draft it first.", period=period))
    done = done_here(service.discard(found.id, reason=reason, by=by, language=DEFAULT))
    click.echo(say(Text("Discarded: %(count)s", count=done.result["discarded"])))


@billing.command("deliver")
@click.argument("period")
@click.option("--book", help="Only this book.")
@click.option("--on", "on", metavar="DATE", help="Day of delivery; default: today.")
@click.option("--way", type=click.Choice(list(WAYS)), default="door", show_default=True)
@acting(DELIVER)
def deliver_command(period: str, book: str | None, on: str | None, way: str, by: Actor) -> None:
    """Record the delivery of the slips of PERIOD that have none yet."""
    day: date = read_day(on, clock.today()) if on else clock.today()
    count = deliver_month(read_period(period), book=book, delivered_on=day, way=way, by=by)
    click.echo(say(Text("Delivered: %(count)s", count=count)))


@billing.command("export")
@click.argument("name", metavar="statements|payments|arrears|readings")
@click.argument("period")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="An .xlsx or .csv file.")
@acting(SEE)
def export_command(name: str, period: str, out: Path, by: Actor) -> None:
    """Write a list of PERIOD to a spreadsheet."""
    export = export_named(name, by)
    draft = out.with_name(f".{out.name}.part")
    try:
        with draft.open("wb") as stream:
            rows = write_export(export, read_period(period), stream, out.name, by=by)
        draft.replace(out)
    except OSError as error:
        raise Refused(Text("The file cannot be written: %(reason)s.", reason=error.strerror)) from None
    finally:
        draft.unlink(missing_ok=True)
    click.echo(say(Text("Rows: %(count)s", count=rows)))


def _figures(made: dict[str, Any]) -> dict[str, Any]:
    figures = {name: made[name] for name in FIGURES}
    return {
        **figures,
        "volume": format_volume(made["volume"]),
        "amount": plain_fen(made["amount"]),
        "seconds": json.loads(made["seconds"]),  # a plain number: it is a time, no money
    }


def _line(figures: dict[str, Any]) -> str:
    return say(
        Text(
            "%(period)s: planned %(planned)s, read %(read)s, held %(held)s, drafted %(drafted)s, "
            "%(volume)s m³, %(amount)s yuan, %(seconds)s s",
            **figures,
        )
    )
