"""The punctuality of filing on paper (P-29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.filing import punctuality
from app.customers.filing.feature import SEE
from app.customers.filing.punctuality import COLUMNS, Line
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say

KEY = "filing_punctuality"


@dataclass(frozen=True, slots=True)
class LinePaper:
    """A department and its figures, in the order of the headings."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PunctualityPaper:
    """The punctuality of a month ready for print."""

    office: str
    month: str
    printed_on: str
    lines: tuple[LinePaper, ...]
    total: LinePaper


EXAMPLE = PunctualityPaper(
    office="",
    month="2026-10",
    printed_on="2026-11-02",
    lines=(
        LinePaper("销售部", ("12", "1", "8", "2", "0", "3", "86 %")),
        LinePaper("客户服务部", ("3", "0", "5", "0", "0", "0", "100 %")),
    ),
    total=LinePaper("合计", ("15", "1", "13", "2", "0", "3", "90 %")),
)


def documents() -> list[Document]:
    """The monthly table (hook `documents`); its subject is the month as a number (202611)."""
    return [
        Document(
            key=KEY,
            chinese="建档及变更报送及时率统计表",
            english=Text("Punctuality of filing"),
            papers=("a4-landscape",),
            template="print/punctuality.html",
            permission=SEE.name,
            load=_load,
            form_no="P-29",
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Made by"), N_("Manager")),
            paged=True,
            used=Text("On the page of the punctuality of filing"),
        )
    ]


def figures(line: Line) -> tuple[str, ...]:
    """The figures of a line, in the order of the headings, with the per cent last."""
    percent = "–" if line.percent is None else f"{line.percent} %"
    return (*(str(getattr(line, name)) for name in COLUMNS), percent)


def _load(actor: Actor, subject_id: int) -> PunctualityPaper:
    """The table of the month 202611. Raises NoResultFound for what is no month."""
    found = punctuality.report(_month(subject_id), actor)
    lines = tuple(LinePaper(name, figures(line)) for name, line in punctuality.named(found, say(Text("Nobody's"))))
    total = LinePaper(say(Text("Total")), figures(found.total))
    return PunctualityPaper(office().name, f"{found.month:%Y-%m}", clock.today().isoformat(), lines, total)


def _month(number: int) -> date:
    year, month = divmod(number, 100)
    if not (1900 < year < 2200 and 1 <= month <= 12):
        raise NoResultFound(f"no month {number}")
    return date(year, month, 1)
