"""The service supervision report on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app import clock
from app.complaints.supervision import queries
from app.complaints.supervision.feature import KEEP
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class SupervisionPaper:
    """A report on technical service ready for print (服务监督报告, F-79)."""

    office: str
    month: str
    made: str
    printed_on: str
    figures: tuple[tuple[str, str], ...]
    acceptance: str
    maintenance: str
    other: str
    score: str
    note: str


EXAMPLE = SupervisionPaper(
    office="",
    month="2026-11",
    made="2026-11-27 白管",
    printed_on="2026-11-28",
    figures=(("受理投诉", "9"), ("维修请求", "31"), ("完成服务指令", "28"), ("逾期完成", "2"), ("重大故障", "1")),
    acceptance="来电均在当日受理并登记，夜间值班接听及时。",
    maintenance="主动巡检老旧小区调压箱十二处，更换阀门三只。",
    other="",
    score="92",
    note="老旧小区巡检列入下月计划。",
)


BLANK = replace(
    EXAMPLE, month="", made="", printed_on="", acceptance="", maintenance="", other="", score="", note="",
    figures=tuple((label, "") for label, _ in EXAMPLE.figures),
)  # fmt: skip


def documents() -> list[Document]:
    """F-79."""
    return [
        Document(
            key="supervision",
            chinese="服务监督报告",
            english=Text("Service supervision report"),
            papers=("a4",),
            template="print/supervision.html",
            permission=KEEP.name,
            load=_load,
            form_no="F-79",
            official=False,
            example=lambda: EXAMPLE,
            blank=lambda: BLANK,
            signatures=(N_("Made by"), N_("General manager")),
            used=Text("On the page of a service supervision report"),
        )
    ]


def _load(_actor: Actor, subject_id: int) -> SupervisionPaper:
    one = queries.report(subject_id)
    figures = tuple((say(Text(label)), str(one.figures.get(name, ""))) for name, label in queries.FIGURES.items())
    return SupervisionPaper(
        office=office().name,
        month=one.month,
        made=f"{clock.local(one.made_at):%Y-%m-%d} {one.made_by}",
        printed_on=clock.today().isoformat(),
        figures=figures,
        acceptance=one.acceptance,
        maintenance=one.maintenance,
        other=one.other or "",
        score="" if one.score is None else str(one.score),
        note=one.note or "",
    )
