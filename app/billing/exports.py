"""Lists that leave the office as spreadsheets: each feature of billing offers its own, one way writes them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from flask_babel import get_locale

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.write import ExportColumn, Kind, write_csv, write_xlsx
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from app.web import registry
from app.web.feature import Action, Permission
from app.web.language import CHINESE, say

EXPORTED = Action("billing.exported", Text("%(list)s of %(period)s exported to %(file)s"))
SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an export under its Chinese and its English heading (exchange-files.md)."""

    chinese: str
    english: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Export:
    """A list that leaves the office: `rows(actor, period)` gives what this actor may see, cells as `fields` say.

    Offered by a feature's hook `exports() -> [Export]`; the command line calls it by `name`.
    """

    name: str
    label: Text
    permission: Permission
    fields: Sequence[Field]
    rows: Callable[[Actor, str], Iterable[Sequence[object]]]


def all_exports() -> list[Export]:
    """Every list that some feature offers, in the order of the features."""
    return [one for offer in registry.hooked("exports") for one in offer()]


def export_named(name: str, by: Actor) -> Export:
    """The list of this name. Raises Refused where there is none or this actor may not have it."""
    found = next((one for one in all_exports() if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in all_exports())
        raise Refused(Text("There is no list %(name)s. Lists: %(names)s.", name=name[:40], names=names))
    if not by.may(found.permission.name):
        raise Refused(Text("You may not take this list out of the office."))
    return found


def write_export(export: Export, period: str, stream: BinaryIO, filename: str, *, by: Actor) -> int:
    """Record who takes the list out, then write it into `stream`; return how many rows that were.

    The suffix of `filename` chooses between XLSX and CSV; others are Refused. Headings are in the reader's language.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused(Text("Please give a file name that ends with %(suffixes)s.", suffixes=" / ".join(SUFFIXES)))
    with unit_of_work(by=by):
        facts = {"list": export.name, "period": period, "file": PurePath(filename).name}
        record(EXPORTED, f"export:{export.name}", facts=facts)
    chinese = str(get_locale()) == CHINESE
    columns = [ExportColumn(one.chinese if chinese else one.english, one.kind) for one in export.fields]
    counted = _Counted(export.rows(by, period))
    if suffix == ".csv":
        write_csv(stream, columns, counted)
    else:
        write_xlsx(stream, columns, counted, title=f"{say(export.label)} {period}")
    return counted.count


class _Counted:
    """Rows that are counted while they pass."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self.rows:
            self.count += 1
            yield row
