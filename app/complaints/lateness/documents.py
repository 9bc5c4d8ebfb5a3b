"""The enquiry slip on lateness (洽办单, F-76) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.complaints.answers.queries import called
from app.complaints.lateness import queries
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN


@dataclass(frozen=True, slots=True)
class EnquiryPaper:
    """An enquiry slip ready for print: every field is written as it stands on the paper (F-76)."""

    number: str
    customer_id: int | None
    office: str
    asked_on: str
    asked_by: str
    to: str
    complaint: str
    stage: str
    entered_on: str
    due_on: str
    left_on: str
    late_days: str
    words: str
    received: str
    reason: str
    measure: str
    answered: str


EXAMPLE = EnquiryPaper(
    number="QB2611-001",
    customer_id=None,
    office="",
    asked_on="2026-11-20",
    asked_by="孔诉",
    to="质量管理部 周检",
    complaint="261107",
    stage="质量管理部：原因分析、责任部门",
    entered_on="2026-11-03",
    due_on="2026-11-06",
    left_on="2026-11-10",
    late_days="4",
    words="请说明延误原因及改进措施。",
    received="2026-11-20 10:05 白管",
    reason="切片检测设备检修，等候外协检测报告。",
    measure="与外协单位签订加急检测协议，二日内出具报告。",
    answered="2026-11-23 白管",
)


def documents() -> list[Document]:
    """The enquiry slip that asks a department after the closing why it was late (K-29)."""
    return [
        Document(
            key="lateness_enquiry",
            chinese="洽办单",
            english=Text("Enquiry slip on lateness"),
            papers=("a5", "a4"),
            template="print/lateness_enquiry.html",
            permission=SIGNED_IN,
            load=paper,
            form_no="F-76",
            official=False,
            copies=("存根", "承办部门"),
            example=lambda: EXAMPLE,
            signatures=(N_("Issued by"), N_("Received by"), N_("Head of the department")),
            stamp=N_("Seal of the issuing department"),
            paged=True,
            used=Text("On the page of an enquiry slip on lateness"),
        )
    ]


def paper(actor: Actor, subject_id: int) -> EnquiryPaper:
    """An enquiry slip as it stands today. Raises NoResultFound for what this actor may not know of (K-29)."""
    found = queries.enquiry(subject_id, actor)
    one, stay = found.enquiry, found.stay
    return EnquiryPaper(
        number=one.number,
        customer_id=None,
        office=office().name,
        asked_on=clock.local(one.asked_at).date().isoformat(),
        asked_by=one.asked_by,
        to=" ".join(name for name in (found.department, found.person) if name),
        complaint=called(found.complaint),
        stage=found.stage,
        entered_on=clock.local(stay.entered_at).date().isoformat(),
        due_on=stay.due_on.isoformat() if stay.due_on else "",
        left_on=stay.left_on.isoformat() if stay.left_on else "",
        late_days=str(one.late_days),
        words=one.words or "",
        received=_signed(one.received_at, one.received_by),
        reason=one.reason or "",
        measure=one.measure or "",
        answered=_signed(one.answered_at, one.answered_by),
    )


def _signed(at: datetime | None, name: str | None) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M} {name}" if at else ""
