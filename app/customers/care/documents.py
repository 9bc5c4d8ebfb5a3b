"""The contact report (联系报告, F-44) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from app.customers.care import queries, rules
from app.customers.files.feature import SEE_CARD
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A contact report ready for print (F-44)."""

    number: str
    office: str
    met_on: str
    way: str
    customer: str
    spoke_with: str
    writer: str
    joined_by: str
    content: str
    agreed: str
    next_on: str
    next_what: str


EXAMPLE = ReportPaper(
    number="LX2611-001",
    office="",
    met_on="2026-11-18",
    way="上门拜访",
    customer="C000012 宏运酒楼",
    spoke_with="王建国（总经理）",
    writer="苏销",
    joined_by="白管",
    content="新店预计明年三月开业，用气量约为现有门店的两倍；关心增容费用和工期。",
    agreed="一周内提供增容方案和报价。",
    next_on="2026-11-25",
    next_what="送交增容方案",
)


def documents() -> list[Document]:
    """The contact report of those who look after an important customer (F-44, C-22)."""
    return [
        Document(
            key="contact_report",
            chinese="联系报告",
            english=Text("Contact report"),
            papers=("a4", "a5"),
            template="print/contact_report.html",
            permission=SEE_CARD.name,
            load=paper,
            form_no="F-44",
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Report written by"), N_("Second contact"), N_("Department manager")),
            used=Text("On the page of a contact report"),
        )
    ]


def paper(actor: Actor, subject_id: int) -> ReportPaper:
    """A contact report as it stands today (F-44). Raises NoResultFound."""
    seen = queries.report(subject_id, actor)
    one = seen.ContactReport
    return ReportPaper(
        number=one.number,
        office=office().name,
        met_on=one.met_on.isoformat(),
        way=say(Text(rules.WAYS[one.way])),
        customer=f"{seen.Customer.number} {seen.Customer.name}",
        spoke_with=one.spoke_with or "",
        writer=seen.writer,
        joined_by=one.joined_by or "",
        content=one.content,
        agreed=one.agreed or "",
        next_on=one.next_on.isoformat() if one.next_on else "",
        next_what=one.next_what or "",
    )
