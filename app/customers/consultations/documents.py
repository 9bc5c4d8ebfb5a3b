"""The enquiry form of two pages and the customer information record as printable forms (F-33, F-34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.customers.consultations import queries, rules
from app.customers.consultations.feature import SEE
from app.customers.consultations.models import Consultation
from app.domain.actor import Actor
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage that was reached, as the record prints it."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationPaper:
    """A consultation ready for print."""

    number: str
    office: str
    opened_on: str
    customer: str
    customer_number: str
    phone: str
    source: str
    adviser: str
    designer: str
    family: str
    income: str
    preferences: str
    house_address: str
    house_type: str
    area: str
    handed_over_on: str
    budget: str
    wishes: str
    measured: str
    design: str
    materials: str
    advice: str
    stage: str
    stages: tuple[StageLine, ...]


EXAMPLE = ConsultationPaper(
    number="ZX2611-002", office="", opened_on="2026-11-18", customer="王小明", customer_number="C000123",
    phone="13800001234", source="设计师", adviser="苏销", designer="白管", family="夫妻二人，儿子 8 岁", income="中等",
    preferences="现代简约，浅色", house_address="幸福路 1 号 2 幢 301", house_type="三室两厅", area="89.5",
    handed_over_on="2026-10-01", budget="￥120,000.00", wishes="厨房打通，多留收纳",
    measured="层高 2.75 米，北墙有渗水",
    design="客厅与餐厅连通，主卧带衣帽间", materials="复合地板，环保乳胶漆",
    advice="先处理北墙防水，再做木作", stage="已量房",
    stages=(
        StageLine(("已交定金", "2026-11-19", "￥2,000.00", "量房定金", "苏销")),
        StageLine(("已量房", "2026-11-20", "", "", "白管")),
    ),
)  # fmt: skip


def documents() -> list[Document]:
    """F-33 has two pages, one of the customer and one of the designer (003 §2-一); F-34 lists the stages (C-107)."""
    return [
        Document(
            key="enquiry_form",
            chinese="顾客咨询登记表",
            english=Text("Customer enquiry form"),
            papers=("a4",),
            template="print/enquiry_form.html",
            permission=SEE.name,
            load=paper,
            form_no="F-33",
            official=False,
            copies=("存客户档案",),
            example=lambda: EXAMPLE,
            signatures=(N_("Customer"), N_("Adviser"), N_("Designer")),
            paged=True,
            used=Text("On the page of a consultation"),
        ),
        Document(
            key="consultation",
            chinese="咨询客户信息统计表",
            english=Text("Customer information record"),
            papers=("a4", "a5"),
            template="print/consultation.html",
            permission=SEE.name,
            load=paper,
            form_no="F-34",
            official=False,
            copies=("存客户档案",),
            example=lambda: EXAMPLE,
            signatures=(N_("Customer manager"),),
            paged=True,
            used=Text("On the page of a consultation"),
        ),
    ]


def paper(actor: Actor, subject_id: int) -> ConsultationPaper:
    """A consultation as it stands today (F-33, F-34). Raises NoResultFound."""
    one, customer, adviser, designer = queries.consultation(subject_id, actor)
    return ConsultationPaper(
        number=one.number,
        office=office().name,
        opened_on=_day(one.opened_on),
        customer=customer.name,
        customer_number=customer.number,
        phone=customer.phone or "",
        source=one.source or "",
        adviser=adviser or "",
        designer=designer or "",
        family=one.family or "",
        income=one.income or "",
        preferences=one.preferences or "",
        house_address=one.house_address or "",
        house_type=one.house_type or "",
        area=rules.area_in_words(one.area_m2) if one.area_m2 else "",
        handed_over_on=_day(one.handed_over_on),
        budget=_sum(one.budget),
        wishes=one.wishes or "",
        measured=one.measured or "",
        design=one.design or "",
        materials=one.materials or "",
        advice=one.advice or "",
        stage=say(Text(rules.STAGES[one.stage])),
        stages=_stages(one),
    )


def _stages(one: Consultation) -> tuple[StageLine, ...]:
    rows = {row.id: row for row in queries.stages(one.id)}
    held = [rows[step.id] for step in rules.standing(queries.steps(one.id))]
    return tuple(
        StageLine((say(Text(rules.STAGES[row.stage])), _day(row.on_day), _sum(row.amount), row.note or "", row.made_by))
        for row in held
    )


def _sum(fen: Fen | None) -> str:
    return format_fen(fen, symbol=True) if fen is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
