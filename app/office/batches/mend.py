"""Sheets to fill in: the refused rows of an import with why each was refused, and an empty one."""

from __future__ import annotations

import io
from collections.abc import Sequence

from app.domain.text import Text
from app.exchange.columns import Column
from app.exchange.write import ExportColumn, write_xlsx
from app.office.batches.kinds import ImportKind, kind_of
from app.office.batches.models import Batch
from app.office.batches.queries import refused_rows
from app.office.batches.sentences import sentence
from app.web.language import ENGLISH, say


def refused_sheet(batch: Batch, language: str) -> bytes:
    """The refused rows of an import as XLSX; what is mended in it can be imported as it is."""
    columns = kind_of(batch.kind).columns
    why = say(Text("Why it was refused"))
    rows = (
        [*(row.cells.get(column.key) for column in columns), say(sentence(row.reason)) if row.reason else None]
        for row in refused_rows(batch.id)
    )
    stream = io.BytesIO()
    write_xlsx(stream, [ExportColumn(name, "text") for name in [*_headings(columns, language), why]], rows, title=why)
    return stream.getvalue()


def blank_sheet(kind: ImportKind, language: str) -> bytes:
    """The sheet of this kind with nothing but its header, as XLSX; what must be filled in bears a star."""
    headings = _headings(kind.columns, language)
    starred = [f"{name}*" if one.required else name for name, one in zip(headings, kind.columns, strict=True)]
    stream = io.BytesIO()
    write_xlsx(stream, [ExportColumn(name, "text") for name in starred], [], title=say(kind.label))
    return stream.getvalue()


def _headings(columns: Sequence[Column], language: str) -> list[str]:
    return [column.english if language == ENGLISH else column.chinese for column in columns]
