"""The arbitration record of the office (跨部门事项仲裁记录, K-78, A-35): it stays inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.complaints.disputes import queries
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.filters import moment
from app.web.guard import SIGNED_IN


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """What a department said, as the record prints it: department, opinion, by whom, when."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArbitrationPaper:
    """An arbitration record ready for print."""

    number: str
    customer_id: int | None
    office: str
    matter: str
    lead: str
    complaint: str
    opinions: tuple[OpinionLine, ...]
    arbitration: str
    arbitrated_by: str
    arbitrated_on: str
    due_on: str
    done_on: str
    result: str


EXAMPLE = ArbitrationPaper(
    number="KB2611-001", customer_id=None, office="", matter="退货改价由谁先行通知客户", lead="销售部",
    complaint="261107",
    opinions=(
        OpinionLine(("销售部", "客户催问，请质量部今日给出可否返工的意见。", "白管", "2026-11-18 10:20")),
        OpinionLine(("客户服务部", "应先由质量部确认，再由客户服务部统一答复。", "孔诉", "2026-11-18 15:05")),
    ),
    arbitration="由客户服务部统一答复，质量部于次日中午前给出书面意见，销售部不再单独答复客户。",
    arbitrated_by="吴主任", arbitrated_on="2026-11-19", due_on="2026-11-24", done_on="2026-11-23",
    result="已按仲裁意见答复客户，客户无异议。",
)  # fmt: skip


def documents() -> list[Document]:
    """The arbitration record."""
    return [
        Document(
            key="arbitration_record",
            chinese="跨部门事项仲裁记录",
            english=Text("Arbitration record"),
            papers=("a4",),
            template="print/arbitration_record.html",
            permission=SIGNED_IN,
            load=arbitration_record,
            official=False,
            copies=("一、办公室存", "二、牵头部门存"),
            example=lambda: EXAMPLE,
            signatures=(N_("Head of the general office"), N_("Leading department"), N_("Department concerned")),
            paged=True,
            used=Text("On the page of a matter between departments"),
            unfinished=_unfinished,
        )
    ]


def arbitration_record(actor: Actor, subject_id: int) -> ArbitrationPaper:
    """A matter of several departments as the office arbitrated it (K-78). Raises NoResultFound."""
    found = queries.for_page(subject_id, actor)
    one, names = found.seat.dispute, found.departments
    lines = ((names.get(said.department_id, ""), said.words, said.by, moment(said.at)) for said in found.opinions)
    days = {name: getattr(one, name) for name in ("arbitrated_on", "due_on", "done_on")}
    return ArbitrationPaper(
        number=one.number,
        customer_id=None,
        office=office().name,
        matter=one.matter,
        lead=names.get(one.lead_department_id, ""),
        complaint=found.complaint or "",
        opinions=tuple(OpinionLine(cells) for cells in lines),
        arbitration=one.arbitration or "",
        arbitrated_by=one.arbitrated_by or "",
        result=one.result or "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    )


def _unfinished(values: Mapping[str, Any]) -> Text | None:
    """Why it cannot be printed yet."""
    return None if values["arbitrated_on"] else Text("The office has not arbitrated yet.")
