"""The service order (服务指令, F-94), for the team and for the customer who signs it: nothing internal is on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import clock
from app.complaints.naming import departments_of
from app.complaints.service_orders import queries, rules
from app.complaints.service_orders.feature import SEE
from app.domain.actor import Actor
from app.domain.money import format_fen
from app.domain.text import N_, Text
from app.office.approvals.queries_people import names_of
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ServiceOrderPaper:
    """A service order ready for print (F-94)."""

    number: str
    customer_id: int | None
    office: str
    asked_at: str
    contact: str
    phone: str
    place: str
    part: str
    warranty: str
    what: str
    task: str
    staff: str
    team: str
    due_on: str
    fee: str


EXAMPLE = ServiceOrderPaper(
    number="FW2611-003", customer_id=None, office="", asked_at="2026-11-20 09:30", contact="王小明",
    phone="13800001234", place="幸福花园 3 栋 1202", part="自用部位", warranty="保修期满",
    what="厨房燃气热水器前阀门渗漏，已自行关闭总阀。", task="更换阀门并检漏，恢复供气。", staff="马抄",
    team="客户服务部", due_on="2026-11-23", fee="￥80.00",
)  # fmt: skip


def documents() -> list[Document]:
    """The service order (F-94)."""
    return [
        Document(
            key="service_order",
            chinese="服务指令",
            english=Text("Service order"),
            papers=("a5", "a4"),
            template="print/service_order.html",
            permission=SEE.name,
            load=service_order,
            form_no="F-94",
            copies=("一、客户管理部门存", "二、服务队存", "三、客户存"),
            example=lambda: EXAMPLE,
            signatures=(N_("Order issued by"), N_("Carried out by"), N_("Customer")),
            paged=True,
            used=Text("On the page of a service order"),
            unfinished=_unfinished,
        )
    ]


def service_order(actor: Actor, subject_id: int) -> ServiceOrderPaper:
    """An order as it was given (C-125). Raises NoResultFound."""
    one = queries.seat(subject_id, actor).order
    warranty = "" if one.warranty is None else rules.WARRANTY[rules.WITHIN if one.warranty else rules.AFTER]
    return ServiceOrderPaper(
        number=one.number,
        customer_id=one.customer_id,
        office=office().name,
        asked_at=clock.local(one.asked_at).strftime("%Y-%m-%d %H:%M"),
        contact=one.contact_name or "",
        phone=one.contact_phone or "",
        place=one.place,
        part=say(Text(rules.PARTS[one.part])),
        warranty=say(Text(warranty)) if warranty else "",
        what=one.what,
        task=one.task or "",
        staff=names_of([one.staff_id]).get(one.staff_id, ""),
        team=departments_of([one.department_id]).get(one.department_id or 0, ""),
        due_on=one.due_on.isoformat() if one.due_on else "",
        fee=format_fen(one.fee_fen, symbol=True) if one.fee_fen is not None else "",
    )


def _unfinished(values: Mapping[str, Any]) -> Text | None:
    """Why it cannot be printed yet."""
    return None if values["due_on"] else Text("The order is not given yet.")
