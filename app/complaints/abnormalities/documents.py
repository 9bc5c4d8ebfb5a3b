"""The abnormality slip (异常处理单, F-66) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.complaints.abnormalities import queries
from app.complaints.answers.queries import called
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """An abnormality slip ready for print: every field is written as it stands on the paper (F-66)."""

    number: str
    customer_id: int | None
    office: str
    made_on: str
    made_by: str
    to: str
    happened_on: str
    customer: str
    complaint: str
    what: str
    wanted: str
    due_on: str
    cause: str
    measure: str
    answered: str
    effect: str
    closed: str


EXAMPLE = SlipPaper(
    number="YC2611-001",
    customer_id=None,
    office="",
    made_on="2026-11-20",
    made_by="苏销",
    to="制造部",
    happened_on="2026-11-18",
    customer="宏运电子有限公司",
    complaint="261109",
    what="来料外箱标签与送货单批号不一致，客户已自行核对使用，未造成损失。",
    wanted="查明标签贴错的原因，防止再发。",
    due_on="2026-11-27",
    cause="换批时上一批余标未清出。",
    measure="换批时余标当班销毁，由组长签名确认。",
    answered="2026-11-25 制造部 何组长",
    effect="连续四周抽查无误。",
    closed="2026-12-25 苏销",
)


def documents() -> list[Document]:
    """The abnormality slip that goes to the unit concerned where there is no loss (K-02)."""
    return [
        Document(
            key="abnormality_slip",
            chinese="异常处理单",
            english=Text("Abnormality slip"),
            papers=("a4", "a5"),
            template="print/abnormality_slip.html",
            permission=SIGNED_IN,
            load=paper,
            form_no="F-66",
            official=False,
            copies=("一、开单单位存", "二、责任单位存"),
            example=lambda: EXAMPLE,
            signatures=(N_("Issued by"), N_("Head of the unit concerned"), N_("Effect confirmed by")),
            paged=True,
            used=Text("On the page of an abnormality slip"),
        )
    ]


def paper(actor: Actor, subject_id: int) -> SlipPaper:
    """An abnormality slip as it stands today. Raises NoResultFound for what this actor may not know of (K-02)."""
    found = queries.slip(subject_id, actor)
    one = found.slip
    return SlipPaper(
        number=one.number,
        customer_id=None,
        office=office().name,
        made_on=clock.local(one.made_at).date().isoformat(),
        made_by=one.made_by,
        to=found.department,
        happened_on=one.happened_on.isoformat(),
        customer=found.customer or "",
        complaint=called(found.complaint) if found.complaint else "",
        what=one.what,
        wanted=one.wanted or "",
        due_on=one.due_on.isoformat() if one.due_on else "",
        cause=one.cause or "",
        measure=one.measure or "",
        answered=f"{one.answered_on} {one.answered_by}" if one.answered_on else "",
        effect=one.effect or "",
        closed=f"{one.closed_on} {one.closed_by}" if one.closed_on else "",
    )
