"""The work-contact slip (工作联络单, F-40) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.reception.enquiries.feature import TAKE
from app.reception.enquiries.models import Enquiry, WorkSlip
from app.reception.enquiries.queries.one import visible
from app.reception.enquiries.queries.people import department_name, home_of, name_of
from app.reception.enquiries.rules import CHANNELS, KINDS
from app.web.language import say


@dataclass(frozen=True, slots=True)
class WorkSlipPaper:
    """A work-contact slip ready for print: every field is written as it stands on the paper (F-40)."""

    number: str
    customer_id: int | None
    office: str
    made_at: str
    enquiry: str
    asked_at: str
    customer: str
    phone: str
    kind: str
    channel: str
    matter: str
    sender: str
    sender_department: str
    to_department: str
    to: str
    asked: str
    done_already: str
    afterwards: str
    due_on: str


EXAMPLE = WorkSlipPaper(
    number="LD2611-001",
    customer_id=None,
    office="",
    made_at="2026-11-20 10:20",
    enquiry="SW2611-012",
    asked_at="2026-11-20 09:40",
    customer="张三",
    phone="13800000000",
    kind="问题反映",
    channel="窗口",
    matter="厨房灶具点火后两分钟自动熄灭，昨晚已报修，无人上门。",
    sender="方前",
    sender_department="营业厅",
    to_department="客户服务部",
    to="孔诉",
    asked="请今日安排上门检查表具和灶前阀，处理结果当日回复首问责任人。",
    done_already="已电话指导客户关闭灶前阀并保持通风。",
    afterwards="否",
    due_on="2026-11-20",
)


def documents() -> list[Document]:
    """The work-contact slip (F-40)."""
    return [
        Document(
            key="work_slip",
            chinese="工作联络单",
            english=Text("Work-contact slip"),
            papers=("a4",),
            template="print/work_slip.html",
            permission=TAKE.name,
            load=work_slip,
            form_no="F-40",
            copies=("一、首问责任人存", "二、承办部门存", "三、客户服务部存"),
            example=lambda: EXAMPLE,
            signatures=(N_("First responsible person"), N_("Received by"), N_("Head of the department")),
            paged=True,
            used=Text("On the page of an enquiry"),
        )
    ]


def work_slip(actor: Actor, subject_id: int) -> WorkSlipPaper:
    """A slip with the enquiry it belongs to (R-150). Raises NoResultFound for what this actor may not know of."""
    query = select(WorkSlip, Enquiry).join(Enquiry, Enquiry.id == WorkSlip.enquiry_id)
    slip, one = db.session.execute(query.where(WorkSlip.id == subject_id, visible(actor))).one()
    return WorkSlipPaper(
        number=slip.number,
        customer_id=one.customer_id,
        office=policy.of(OfficePolicy).name,
        made_at=clock.local(slip.made_at).strftime("%Y-%m-%d %H:%M"),
        enquiry=one.number,
        asked_at=clock.local(one.asked_at).strftime("%Y-%m-%d %H:%M"),
        customer=one.name,
        phone=one.phone or "",
        kind=say(Text(KINDS[one.kind])),
        channel=say(Text(CHANNELS[one.channel])),
        matter=one.matter,
        sender=name_of(one.first_id),
        sender_department=department_name(home_of(one.first_id)) or "",
        to_department=slip.to_department,
        to=name_of(slip.to_id),
        asked=slip.asked,
        done_already=slip.done_already or "",
        afterwards=say(Text("Yes") if slip.afterwards else Text("No")),
        due_on=slip.due_on.isoformat() if slip.due_on else "",
    )
