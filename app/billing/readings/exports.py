"""The readings of a month as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.billing.exports import Export, Field
from app.billing.readings.feature import SEE
from app.billing.readings.queries.items import rows_of
from app.billing.readings.rules import read_period
from app.billing.readings.sentences import HOLDS
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.language import say

FIELDS = (
    Field("户号", "account"),
    Field("户名", "name"),
    Field("表号", "meter"),
    Field("册号", "book"),
    Field("册内序号", "position", "number"),
    Field("上期读数", "previous", "volume"),
    Field("抄表日期", "read_on", "date"),
    Field("本期读数", "reading", "volume"),
    Field("气量", "volume", "volume"),
    Field("暂停原因", "held"),
    Field("抄表员", "reader"),
)


def exports() -> list[Export]:
    """The list of readings (see exchange files)."""
    return [Export("readings", Text("Meter readings"), SEE, FIELDS, _rows)]


def _rows(actor: Actor, period: str) -> Iterator[Sequence[object]]:
    for *known, held, reader in rows_of(read_period(period), actor):
        yield (*known, say(Text(HOLDS[held])) if held else None, reader)
