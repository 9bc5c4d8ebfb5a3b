"""The follow-up sheet of improvements (改善措施跟踪表), block by block of an 8D report, as a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.improvements import queries, rules
from app.complaints.words import SEVERITIES
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN
from app.web.language import say


@dataclass(frozen=True, slots=True)
class Row:
    """A measure on the sheet."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImprovementPaper:
    """The measures after a complaint, ready for print; internal: it never leaves the office."""

    number: str
    office: str
    heard_on: str
    severity: str
    goods: str
    quantities: str
    facts: str
    cause: str
    rows: tuple[Row, ...]
    closed_on: str


EXAMPLE = ImprovementPaper(
    number="261103",
    office="",
    heard_on="2026-11-18",
    severity="较大",
    goods="双面板 PCB-2208 DD261015",
    quantities="1,000 / 120",
    facts="来料检验发现板面划伤，集中在边缘。",
    cause="装箱未用隔板，搬运中相互摩擦。",
    rows=(
        Row(("D3 围堵措施", "库存同批次全检，隔离不良品", "马抄", "2026-11-19", "2026-11-19", "剔除 41 片", "有效")),
        Row(("D5 纠正措施", "装箱加隔板并修订包装规范", "方前", "2026-11-27", "", "", "")),
        Row(("D7 预防措施", "新料号首批装箱确认纳入检验单", "苏销", "2026-12-10", "", "", "")),
    ),
    closed_on="",
)  # fmt: skip


def documents() -> list[Document]:
    """The sheet of the measures after a complaint (K-08, K-30)."""
    return [
        Document(
            key="improvement_sheet",
            chinese="改善措施跟踪表",
            english=Text("Follow-up sheet of improvements (8D)"),
            papers=("a4",),
            template="print/improvement_sheet.html",
            permission=SIGNED_IN,
            load=sheet,
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Quality management"), N_("Manufacturing"), N_("General manager's office")),
            blank_rows=6,
            paged=True,
            used=Text("On the improvements after a complaint"),
        )
    ]


def sheet(actor: Actor, subject_id: int) -> ImprovementPaper:
    """The measures after a complaint as they stand today (K-30). Raises NoResultFound."""
    case = complaint_of(subject_id, actor)
    return ImprovementPaper(
        number=case.number or "",
        office=office().name,
        heard_on=clock.local(case.heard_at).date().isoformat(),
        severity=say(Text(SEVERITIES[case.severity])),
        goods=" ".join(one for one in (case.product, case.material_number, case.order_number) if one),
        quantities=_quantities(case),
        facts=case.facts,
        cause=case.quality_analysis or case.production_cause or "",
        rows=tuple(Row(_cells(row)) for row in queries.measures_of(subject_id)),
        closed_on=_day(case.closed_on),
    )


def _cells(row: Any) -> tuple[str, ...]:
    one = row.Improvement
    state = say(Text(rules.STATES[one.state]))
    effect = say(Text(rules.EFFECTS[one.effect])) if one.effect else state
    days = (_day(one.due_on), _day(one.done_on))
    return (say(Text(rules.BLOCKS[one.block])), one.words, row.person or "", *days, one.result or "", effect)


def _quantities(case: Complaint) -> str:
    known = (case.quantity, case.defective_quantity)
    return " / ".join(f"{one:,}" for one in known if one is not None)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
