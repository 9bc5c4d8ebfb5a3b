"""Blank contracts on paper: the monthly request, the records of a month, the balance (F-39, P-26)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.exc import NoResultFound

from app.customers.stationery.feature import SEE
from app.customers.stationery.papers_of_months import KEPT, balance_rows, issue_rows, report_rows, transfer_rows
from app.customers.stationery.queries import months
from app.customers.stationery.rules_need import days_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office

EMPTY_ROWS = 12
Rows = Callable[[str, Actor], Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading and the style class of its cells."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a record."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """A record of a month ready for print."""

    office: str
    month: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """A monthly request ready for print; figures as words."""

    number: str
    customer_id: int | None
    office: str
    kind: str
    month: str
    stock: str
    issued: str
    expected: str
    reserve: str
    computed: str
    wanted: str
    reason: str
    asked_by: str


REQUEST_EXAMPLE = RequestPaper(
    "HL2611-001", None, "", "装饰合同", "2026-12", "9", "1", "12", "5", "7", "20", "年底活动，预计签单增多", "苏销"
)


def documents() -> list[Document]:
    """The request, the issue, transfer and report records (F-39), and the balance of a month (P-26)."""
    return [
        Document(
            key="stationery_request",
            chinese="合同领用申请单",
            english=Text("Monthly request for contracts"),
            papers=("a5", "a4"),
            template="print/stationery_request.html",
            permission=SEE.name,
            load=request_paper,
            form_no="F-39-1",
            copies=("一、客户经理存", "二、合同保管人存"),
            example=lambda: REQUEST_EXAMPLE,
            signatures=(N_("Customer manager"), N_("Store manager")),
            used=Text("On the page of a monthly request"),
        ),
        _record("issues", "合同发放登记", Text("Contract issue log"), "F-39-2", issue_rows,
                (N_("Issued by"), N_("Customer manager"))),
        _record("transfers", "合同传递记录", Text("Contract transfer record"), "F-39-3", transfer_rows,
                (N_("Customer manager"), N_("Store manager"))),
        _record("reports", "合同上报记录", Text("Contract report record"), "F-39-4", report_rows,
                (N_("Customer manager"), N_("Finance"))),
        _record("balance", "合同文本收支结存表", Text("Contract stationery balance"), "P-26", balance_rows,
                (N_("Customer manager"), N_("Store manager"), N_("Finance"))),
    ]  # fmt: skip


def request_paper(_actor: Actor, subject_id: int) -> RequestPaper:
    """A request with the figures it was computed from. Raises NoResultFound."""
    one, kind = months.request_(subject_id)
    figures = (str(one.stock), str(one.issued), str(one.expected), str(one.reserve), str(one.computed), str(one.wanted))
    return RequestPaper(one.number, None, office().name, kind, one.month, *figures, one.reason or "", one.made_by)


def _record(key: str, chinese: str, english: Text, form_no: str, rows: Rows, signatures: tuple[str, ...]) -> Document:
    example, headings = KEPT[key]
    return Document(
        key=f"stationery_{key}",
        chinese=chinese,
        english=english,
        papers=("a4-landscape",),
        template="print/stationery_month.html",
        permission=SEE.name,
        load=partial(_load, headings, rows),
        form_no=form_no,
        official=False,
        example=partial(_paper, headings, "2026-11", example),
        blank=partial(_paper, headings, "", [("",) * len(headings)] * EMPTY_ROWS),
        signatures=signatures,
        paged=True,
        used=Text("On the balance of contract stationery, by month"),
    )


def _load(
    headings: Sequence[str], rows: Callable[..., Sequence[tuple[str, ...]]], actor: Actor, month: int
) -> MonthPaper:
    """A record of a month (202611). Raises NoResultFound for what is no month."""
    name = f"{month // 100:04d}-{month % 100:02d}"
    try:
        days_of(name)
    except Refused:
        raise NoResultFound(f"no month {month}") from None
    return _paper(headings, name, rows(name, actor))


def _paper(headings: Sequence[str], month: str, rows: Sequence[tuple[str, ...]]) -> MonthPaper:
    columns = tuple(Heading(words, "f-note" if words in ("备注", "用途") else "") for words in headings)
    return MonthPaper(office().name, month, columns, tuple(Row(tuple(cells)) for cells in rows))
