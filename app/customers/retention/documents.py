"""The protocol of an erasure (个人信息删除记录) as a printable form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.customers.retention import queries
from app.customers.retention.feature import SEE
from app.customers.retention.rules import DONE, STATES
from app.customers.retention.words import table_word
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.filters import moment
from app.web.language import say


@dataclass(frozen=True, slots=True)
class RowPaper:
    """One line of what went or stayed: what, how many rows, and why it stayed."""

    what: str
    rows: str
    why: str


@dataclass(frozen=True, slots=True)
class ErasurePaper:
    """An erasure ready for print."""

    number: str
    office: str
    customer: str
    asked_on: str
    asked_how: str
    ground: str
    entered_by: str
    state: str
    decided: str
    why: str
    erased: tuple[RowPaper, ...]
    kept: tuple[RowPaper, ...]


EXAMPLE = ErasurePaper(
    number="SC2611-001",
    office="",
    customer="C000123",
    asked_on="2026-11-16",
    asked_how="本人持身份证到营业厅书面申请",
    ground="已搬离本市，不再用气，要求删除个人信息。",
    entered_by="白管 2026-11-16 10:20",
    state="已删除",
    decided="高总 2026-11-18 09:00",
    why="",
    erased=(RowPaper("客户档案", "1", ""), RowPaper("联系人", "2", ""), RowPaper("附件", "3", "")),
    kept=(RowPaper("已出账单", "14", "会计资料，依法保存"), RowPaper("操作历史", "36", "只增不改，不再显示个人信息")),
)


def documents() -> list[Document]:
    """The protocol of what was erased and what had to stay (M-43)."""
    return [
        Document(
            key="erasure",
            chinese="个人信息删除记录",
            english=Text("Protocol of an erasure of personal data"),
            papers=("a4", "a5"),
            template="print/erasure.html",
            permission=SEE.name,
            load=erasure,
            official=False,
            example=lambda: EXAMPLE,
            blank_rows=5,
            signatures=(N_("Entered by"), N_("Decided by"), N_("Customer")),
            paged=True,
            used=Text("On the page of an erasure"),
        )
    ]


def erasure(actor: Actor, subject_id: int) -> ErasurePaper:
    """An erasure as it was done, or as it stands. Raises NoResultFound."""
    row = queries.one(subject_id, actor)
    one = row.Erasure
    kept = one.kept if one.state == DONE else queries.kept(one.customer_id)
    return ErasurePaper(
        number=one.number,
        office=office().name,
        customer=row.Customer.number,
        asked_on=one.asked_on.isoformat(),
        asked_how=one.asked_how,
        ground=one.ground,
        entered_by=f"{one.made_by} {moment(one.made_at)}",
        state=say(Text(STATES[one.state])),
        decided=f"{one.decided_by} {moment(one.decided_at)}" if one.decided_at else "",
        why=one.state_why or "",
        erased=tuple(_row(each) for each in one.erased),
        kept=tuple(_row(each) for each in kept),
    )


def _row(each: Mapping[str, Any]) -> RowPaper:
    reason = each.get("why")
    return RowPaper(say(table_word(each["table"])), str(each["rows"] or ""), say(Text(reason)) if reason else "")
