"""Reading a month at the command line, with the same rules and the same history as on screen."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from app.billing.cli import billing
from app.billing.readings.feature import ACCEPT, ENTER, PLAN, SEE
from app.billing.readings.imports import read_planned_period
from app.billing.readings.queries.items import every_held
from app.billing.readings.queries.plans import plan_of
from app.billing.readings.sentences import HOLDS, detail_of
from app.billing.readings.service.accept import accept_account
from app.billing.readings.service.plan import plan_month
from app.billing.readings.service.settle import recheck, settle_batch
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.access.commands import acting
from app.office.batches.commands import import_command_result, run_import
from app.web.language import say


def set_up(app: Flask) -> None:
    """Add the commands of the reading month to the program."""
    app.cli.add_command(billing)


@billing.command("plan")
@click.argument("period")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@with_appcontext
@acting(PLAN)
def plan_command(period: str, as_json: bool, by: Actor) -> None:
    """Freeze who is to be read in PERIOD (2026-11)."""
    planned = plan_month(period, by=by)
    if as_json:
        click.echo(json.dumps({"period": period, "planned": planned.planned, "added": planned.added}))
        return
    if planned.already_there:
        click.echo(say(Text("%(period)s is planned already; nothing was added.", period=period)))
    click.echo(say(Text("Accounts on the plan of %(period)s: %(planned)s", period=period, planned=planned.planned)))


@billing.command("import-readings")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--period", required=True, metavar="YYYY-MM", help="The month that was read.")
@click.option("--partial", is_flag=True, help="Apply the other rows where some are refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@with_appcontext
@acting(ENTER)
def import_command(file: Path, period: str, partial: bool, as_json: bool, by: Actor) -> None:
    """Bring in the readings of a month from FILE. Exit status 1 where rows were refused."""
    options = {"period": read_planned_period(period)}
    batch = run_import("readings", file, options, by=by, partial=partial)
    settle_batch(batch.id, by=by)
    import_command_result(batch, as_json)


@billing.command("held")
@click.argument("period")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@with_appcontext
@acting(SEE)
def held_command(period: str, as_json: bool, by: Actor) -> None:
    """List what is held of PERIOD and why, as things stand now."""
    plan_id = plan_of(read_planned_period(period)).id
    recheck(period, by=by)
    rows = [
        {"account": number, "meter": meter, "reason": held, "detail": say(detail_of(held, detail))}
        for number, meter, held, detail in every_held(plan_id, by)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo("\t".join([row["account"], row["meter"] or "", say(Text(HOLDS[row["reason"]])), row["detail"]]))


@billing.command("accept")
@click.argument("period")
@click.argument("account")
@click.option("--reason", required=True, help="Why it is accepted.")
@with_appcontext
@acting(ACCEPT)
def accept_command(period: str, account: str, reason: str, by: Actor) -> None:
    """Accept the held reading of ACCOUNT in PERIOD, so that it is billed as read."""
    accept_account(read_planned_period(period), account, reason=reason.strip(), by=by)
    click.echo(say(Text("The reading of account %(account)s is accepted.", account=account)))
