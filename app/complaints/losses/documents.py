"""The loss sheet (客户投诉损失金额核算表) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from app.complaints.cases.models import Complaint
from app.complaints.losses import queries, rules
from app.complaints.losses.feature import SEE
from app.complaints.losses.models import Loss, LossLine
from app.complaints.losses.policy import LossPolicy
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet."""

    cells: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class LossPaper:
    """What a complaint cost, ready for print; internal: it never leaves the office."""

    number: str
    office: str
    goods: str
    decided_on: str
    until: str
    sold: str
    rows: tuple[Row, ...]
    loss: str
    loss_words: str
    reason: str
    base: str
    fixed_by: str
    fixed_on: str


EXAMPLE = LossPaper(
    number="261103",
    office="",
    goods="双面板 料号 PCB-2208 订单 DD261015",
    decided_on="2026-11-20",
    until="2026-12-20",
    sold="未售出：按实际损失",
    rows=(
        Row(("材料", "", "￥4,200.00")),
        Row(("人工", "", "￥1,200.00")),
        Row(("运费", "往返两次", "￥600.00")),
    ),
    loss="￥6,000.00",
    loss_words="人民币陆仟元整",
    reason="期满未售出，按领料单、工时单及运费单据核算。",
    base="材料按领用价，人工按标准工时。",
    fixed_by="孔诉",
    fixed_on="2026-12-21",
)


def documents() -> list[Document]:
    """The loss sheet of a complaint (K-18, K-40; the base table itself is the office's own, F-77)."""
    return [
        Document(
            key="loss_sheet",
            chinese="客户投诉损失金额核算表",
            english=Text("Loss sheet of a complaint"),
            papers=("a4",),
            template="print/loss_sheet.html",
            permission=SEE.name,
            load=sheet,
            form_no="F-77",
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Counted by"), N_("Accounting"), N_("General manager's office")),
            used=Text("On the loss of a complaint"),
        )
    ]


def sheet(actor: Actor, subject_id: int) -> LossPaper:
    """A loss as it stands today (K-40). Raises NoResultFound for who may not see what complaints cost."""
    row = queries.loss(subject_id, actor)
    loss, case = row.Loss, row.Complaint
    return LossPaper(
        number=case.number or "",
        office=office().name,
        goods=_goods(case),
        decided_on=loss.decided_on.isoformat(),
        until=loss.resale_until.isoformat() if loss.resale_until else "",
        sold=say(Text(rules.SOLD[loss.sold])) if loss.sold else say(Text(rules.STATES[loss.state])),
        rows=tuple(_rows(loss, queries.lines_of([loss.id])[loss.id])),
        loss=_yuan(loss.loss_fen) if loss.loss_fen is not None else "",
        loss_words=capitals(Fen(loss.loss_fen)) if loss.loss_fen is not None else "",
        reason=loss.reason or "",
        base=policy.of(LossPolicy).loss_base,
        fixed_by=loss.fixed_by or "",
        fixed_on=loss.fixed_on.isoformat() if loss.fixed_on else "",
    )


def _goods(case: Complaint) -> str:
    named = ((Text("material number"), case.material_number), (Text("order"), case.order_number))
    return " ".join([case.product or case.matter, *(f"{say(label)} {value}" for label, value in named if value)])


def _rows(loss: Loss, lines: list[LossLine]) -> list[Row]:
    if loss.sold == rules.RESOLD:
        prices = ((Text("Grade-A price of the goods"), loss.grade_a_fen), (Text("Less proceeds"), loss.proceeds_fen))
        return [Row((say(label), "", _yuan(fen or 0))) for label, fen in prices]
    return [Row((say(Text(rules.KINDS[one.kind])), one.words or "", _yuan(one.amount_fen))) for one in lines]


def _yuan(fen: int) -> str:
    return format_fen(Fen(fen), symbol=True)
