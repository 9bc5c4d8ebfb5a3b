"""The record of a joint inspection (会勘记录) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.complaints.inspections import queries
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN


@dataclass(frozen=True, slots=True)
class InspectionPaper:
    """An inspection ready for print."""

    number: str
    office: str
    complaint: str
    customer: str
    place: str
    caller: str
    planned_on: str
    inspected_on: str
    party: str
    why: str
    findings: str
    report: str
    reported: str
    decision: str
    decided: str


EXAMPLE = InspectionPaper(
    number="HK2611-003",
    office="",
    complaint="261107",
    customer="华东电子有限公司",
    place="客户苏州工厂二车间",
    caller="苏销",
    planned_on="2026-11-18",
    inspected_on="2026-11-18",
    party="品管部 周品、制造部 吴造",
    why="客户来料检验发现板面划伤，需现场确认批次及数量。",
    findings="抽检 200 片，划伤 14 片，集中于同一包装批次，划痕方向一致。",
    report="划伤发生在我方包装工序，建议退换同批次未上线部分，并更换隔离纸。",
    reported="周品 2026-11-20",
    decision="同意。由业务部办理退换，制造部三日内提出改善对策。",
    decided="高总 2026-11-23",
)


def documents() -> list[Document]:
    """The record of an inspection: its way to the general manager and back (K-12, K-13)."""
    return [
        Document(
            key="inspection",
            chinese="会勘记录",
            english=Text("Record of a joint inspection"),
            papers=("a4",),
            template="print/inspection.html",
            permission=SIGNED_IN,
            load=inspection,
            official=False,
            copies=("一、总经理室存", "二、品质管理部存", "三、业务部存"),
            example=lambda: EXAMPLE,
            signatures=(N_("Sales"), N_("Quality management"), N_("Manufacturing"), N_("General manager")),
            paged=True,
            used=Text("On the page of an inspection"),
        )
    ]


def inspection(actor: Actor, subject_id: int) -> InspectionPaper:
    """An inspection as it stands today. Raises NoResultFound."""
    seen = queries.seen(subject_id, actor)
    one = seen.inspection
    return InspectionPaper(
        number=one.number,
        office=office().name,
        complaint=seen.complaint or "",
        customer=seen.customer or "",
        place=one.place,
        caller=seen.caller or one.made_by,
        planned_on=_day(one.planned_on),
        inspected_on=_day(one.inspected_on),
        party=one.party or "",
        why=one.why,
        findings=one.findings or "",
        report=one.report or "",
        reported=f"{one.reported_by or ''} {_day(one.reported_on)}".strip(),
        decision=one.decision or "",
        decided=f"{one.decided_by or ''} {_day(one.decided_on)}".strip(),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
