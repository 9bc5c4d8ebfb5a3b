"""The registers of a day on paper (F-02 to F-05, F-32, F-35), as they stand, with what was corrected struck through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.switches import office
from app.office.staff.queries import colleagues
from app.reception.register import examples
from app.reception.register.addresses import day_in
from app.reception.register.books import BOOKS, Book, Column, columns_of
from app.reception.register.feature import SEE
from app.reception.register.models import RegisterCorrection
from app.reception.register.papers import papers
from app.reception.register.policy import RegisterPolicy
from app.reception.register.queries import days, lines
from app.reception.register.queries.lines import Filters, Line
from app.reception.register.rules import ANALYSIS, REVIEWS
from app.reception.register.words import cell
from app.web.filters import moment
from app.web.language import say

EMPTY_ROWS = 10
WIDTHS = {"time": "f-yes", "whole": "f-yes", "first_time": "f-short", "person": "f-short", "day": "f-short"}


@dataclass(frozen=True, slots=True)
class HeadingPaper:
    """A column's heading and the style class of its cells."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class RowPaper:
    """A line: what holds, in the order of the columns, what stood there before (empty: nothing), and remarks."""

    number: str
    cells: tuple[str, ...]
    struck: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookPaper:
    """A register of a day ready for print."""

    office: str
    day: str
    of_person: bool
    person: str
    state: str
    keeper: str
    retention: str
    headings: tuple[HeadingPaper, ...]
    rows: tuple[RowPaper, ...]


def documents() -> list[Document]:
    """The registers of a day, the minutes and the call list; they show the state of the moment and are not frozen."""
    return [*(_document(one) for one in BOOKS.values()), *papers()]


def _document(book: Book) -> Document:
    return Document(
        key=f"desk_{book.key}",
        chinese=book.chinese,
        english=book.label,
        papers=("a4-landscape",),
        template="print/day_register.html",
        permission=SEE.name,
        load=partial(_load, book),
        form_no=book.form_no,
        arguments=("staff",) if book.of_person else (),
        official=False,
        example=partial(_example, book),
        blank=partial(_paper, book, "", "", "", [RowPaper("", ("",) * len(book.columns), (), ())] * EMPTY_ROWS),
        signatures=(N_("Filled in by"), N_("Reviewed by")),
        paged=True,
        used=Text("On the page of the register, by day"),
    )


def _load(book: Book, actor: Actor, subject_id: int, staff: str = "") -> BookPaper:
    """A register of a day. Raises NoResultFound for what is no day, and where nobody is named whose it is."""
    day = day_in(subject_id)
    names = {str(one): name for one, name in colleagues()}
    if book.of_person and staff not in names:
        raise NoResultFound(f"{book.key} of nobody")
    found = lines.lines(book, Filters(day, day, int(staff) if book.of_person else None), actor)
    state, _ = REVIEWS[days.one_day(day).state]
    return _paper(book, day.isoformat(), names.get(staff, ""), say(Text(state)), [_row(book, one) for one in found])


def _row(book: Book, line: Line) -> RowPaper:
    cells = [cell(line, key) for key in book.columns]
    return RowPaper(
        line.number,
        tuple(now for now, _ in cells),
        tuple("、".join(before) for _, before in cells),
        tuple(_remark(book, one.field, one.reason, one.by_name, moment(one.at)) for one in _told(book, line)),
    )


def _told(book: Book, line: Line) -> list[RegisterCorrection]:
    return [one for one in line.corrections if one.field in book.columns and one.field != ANALYSIS]


def _remark(book: Book, field: str, reason: str, by: str, at: str) -> str:
    words = next(column.chinese for column in columns_of(book) if column.key == field)
    return f"更正 {words}：{reason}（{by} {at}）"


def _paper(book: Book, day: str, person: str, state: str, rows: Sequence[RowPaper]) -> BookPaper:
    settings = policy.of(RegisterPolicy)
    headings = tuple(HeadingPaper(_heading(one), WIDTHS.get(one.kind, "")) for one in columns_of(book))
    return BookPaper(
        office().name, day, book.of_person, person, state, settings.keeper, settings.retention, headings, tuple(rows)
    )


def _heading(column: Column) -> str:
    return column.chinese if office().language != "en" else f"{column.chinese} {say(column.label)}"


def _example(book: Book) -> BookPaper:
    """Three made-up lines, of which the second was corrected."""
    rows = []
    for n, values in enumerate(examples.CALLS if book.subject == "call" else examples.VISITS, 1):
        cells = tuple(values.get(key, "") for key in book.columns)
        corrected = n == 2
        struck = tuple("王晓明" if corrected and key == "name" else "" for key in book.columns)
        remarks = (_remark(book, "name", "姓名听错", "方前", "2026-11-20 11:05"),) if corrected else ()
        rows.append(RowPaper(values["number"], cells, struck, remarks))
    person = "苏销" if book.of_person else ""
    reviewed, _ = REVIEWS["valid"]
    return _paper(book, "2026-11-20", person, say(Text(reviewed)), rows)
