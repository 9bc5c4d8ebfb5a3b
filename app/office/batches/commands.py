"""Imports at the command line: the same checks and the same units as on screen, without a worker."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.read import read_sheet
from app.jobs.here import done_here
from app.office.batches import queries, service, work
from app.office.batches.kinds import REFUSED, VERDICTS, kind_of
from app.office.batches.models import Batch
from app.office.batches.sentences import sentence
from app.web.language import DEFAULT, say


def run_import(
    kind_key: str, path: Path | str, options: Mapping[str, str] | None = None, *, by: Actor, partial: bool = False
) -> Batch:
    """Check a sheet and apply it, at once; return the import.

    With refused rows it is applied only if `partial` says so, and otherwise left checked. Raises Refused for a file
    that cannot be read, and then stores nothing.
    """
    file = Path(path)
    kind = kind_of(kind_key)
    sheet = read_sheet(file, kind.columns, filename=file.name)
    batch_id = service.begin(file, kind, file.name, options or {}, by=by).id
    work.check_sheet(batch_id, sheet, by=by, keep=work.silent)
    if partial or not queries.batch(batch_id).counts[REFUSED]:
        # A job, so that a worker goes on with it where this process is ended half-way.
        done_here(service.ask_to_apply(batch_id, partial=partial, by=by, language=DEFAULT))
    return queries.batch(batch_id)


def import_command_result(batch: Batch, as_json: bool = False) -> None:
    """Print what became of an import and end the program: with 1 where rows were refused, else with 0."""
    if as_json:
        names = ("rows", *VERDICTS)
        click.echo(json.dumps({"batch": batch.id, **{name: batch.counts[name] for name in names}}))
    else:
        _print(batch)
    sys.exit(1 if batch.counts[REFUSED] else 0)


def _print(batch: Batch) -> None:
    facts: dict[str, Any] = {"number": batch.id, "file": batch.filename, **batch.counts}
    click.echo(say(Text("Import %(number)s of %(file)s. Rows: %(rows)s.", **facts)))
    click.echo(say(Text("New: %(create)s. Changed: %(update)s. Same: %(same)s.", **facts)))
    click.echo(say(Text("Twice: %(duplicate)s. Refused: %(refused)s.", **facts)))
    for notice in batch.notices:
        click.echo(say(sentence(notice)))
    for row in queries.refused_rows(batch.id):
        why = say(sentence(row.reason)) if row.reason else ""
        click.echo(say(Text("Row %(row)s: %(why)s", row=row.number, why=why)))
    if batch.state != "applied":
        click.echo(say(Text("Nothing was stored. Mend the refused rows, or use --partial for the others.")))
