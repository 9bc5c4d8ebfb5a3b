"""Registers on paper: a month or year as it stands, and empty sheets for writing by hand (O-05, O-06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.office.registers import queries, rules
from app.office.registers.feature import SEE
from app.office.registers.kinds import Register, registers
from app.office.registers.models import RegisterEntry
from app.office.registers.queries import Filters, Line
from app.office.registers.words import cells_of, number_of
from app.web.filters import moment
from app.web.language import say

WIDTHS = {"note": "f-note", "line": "", "person": "f-short", "day": "f-short", "number": "num", "yes": "f-yes"}
EMPTY_ROWS = 14
LATER, CORRECTS, STRUCK_OUT = "补登", "更正", "作废"  # words of the paper, the same in every language


@dataclass(frozen=True, slots=True)
class HeadingPaper:
    """A column's heading and the style class of its cells."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class LinePaper:
    """A line or a correction; `state` is "replaced" for what no longer holds."""

    number: str
    day: str
    cells: tuple[str, ...]
    made_by: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A month or year of a register ready for print."""

    office: str
    monthly: bool
    period: str
    printed_on: str
    headings: tuple[HeadingPaper, ...]
    rows: tuple[LinePaper, ...]


def documents() -> list[Document]:
    """A form for each register, archived by month or year; it shows the state of the day and is never frozen."""
    return [_document(one) for one in registers().values()]


def _document(register: Register) -> Document:
    return Document(
        key=f"register_{register.key}",
        chinese=register.chinese,
        english=register.label,
        papers=("a4-landscape",),
        template="print/register.html",
        permission=SEE.name,
        load=partial(_load, register),
        form_no=register.form_no,
        official=False,
        copies=(register.keeper,) if register.keeper else (),
        example=partial(_example, register),
        blank=partial(_blank, register),
        paged=True,
        used=Text("On the page of the register, by month")
        if register.monthly
        else Text("On the page of the register, by year"),
    )


def _load(register: Register, _actor: Actor, subject_id: int) -> RegisterPaper:
    """A month (202611) or year (2026) of a register. Raises NoResultFound for what is none."""
    digits = str(subject_id)
    try:
        period = rules.read_period(register, "-".join(filter(None, (digits[:4], digits[4:]))))
    except Refused:
        raise NoResultFound(f"no period {subject_id}") from None
    lines = queries.lines(register, Filters(period))
    return _paper(register, period, [row for one in lines for row in _rows(register, one)])


def _rows(register: Register, line: Line) -> list[LinePaper]:
    return [_row(register, line, one) for one in line.written]


def _row(register: Register, line: Line, entry: RegisterEntry) -> LinePaper:
    correction = entry is not line.entry
    return LinePaper(
        number=number_of(entry),
        day="" if correction else f"{entry.day:%m-%d}",
        cells=tuple(cells_of(register, entry)),
        made_by=entry.made_by,
        note=_note(line, entry),
        state="" if entry is line.holds else "replaced",
    )


def _note(line: Line, entry: RegisterEntry) -> str:
    if entry is line.entry:
        return f"{LATER} {moment(entry.made_at)}" if queries.is_later(entry) else ""
    what = CORRECTS if entry.cells else STRUCK_OUT
    return f"{what} {number_of(line.entry)}：{entry.reason}（{moment(entry.made_at)}）"


def _paper(register: Register, period: str, rows: Sequence[LinePaper]) -> RegisterPaper:
    headings = tuple(HeadingPaper(_heading(one.chinese, one.label), WIDTHS[one.kind]) for one in register.columns)
    printed_on = clock.today().isoformat() if period else ""
    return RegisterPaper(office().name, register.monthly, period, printed_on, headings, tuple(rows))


def _heading(chinese: str, label: Text) -> str:
    said = say(label)
    return chinese if office().language != "en" else f"{chinese} {said}"


def _example(register: Register) -> RegisterPaper:
    period = "2026-11" if register.monthly else "2026"
    rows = [
        LinePaper(f"2026-{n:04}", f"11-{n + 1:02}", cells, "陈收", "", "")
        for n, cells in enumerate(register.example, 1)
    ]
    return _paper(register, period, rows)


def _blank(register: Register) -> RegisterPaper:
    empty = LinePaper("", "", ("",) * len(register.columns), "", "", "")
    return _paper(register, "", [empty] * EMPTY_ROWS)
