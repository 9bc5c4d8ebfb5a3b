"""What changed in a file, as printable forms: one for the office (F-43), one that the customer signs (F-37)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.customers.files.catalogue import category_words
from app.customers.files.masking import MAY_BE_COVERED, is_covered, labels_of, record_shown
from app.customers.files.models import Customer
from app.customers.files.queries import file_of
from app.customers.files.rules import LABELS
from app.customers.filing.models import Filing
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.office.staff.models import Department, Staff
from app.web.guard import SIGNED_IN
from app.web.language import say


@dataclass(frozen=True, slots=True)
class FieldPaper:
    """One field before and after."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangePaper:
    """A change of a file ready for print; days are words."""

    number: str
    office: str
    customer: str
    name: str
    category: str
    owner: str
    department: str
    since_on: str
    due_on: str
    filed_on: str
    filed_by: str
    reason: str
    rows: tuple[FieldPaper, ...]


EXAMPLE = ChangePaper(
    number="BG2611-004",
    office="",
    customer="C000123",
    name="杭州某某机械有限公司",
    category="重点客户",
    owner="苏销",
    department="销售部",
    since_on="2026-11-16",
    due_on="2026-11-23",
    filed_on="2026-11-18",
    filed_by="苏销",
    reason="公司搬迁，更换经办人，客户来函通知。",
    rows=(
        FieldPaper("地址", "滨江区江南大道100号", "萧山区市心北路88号"),
        FieldPaper("联系人", "王建国", "李小红"),
        FieldPaper("联系电话", "0571-88881234", "13800000001"),
    ),
)


def documents() -> list[Document]:
    """The maintenance form (F-43, C-12) and the change form that the customer signs (F-37, C-108)."""
    common: dict[str, Any] = {
        "papers": ("a4", "a5"), "template": "print/customer_change.html", "permission": SIGNED_IN, "load": change,
        "official": False, "example": lambda: EXAMPLE, "blank_rows": 6, "paged": True,
    }  # fmt: skip
    return [
        Document(
            "customer_maintenance",
            "客户信息维护表",
            Text("Customer information maintenance form"),
            form_no="F-43",
            copies=("一、业务部门存", "二、市场推广部门存"),
            signatures=(N_("Filled in by"), N_("Head of the business department"), N_("Received by marketing")),
            used=Text("On the page of a filing"),
            **common,
        ),
        Document(
            "customer_change",
            "客户变更登记表",
            Text("Customer change form"),
            form_no="F-37",
            copies=("一、客户档案存",),
            signatures=(N_("Customer"), N_("Customer manager")),
            used=Text("On the page of a filing"),
            **common,
        ),
    ]


def change(actor: Actor, subject_id: int) -> ChangePaper:
    """A filed change of a file (C-12), fields old and new. Raises NoResultFound, also for a filing of an opening."""
    query = select(Filing, Staff.name, Department.name).outerjoin(Staff, Staff.id == Filing.staff_id)
    query = query.outerjoin(Department, Department.id == Filing.department_id)
    filing, owner, department = db.session.execute(query.where(Filing.id == subject_id, Filing.kind == "change")).one()
    customer = file_of(filing.customer_id, actor)
    _record_shown(customer, filing, actor)
    return ChangePaper(
        number=filing.number,
        office=office().name,
        customer=customer.number,
        name=customer.name,
        category=category_words().get(customer.category, customer.category),
        owner=owner or "",
        department=department or "",
        since_on=filing.since_on.isoformat(),
        due_on=filing.due_on.isoformat(),
        filed_on=filing.filed_on.isoformat() if filing.filed_on else "",
        filed_by=filing.filed_by or "",
        reason=filing.what or "",
        rows=tuple(_field(one) for one in filing.changes),
    )


def _record_shown(customer: Customer, filing: Filing, actor: Actor) -> None:
    """Write down that the paper shows in full what is covered on the screen (O-07)."""
    fields = {one["field"] for one in filing.changes}
    shown = labels_of([key for key in MAY_BE_COVERED if key in fields and is_covered(key, customer.kind)])
    record_shown(customer.id, customer.number, shown, by=actor)


def _field(one: Mapping[str, Any]) -> FieldPaper:
    label = LABELS.get(one["field"])
    field = say(Text(label)) if label else str(one["field"])
    return FieldPaper(field, *(_words(one["field"], one.get(side)) for side in ("old", "new")))


def _words(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return say(Text("Yes") if value else Text("No"))
    return category_words().get(str(value), str(value)) if field == "category" else str(value or "")
