"""The refused rows as a sheet to mend: the same columns, and why each was refused."""

from __future__ import annotations

import io

from app.domain.text import Text
from app.exchange.write import ExportColumn, write_xlsx
from app.office.batches.kinds import kind_of
from app.office.batches.models import Batch
from app.office.batches.queries import refused_rows
from app.office.batches.sentences import sentence
from app.web.language import ENGLISH, say


def refused_sheet(batch: Batch, language: str) -> bytes:
    """The refused rows of an import as XLSX; what is mended in it can be imported as it is."""
    columns = kind_of(batch.kind).columns
    headings = [column.english if language == ENGLISH else column.chinese for column in columns]
    why = say(Text("Why it was refused"))
    rows = (
        [*(row.cells.get(column.key) for column in columns), say(sentence(row.reason)) if row.reason else None]
        for row in refused_rows(batch.id)
    )
    stream = io.BytesIO()
    write_xlsx(stream, [ExportColumn(name, "text") for name in [*headings, why]], rows, title=why)
    return stream.getvalue()
