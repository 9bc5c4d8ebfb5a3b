"""The commands about price lists: `quote`, which needs no database, and `tariff-import`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from flask import Flask
from flask.cli import with_appcontext

from app.billing.cli import billing
from app.billing.tariffs.checks import LARGEST_HOUSEHOLD
from app.billing.tariffs.feature import ENTER
from app.billing.tariffs.files import LARGEST_FILE, read_tariff
from app.billing.tariffs.pricelist import PriceList
from app.billing.tariffs.quote import Quote, quote, quote_as_dict, quote_as_text
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import Actor
from app.domain.decimals import decimal_units, within
from app.domain.errors import Refused
from app.domain.text import Text
from app.domain.volume import parse_volume
from app.office.access.commands import REFUSED_STATUS, OneLine, acting, one_line
from app.web.guard import PUBLIC, requires
from app.web.language import say

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Value = TypeVar("_Value")


def set_up(app: Flask) -> None:
    """Add the commands to the billing group."""
    billing.add_command(quote_command)
    billing.add_command(import_command)
    app.cli.add_command(billing)


@click.command("quote", cls=OneLine)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--volume", required=True, metavar="V", help="Volume to price, in m³; negative for a correction.")
@click.option("--before", default="0", metavar="C", help="Volume billed before in the same cycle, in m³.")
@click.option("--on", metavar="YYYY-MM-DD", help="Day that chooses the season; default: the list's first day.")
@click.option("--persons", metavar="N", help="Size of the household.")
@click.option("--use", metavar="KIND", help="Use of the gas; default: general.")
@click.option("--json", "as_json", is_flag=True, help="Print the quote as JSON.")
@requires(PUBLIC)
def quote_command(
    file: Path, volume: str, before: str, on: str | None, persons: str | None, use: str | None, as_json: bool
) -> None:
    """Print what a volume costs under the price list in FILE, line by line (tariff-files.md).

    Exit status 0; 2, with one line on standard error, for input that is refused.
    """
    try:
        quoted = quote(
            _pricelist(file),
            volume=_option("--volume", parse_volume, volume),
            before=_option("--before", parse_volume, before),
            on=_option("--on", _day, on) if on is not None else None,
            persons=_option("--persons", _persons, persons) if persons is not None else None,
            use=use,
        )
    except Refused as refusal:
        click.echo(one_line(say(refusal.text)), err=True)
        raise click.exceptions.Exit(REFUSED_STATUS) from None
    click.echo(_as_json(quoted) if as_json else quote_as_text(quoted, say))


@click.command("tariff-import", cls=OneLine)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was stored as JSON.")
@with_appcontext
@acting(ENTER)
def import_command(file: Path, as_json: bool, by: Actor) -> None:
    """Store the price list in FILE; it counts as approved (tariff-files.md)."""
    stored = enter_tariff(_pricelist(file), by=by)
    facts = {
        "tariff": stored.id,
        "name": stored.name,
        "category": stored.category,
        "valid_from": stored.valid_from.isoformat(),
    }
    sentence = Text("Price list %(name)s stored, in force from %(valid_from)s.", **facts)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else say(sentence))


def _pricelist(file: Path) -> PriceList:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Refused(
            Text(
                "The file %(file)s cannot be read: %(reason)s.", file=click.format_filename(file), reason=error.strerror
            )
        ) from None
    return read_tariff(data)


def _option(name: str, parse: Callable[[str], _Value], text: str) -> _Value:
    try:
        return parse(text)
    except Refused as refusal:
        raise Refused(Text("%(option)s: %(reason)s", option=name, reason=refusal.text)) from None


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(Text("“%(text)s” is no date. Write it like 2026-01-31.", text=text[:60]))


def _persons(text: str) -> int:
    return within(decimal_units(text, 0), 1, LARGEST_HOUSEHOLD, 0)


def _as_json(quoted: Quote) -> str:
    return json.dumps(quote_as_dict(quoted), ensure_ascii=False, indent=2)
