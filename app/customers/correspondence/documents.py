"""The communication record as a printable form (F-99)."""

from __future__ import annotations

from dataclasses import dataclass

from app.customers.correspondence import queries, rules
from app.customers.files.feature import SEE_CARD
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.filters import moment
from app.web.language import say


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A communication record ready for print."""

    number: str
    office: str
    customer: str
    at: str
    way: str
    direction: str
    counterpart: str
    spoke_with: str
    contract: str
    staff: str
    reason: str
    course: str
    result: str
    asked: str
    answer: str
    answered: str


EXAMPLE = LetterPaper(
    number="WL2611-001",
    office="",
    customer="KH000012 宏运酒楼",
    at="2026-11-20 10:15",
    way="电话",
    direction="客户来",
    counterpart="使用人",
    spoke_with="李经理",
    contract="HT2611-001",
    staff="苏销",
    reason="询问冬季用气高峰期间能否提高供气压力。",
    course="说明现行压力等级和增压所需条件，约定由技术人员上门查看。",
    result="二十三日上午上门查看。",
    asked="能否在十二月前完成增压？",
    answer="可在十一月三十日前完成，费用按合同附件二。",
    answered="2026-11-23（已满足）",
)


def documents() -> list[Document]:
    """The communication record (F-99), kept in the customer's file by type of customer (C-93)."""
    return [
        Document(
            key="letter",
            chinese="沟通记录",
            english=Text("Communication record"),
            papers=("a4", "a5"),
            template="print/letter.html",
            permission=SEE_CARD.name,
            load=letter,
            form_no="F-99",
            official=False,
            copies=("一、客户档案存",),
            example=lambda: EXAMPLE,
            signatures=(N_("Recorded by"),),
            used=Text("On the page of a letter, call or message"),
        )
    ]


def letter(actor: Actor, subject_id: int) -> LetterPaper:
    """An exchange as it stands today. Raises NoResultFound for what this actor may not know of."""
    seen = queries.letter(subject_id, actor)
    one = seen.letter
    return LetterPaper(
        number=one.number,
        office=office().name,
        customer=f"{seen.customer.number} {seen.customer.name}",
        at=moment(one.at),
        way=say(Text(rules.WAYS[one.way])),
        direction=say(Text(rules.DIRECTIONS[one.direction])),
        counterpart=say(Text(rules.COUNTERPARTS[one.counterpart])),
        spoke_with=seen.contact or one.counterpart_name or "",
        contract=seen.contract or "",
        staff=seen.staff or "",
        reason=one.reason,
        course=one.course or "",
        result=one.result or "",
        asked=one.asked or "",
        answer=one.answer or "",
        answered=_answered(one.answered_on.isoformat(), met=bool(one.met)) if one.answered_on else "",
    )


def _answered(day: str, *, met: bool) -> str:
    outcome = Text("What was asked was met") if met else Text("What was asked was not met")
    return f"{day} {say(outcome)}"
