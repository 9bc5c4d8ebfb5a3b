"""The monthly table on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import NoResultFound

from app import clock
from app.complaints.statistics import figures, queries, rules, words
from app.complaints.statistics.feature import SEE
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """The table of closed complaints of a month ready for print (客户投诉案件统计表, F-65)."""

    office: str
    month: str
    printed_on: str
    confirmed: str
    summary: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, ...], ...]
    causes: tuple[tuple[str, str, str], ...]
    words: str


EXAMPLE = MonthPaper(
    office="",
    month="2026-10",
    printed_on="2026-11-06",
    confirmed="2026-11-06 王主任（制造部、质量管理部、研发部负责人）",
    summary=(("受理", "9"), ("结案", "7"), ("成立", "5"), ("客户未接受", "1"), ("逾期结案", "1"), ("重新处理", "0")),
    cases=(
        ("261003", "板面划伤", "华南电子有限公司", "2026-10-19", "储运保管不良", "制造部", "11", "6,000.00",
         "成型组 70 %；包装组 30 %", "改善措施：2，有效：1，进行中：1"),
    ),
    causes=(("储运保管不良", "4", "57.1"), ("订单数量注记错误", "3", "100.0")),
    words="成型段增加隔纸后未再发生。",
)  # fmt: skip


BLANK = replace(
    EXAMPLE, month="", printed_on="", confirmed="", words="",
    summary=tuple((label, "") for label, _ in EXAMPLE.summary),
    cases=(("",) * len(EXAMPLE.cases[0]),) * 10, causes=(("",) * 3,) * 5,
)  # fmt: skip


def documents() -> list[Document]:
    """F-65; as it was confirmed, or as it stands on the day of the print."""
    return [
        Document(
            key="complaint_month",
            chinese="客户投诉案件统计表",
            english=Text("Monthly table of complaints"),
            papers=("a4-landscape",),
            template="print/complaint_month.html",
            permission=SEE.name,
            load=_load,
            form_no="F-65",
            official=False,
            example=lambda: EXAMPLE,
            blank=lambda: BLANK,
            signatures=(N_("Made by"), N_("Checked by"), N_("General manager")),
            paged=True,
            used=Text("On the page of complaint statistics"),
        )
    ]


def _load(actor: Actor, subject_id: int) -> MonthPaper:
    """The table of the month 202610. Raises NoResultFound for what is no month."""
    try:
        first = rules.read_month(f"{subject_id // 100}-{subject_id % 100:02}")
    except Refused:
        raise NoResultFound(f"no month {subject_id}") from None
    review = next(iter(queries.reviews(rules.month_of(first))), None)
    table = figures.for_reader(review.figures if review else figures.of_month(first), actor)
    return MonthPaper(
        office=office().name,
        month=table["month"],
        printed_on=clock.today().isoformat(),
        confirmed=f"{clock.local(review.at):%Y-%m-%d} {review.by}（{review.attendees}）" if review else "",
        summary=_summary(table),
        cases=tuple(words.case_cells(case) for case in table["cases"]),
        causes=tuple(
            (words.name_of("cause", bar.key), str(bar.count), words.tenths(bar.together))
            for bar in words.bars_of(table)
        ),
        words=(review.words or "") if review else "",
    )


def _summary(table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    total = table["total"]
    found = (
        (Text("Complaints taken"), table["taken"]), (Text("Closed complaints"), total["count"]),
        (Text("Of these upheld"), total["upheld"]), (Text("Outcome not accepted"), total["unaccepted"]),
        (Text("Closed late"), total["late"]), (Text("Reopened"), table["reopened"]),
    )  # fmt: skip
    return tuple((say(label), str(value)) for label, value in found)
