"""The statistics on paper: daily counts, weekly and monthly analysis of visitors, calls and deals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.reception.statistics import queries, rules, words
from app.reception.statistics.feature import SEE
from app.reception.statistics.rules import DAY, MONTH, WEEK, Span
from app.web.language import say

CHINESE = {DAY: "来人来电统计表", WEEK: "周来人来电统计成交状况分析表", MONTH: "月来人来电统计成交状况分析表"}
ENGLISH = {
    DAY: Text("Visitor and call statistics"),
    WEEK: Text("Weekly visitor, call and deal analysis"),
    MONTH: Text("Monthly visitor, call and deal analysis"),
}
FORMS = {DAY: "F-11", WEEK: "F-12", MONTH: "F-13"}
SHOWN = ("visits", "first_visits", "received", "deals", "no_shows", "left", "calls", "first_calls", "invited")


@dataclass(frozen=True, slots=True)
class LinePaper:
    """A line: its name and its figures, in the order of the headings."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePaper:
    """A table with its title."""

    title: str
    lines: tuple[LinePaper, ...]


@dataclass(frozen=True, slots=True)
class StatisticsPaper:
    """The statistics of a span ready for print."""

    office: str
    span: str
    printed_on: str
    total: LinePaper
    waits: str
    receptions: str
    analysis: str
    tables: tuple[TablePaper, ...]


EXAMPLE = StatisticsPaper(
    office="",
    span="2026-11-20",
    printed_on="2026-11-20",
    total=LinePaper("合计", ("18", "9", "16", "3", "1", "1", "12", "7", "5")),
    waits="6 分钟；九成在 14 分钟以内",
    receptions="24 分钟；九成在 50 分钟以内",
    analysis="周五来访集中在上午，建议增加一名值台人员。",
    tables=(
        TablePaper(
            "按来访事由",
            (
                LinePaper("看房", ("11", "8", "10", "3", "0", "1", "9", "7", "5")),
                LinePaper("缴费", ("7", "1", "6", "0", "1", "0", "3", "0", "0")),
            ),
        ),
    ),
)


def documents() -> list[Document]:
    """F-11, F-12 and F-13; they show the state of the day of the print."""
    return [_document(period) for period in rules.PERIODS]


def paper_of(span: Span) -> tuple[str, int]:
    """The kind of paper of a span and its subject, which is its first day as a number (20261120)."""
    return f"statistics_{span.period}", int(f"{span.first_on:%Y%m%d}")


def _document(period: str) -> Document:
    return Document(
        key=f"statistics_{period}",
        chinese=CHINESE[period],
        english=ENGLISH[period],
        papers=("a4-landscape",),
        template="print/statistics.html",
        permission=SEE.name,
        load=partial(_load, period),
        form_no=FORMS[period],
        official=False,
        example=lambda: EXAMPLE,
        signatures=(N_("Made by"), N_("Manager")),
        paged=True,
        used=Text("On the page of the statistics"),
    )


def _load(period: str, _actor: Actor, subject_id: int) -> StatisticsPaper:
    """The statistics of the span that begins on this day (20261120). Raises NoResultFound for what is none."""
    span = rules.span_of(period, _day(subject_id))
    figures, said = queries.figures(span), queries.analyses(span)
    purposes, people = queries.names()
    return StatisticsPaper(
        office=office().name,
        span=span.name,
        printed_on=clock.today().isoformat(),
        total=LinePaper("", _figures(figures.total)),
        waits=words.times_said(figures.waits),
        receptions=words.times_said(figures.receptions),
        analysis=said[0].text if said else "",
        tables=tuple(_table(one) for one in words.tables(figures, purposes, people)),
    )


def _table(table: words.Table) -> TablePaper:
    lines = tuple(LinePaper(row.name, _figures(row.count)) for row in table.rows)
    return TablePaper(say(table.title), lines)


def _figures(count: rules.Count) -> tuple[str, ...]:
    return tuple(str(getattr(count, name)) for name in SHOWN)


def _day(number: int) -> date:
    try:
        return datetime.strptime(str(number), "%Y%m%d").date()
    except ValueError:
        raise NoResultFound(f"no day {number}") from None
