"""What the archive answers to the journal, and the register of the office that it puts away itself."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from app.customers.archive.kinds import MonthlyRegister
from app.domain.text import N_, Text
from app.office.registers import queries
from app.office.registers.kinds import RegisterColumn, registers

HANDOVER = "handover"  # 日转交客户登记表 (F-36), a register of the office below
LABELS = {"place": N_("Where it is kept"), "sheets": N_("What is bound")}


def fact_labels() -> dict[str, Text]:
    """How the fields of a bound file are called in history."""
    return {f"archived.{key}": Text(label) for key, label in LABELS.items()}


def monthly_registers() -> list[MonthlyRegister]:
    """The daily hand-over register (F-36), where the office keeps it."""
    one = registers().get(HANDOVER)
    return [MonthlyRegister(HANDOVER, one.chinese, one.label, _rows, _url)] if one else []


def _rows(month: str) -> Sequence[Sequence[str]]:
    one = registers()[HANDOVER]
    return [
        (str(line.entry.number), line.entry.day.isoformat(), line.entry.made_by, *_cells(line, one.columns))
        for line in queries.lines(one, queries.Filters(month))
    ]


def _cells(line: queries.Line, columns: Sequence[RegisterColumn]) -> list[str]:
    return [str(line.holds.cells.get(column.key) or "") for column in columns]


def _url(month: str) -> str:
    return url_for("registers.show", key=HANDOVER, period=month)
