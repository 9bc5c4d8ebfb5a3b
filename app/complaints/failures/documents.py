"""The analysis report of a failure (故障分析报告, F-80); it goes to the customer: nothing internal stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import clock
from app.complaints.failures import queries
from app.complaints.failures.feature import REPORT
from app.complaints.naming import customers_of
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office


@dataclass(frozen=True, slots=True)
class FailurePaper:
    """A failure report ready for print (F-80)."""

    number: str
    customer_id: int | None
    office: str
    customer: str
    place: str
    happened_at: str
    ended_at: str
    lasted: str
    symptom: str
    effect: str
    handling: str
    cause: str
    corrective: str
    preventive: str
    analysed_by: str
    analysed_on: str


EXAMPLE = FailurePaper(
    number="GZ2611-001", customer_id=None, office="", customer="C000123 城东商贸有限公司",
    place="城东商贸中心 2 号调压箱",
    happened_at="2026-11-18 07:40", ended_at="2026-11-18 11:25", lasted="3:45",
    symptom="出口压力持续下降，三层商户灶具不能点火。",
    effect="三层 12 家商户停气 3 小时 45 分，无人员受伤。",
    handling="关断上游阀门，更换调压器膜片，逐户恢复供气并检漏。",
    cause="调压器膜片老化破裂，超过规定更换周期 8 个月。", corrective="当日更换同批次 3 台调压器的膜片。",
    preventive="膜片更换周期列入年度保养计划，到期前 30 日提醒。", analysed_by="马抄", analysed_on="2026-11-20",
)  # fmt: skip


def documents() -> list[Document]:
    """The failure analysis report (F-80)."""
    return [
        Document(
            key="failure_report",
            chinese="故障分析报告",
            english=Text("Failure analysis report"),
            papers=("a4",),
            template="print/failure_report.html",
            permission=REPORT.name,
            load=failure_report,
            form_no="F-80",
            copies=("一、客户存", "二、业务部门存", "三、技术服务部存"),
            example=lambda: EXAMPLE,
            signatures=(N_("Maintenance staff"), N_("Head of technical service")),
            stamp=N_("Seal of the company"),
            paged=True,
            used=Text("On the page of a failure"),
            unfinished=_unfinished,
        )
    ]


def failure_report(actor: Actor, subject_id: int) -> FailurePaper:
    """The report of a failure, without anything of the office's own notes (K-76). Raises NoResultFound."""
    one = queries.seat(subject_id, actor).failure
    customer = customers_of([one.customer_id], actor).get(one.customer_id or 0)
    return FailurePaper(
        number=one.number,
        customer_id=one.customer_id,
        office=office().name,
        customer=" ".join(customer) if customer else "",
        place=one.place,
        happened_at=_moment(one.happened_at),
        ended_at=_moment(one.ended_at),
        lasted=_lasted(one.happened_at, one.ended_at),
        symptom=one.symptom,
        effect=one.effect or "",
        handling=one.handling or "",
        cause=one.cause or "",
        corrective=one.corrective or "",
        preventive=one.preventive or "",
        analysed_by=one.analysed_by or "",
        analysed_on=one.analysed_on.isoformat() if one.analysed_on else "",
    )


def _unfinished(values: Mapping[str, Any]) -> Text | None:
    """Why it cannot be printed yet: printed, its words would be frozen."""
    return None if values["analysed_on"] else Text("The report is not written yet.")


def _moment(at: datetime | None) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _lasted(began: datetime, ended: datetime | None) -> str:
    """Hours and minutes, 3:45."""
    minutes = int((ended - began).total_seconds()) // 60 if ended else 0
    return f"{minutes // 60}:{minutes % 60:02}" if ended else ""
