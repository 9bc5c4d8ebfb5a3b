"""The urging slip (催办单, F-75) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.deadlines.policy import DeadlinePolicy
from app.office.deadlines.queries.slips import slip
from app.office.deadlines.words import days_of
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.office.tasks.queries.desk import desk_of
from app.web.guard import SIGNED_IN
from app.web.language import say


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """An urging slip ready for print: every field is written as it stands on the paper (F-75)."""

    number: str
    customer_id: int | None
    office: str
    issued_on: str
    issued_by: str
    to: str
    responsible: str
    what: str
    stage: str
    due_on: str
    days_late: str
    count: str
    received: str
    answer: str


EXAMPLE = SlipPaper(
    number="CB2611-001",
    customer_id=None,
    office="",
    issued_on="2026-11-20",
    issued_by="总经理办公室",
    to="客户服务部 白管",
    responsible="孔诉",
    what="投诉 2611 07 的处理意见",
    stage="调查",
    due_on="2026-11-19",
    days_late="1（个工作日）",
    count="第 1 次",
    received="2026-11-20 10:05 白管",
    answer="检测报告今日下午取回，明日 17:00 前送交处理意见。",
)


def documents() -> list[Document]:
    """The urging slip (催办单) that goes to the department in delay and comes back signed and answered (K-28)."""
    return [
        Document(
            key="urging_slip",
            chinese="催办单",
            english=Text("Urging slip"),
            papers=("a5", "a4"),
            template="print/urging_slip.html",
            permission=SIGNED_IN,
            load=paper,
            form_no="F-75",
            copies=("存根", "承办部门"),
            example=lambda: EXAMPLE,
            signatures=(N_("Issued by"), N_("Received by"), N_("Head of the department")),
            stamp=N_("Seal of the issuing department"),
            paged=True,
            used=Text("On the page of an urging slip"),
        )
    ]


def paper(actor: Actor, subject_id: int) -> SlipPaper:
    """The urging slip by its step's id. Raises NoResultFound for what this actor may not know of (K-28)."""
    found = slip(subject_id, actor, desk_of(actor))
    step, row = found.step, found.deadline
    return SlipPaper(
        number=step.number or "",
        customer_id=row.customer_id,
        office=policy.of(OfficePolicy).name,
        issued_on=clock.local(step.fired_at).date().isoformat(),
        issued_by=policy.of(DeadlinePolicy).slip_from,
        to=" ".join(one for one in (found.department, found.to) if one),
        responsible=found.responsible or "",
        what=say(found.stage_of or found.what),
        stage=say(found.what if found.stage_of else found.rule),
        due_on=step.due_on.isoformat(),
        days_late=say(Text("%(n)s (%(unit)s)", n=found.days_late, unit=Text(days_of(row.unit)))),
        count=say(Text("No. %(count)s", count=found.count)),
        received=_signed(step.received_at, step.received_by),
        answer=step.answer or "",
    )


def _signed(at: datetime | None, name: str | None) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M} {name}" if at else ""
