"""Spreadsheets in: find the header, give every row its cells by column, say what was left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.cells import tidy
from app.exchange.columns import Column
from app.exchange.files import MOST_ROWS, too_many_rows
from app.exchange.tables import Table, tables_in

HEADER_WITHIN = 10

_NAMED_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header: its number as the clerk sees it, and the tidied text of each known column by key.

    A column that the file does not have is "".
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was read: the row number of the header, the rows that are not blank, and what the clerk should know."""

    header_row: int
    rows: tuple[Row, ...]
    notices: tuple[Text, ...]


@dataclass(frozen=True)
class _Header:
    """A row that names columns: place in the row of each known key, and the headings nobody knows."""

    row: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def read_sheet(path: Path, columns: Sequence[Column], *, filename: str | None = None) -> Sheet:
    """Read the table at `path` (XLSX, XLS, ODS, CSV) whose header names `columns`, in any order, within ten rows.

    `filename` is what the clerk calls the file, where `path` has another name. Formulas count with the
    result that the spreadsheet stored. Raises Refused, with a sentence for the clerk, for files that cannot be read,
    have no header, lack a required column, have a column twice, or hold more than 150,000 rows.
    """
    tables = tables_in(path)
    found = [(table, header) for table in tables if (header := _find_header(table, columns))]
    if not found:
        raise _no_header(filename or path.name, columns)
    table, header = max(found, key=lambda pair: _completeness(pair[1], columns))
    _check_header(header, columns)
    rows, inexact = _rows_below(table, header, dict.fromkeys((column.key for column in columns), ""))
    return Sheet(header.row, rows, tuple(_notices(tables, table, header, inexact)))


def _folded(heading: str) -> str:
    """A heading as it is compared: half-width, small letters, without blanks, underscores, stars and colons."""
    return re.sub(r"[\s_*:]", "", unicodedata.normalize("NFKC", tidy(heading))).casefold()


def _find_header(table: Table, columns: Sequence[Column]) -> _Header | None:
    """The row among the first ten that names most columns; None where none names any."""
    top = takewhile(lambda row: row[0] <= HEADER_WITHIN, table.rows())
    try:
        headers = [_header(number, cells, columns) for number, cells, _ in top]
    except Refused:  # split at the wrong separator; the right one reports the row when it is read
        return None
    named = [header for header in headers if header.places]
    return max(named, key=lambda header: len(header.places), default=None)


def _header(number: int, cells: Sequence[str], columns: Sequence[Column]) -> _Header:
    headings = [_folded(heading) for heading in cells]
    places = _places(headings, columns)
    taken = set(places.values())
    known = {headings[place] for place in taken} | {name for column in columns for name in _own_names(column)}
    left = [(heading in known, tidy(cells[place])) for place, heading in enumerate(headings) if place not in taken]
    unknown, twice = (tuple(name for known, name in left if known is again and name) for again in (False, True))
    return _Header(number, places, unknown, twice)


def _places(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands by its own names; for those that do not, by what else they are called."""
    names = [(column.key, _own_names(column)) for column in columns]
    names += [(column.key, [_folded(name) for name in column.also]) for column in columns]
    places: dict[str, int] = {}
    for key, called in names:
        found = (headings.index(name) for name in called if name in headings)
        place = next((place for place in found if place not in places.values()), None)
        if place is not None:
            places.setdefault(key, place)
    return places


def _own_names(column: Column) -> list[str]:
    return [_folded(column.chinese), _folded(column.english)]


def _completeness(header: _Header, columns: Sequence[Column]) -> tuple[bool, int]:
    """The best table has all required columns, then the most columns; of equals the first is taken."""
    return not _missing(header, columns), len(header.places)


def _missing(header: _Header, columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.required and column.key not in header.places]


def _names(columns: Sequence[Column]) -> str:
    return ", ".join(f"{column.chinese} / {column.english}" for column in columns)


def _no_header(filename: str, columns: Sequence[Column]) -> Refused:
    needed = [column for column in columns if column.required] or columns
    return Refused(
        Text(
            "%(file)s has no header in its first %(limit)s rows. Columns it needs: %(columns)s.",
            file=filename,
            limit=HEADER_WITHIN,
            columns=_names(needed),
        )
    )


def _check_header(header: _Header, columns: Sequence[Column]) -> None:
    if missing := _missing(header, columns):
        raise Refused(Text("Columns missing in row %(row)s: %(columns)s.", row=header.row, columns=_names(missing)))
    if header.twice:
        raise Refused(
            Text("Columns that stand twice in row %(row)s: %(columns)s.", row=header.row, columns=_listed(header.twice))
        )


def _rows_below(table: Table, header: _Header, empty: dict[str, str]) -> tuple[tuple[Row, ...], list[int]]:
    """The rows below the header that hold anything, and the numbers of those in which long numbers lost digits."""
    rows: list[Row] = []
    inexact: list[int] = []
    for number, raw, digits_lost in table.rows():
        cells = {key: tidy(raw[place]) for key, place in header.places.items() if place < len(raw)}
        if number <= header.row or not any(cells.values()):
            continue
        if len(rows) == MOST_ROWS:
            raise too_many_rows()
        rows.append(Row(number, empty | cells))
        inexact.extend([number] if digits_lost else [])
    return tuple(rows), inexact


def _listed(names: Sequence[object]) -> str:
    """The names with commas between them; of a long list the beginning."""
    shown = ", ".join(str(name) for name in names[:_NAMED_AT_MOST])
    return f"{shown} …" if len(names) > _NAMED_AT_MOST else shown


def _notices(tables: Sequence[Table], table: Table, header: _Header, inexact: Sequence[int]) -> Iterator[Text]:
    if table.name and any(next(other.rows(), None) for other in tables if other is not table):
        yield Text("Only the sheet “%(sheet)s” was read.", sheet=table.name)
    if header.unknown:
        yield Text("Unknown columns were ignored: %(columns)s.", columns=_listed(header.unknown))
    if inexact:
        yield Text(
            "Numbers with more than 15 digits lost their last digits in the spreadsheet; write the column as text. "
            "Rows: %(rows)s.",
            rows=_listed(inexact),
        )
