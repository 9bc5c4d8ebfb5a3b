"""The program that opens a workbook, run by `workbook.py` in a process of its own: it imports nothing of the office.

Two cells in far corners make the reader ask for half a terabyte and abort the process, and a long parse would keep
the interpreter's lock from the people at the desks; so the reader runs here, under limits of memory, time and output.

Writes JSON lines: a string opens a sheet of that name, a list `[row number, [cell, …], digits lost]` is a row that is
not blank. Exits 0, 3 (password), 4 (no workbook) or 5 (too many rows); any other end means that a limit was hit.
"""

from __future__ import annotations

import datetime
import io
import json
import resource
import sys
from collections.abc import Iterator
from decimal import Context, Decimal
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

PASSWORD, UNREADABLE, TOO_MANY_ROWS = 3, 4, 5
MOST_ROWS = 200_000

_GIGABYTE = 1024**3
_LIMITS = {
    resource.RLIMIT_AS: _GIGABYTE,
    resource.RLIMIT_FSIZE: _GIGABYTE // 4,
    resource.RLIMIT_CPU: 120,
    resource.RLIMIT_CORE: 0,
}
_AS_SHOWN = Context(prec=15)
_LEAST_INEXACT = 10**15


def cell_text(value: object) -> str:
    """The text of a cell as the clerk sees it: 12.0 is "12", 1.38E+10 is "13800000000", days are ISO dates.

    A spreadsheet shows 15 digits of a number, so 0.30000000000000004 is "0.3".
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        written = f"{_AS_SHOWN.create_decimal(Decimal(repr(value + 0.0))):f}"  # + 0.0 takes the sign from -0.0
        return written.rstrip("0").rstrip(".") if "." in written else written
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def rows_of(sheet: CalamineSheet) -> Iterator[tuple[int, list[str], bool]]:
    """The rows that are not blank: number as the spreadsheet counts, texts, and whether long numbers lost digits."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [cell_text(value) for value in row]
        if any(cells):
            yield number, cells, any(isinstance(value, float) and abs(value) >= _LEAST_INEXACT for value in row)


def emit(path: str) -> int:
    """Print every visible sheet of the workbook at `path`; return the exit status."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))  # by content, not by the file's name
    for place, sheet in enumerate(book.sheets_metadata):
        if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.visible is not SheetVisibleEnum.Visible:
            continue
        print(json.dumps(sheet.name))
        for count, row in enumerate(rows_of(book.get_sheet_by_index(place))):
            if count >= MOST_ROWS:
                return TOO_MANY_ROWS
            print(json.dumps(row))
    return 0


def main() -> int:
    """Set the limits, then read the file named on the command line."""
    for limit, amount in _LIMITS.items():
        resource.setrlimit(limit, (amount, amount))
    try:
        return emit(sys.argv[1])
    except PasswordError:
        return PASSWORD
    except (CalamineError, OSError):
        return UNREADABLE


if __name__ == "__main__":
    sys.exit(main())
