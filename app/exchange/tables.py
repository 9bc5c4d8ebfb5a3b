"""The tables in a file, as rows of plain texts: one for each sheet of a workbook, one for each way to split a text."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.files import Kind, encrypted, kind_of, too_demanding, too_many_rows, unreadable

RawRow = tuple[int, list[str], bool]
"""Row number as the clerk counts, the texts of the cells, and whether a number of more than 15 digits lost some."""

_CHILD = Path(__file__).with_name("workbook_child.py")
_SECONDS = 180
_SEPARATORS = (",", ";", "\t")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook, or a text split in one of the possible ways; `rows` starts from the top at each call."""

    name: str
    rows: Callable[[], Iterator[RawRow]]


def tables_in(path: Path) -> list[Table]:
    """The tables of the file at `path`, in its order. Raises Refused where it is no spreadsheet that can be read."""
    if kind_of(path) is Kind.WORKBOOK:
        return _sheets(_run_child(path))
    text = _decoded(path.read_bytes())
    return [Table("", partial(_split, text, separator)) for separator in _SEPARATORS]


def _run_child(path: Path) -> list[bytes]:
    """Let the reader work in its own process; its answer as JSON lines."""
    with TemporaryFile() as answer:
        command = [sys.executable, "-I", str(_CHILD), str(path.resolve())]
        try:
            ended = subprocess.run(command, stdout=answer, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise too_demanding() from None
        if ended.returncode:
            raise _refusal(ended.returncode)
        answer.seek(0)
        return answer.read().splitlines()


def _refusal(status: int) -> Refused:
    """The sentence for an exit status of the child (see there)."""
    return {3: encrypted(), 4: unreadable(), 5: too_many_rows()}.get(status, too_demanding())


def _sheets(lines: list[bytes]) -> list[Table]:
    """Cut the child's answer at the names of the sheets."""
    starts = [place for place, line in enumerate(lines) if line.startswith(b'"')]
    ends = [*starts[1:], len(lines)]
    return [
        Table(json.loads(lines[start]), partial(map, _raw_row, lines[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _raw_row(line: bytes) -> RawRow:
    number, cells, digits_lost = json.loads(line)
    return number, cells, digits_lost


def _decoded(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without mark, UTF-16 with mark ("Unicode text" of Excel), else GB18030."""
    encodings = [_MARKS[data[:2]]] if data[:2] in _MARKS else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not text.lstrip().startswith(("<", "%PDF", "{\\rtf")):
            return text
    raise unreadable()


def _split(text: str, separator: str) -> Iterator[RawRow]:
    """Cut a text into rows; blank ones are counted and left out. Raises Refused at a quotation mark without its end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                yield number, cells, False
    except csv.Error:
        raise Refused(
            Text("The row after row %(row)s cannot be read: look for a stray quotation mark.", row=number)
        ) from None
