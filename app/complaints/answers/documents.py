"""The papers of answers: the reply letter, which leaves the office, and the record of a return visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.complaints.answers import queries, rules
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.guard import SIGNED_IN
from app.web.language import say


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A reply letter ready for print (客诉答复函): nothing of the form but the complaint's number (K-21)."""

    number: str
    customer_id: int | None
    office: str
    phone: str
    address: str
    about: str
    salutation: str
    words: str
    sent_on: str


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """The record of a return visit ready for print (投诉回访记录, K-67)."""

    office: str
    complaint: str
    customer: str
    matter: str
    answered_on: str
    visited_on: str
    way: str
    reached: str
    satisfied: str
    words: str
    by: str


LETTER_EXAMPLE = LetterPaper(
    number="DF2611-001",
    customer_id=None,
    office="",
    phone="0431-88880000",
    address="长春市人民大街1号",
    about="261107",
    salutation="尊敬的李经理：",
    words="贵公司反映的板面划伤一事，经我公司检测，确系运输防护不足所致。对不良的 120 片按每片 8 元予以折让，"
    "并自下批起加厚隔板。\n感谢贵公司的理解与信任。",
    sent_on="2026-11-20",
)
VISIT_EXAMPLE = VisitPaper(
    office="",
    complaint="261107",
    customer="宏运电子有限公司",
    matter="板面划伤",
    answered_on="2026-11-20",
    visited_on="2026-11-24",
    way="电话",
    reached="已联系上",
    satisfied="满意",
    words="对处理结果认可，希望新包装长期保持。",
    by="孔诉",
)


def documents() -> list[Document]:
    """The reply letter with the office's letterhead and seal, and the record of a return visit."""
    return [
        Document(
            key="reply_letter",
            chinese="客诉答复函",
            english=Text("Reply letter to a complaint"),
            papers=("a4",),
            template="print/reply_letter.html",
            permission=SIGNED_IN,
            load=letter,
            example=lambda: LETTER_EXAMPLE,
            stamp=N_("Seal of the office"),
            paged=True,
            used=Text("On the page of a reply letter that was sent"),
            unfinished=_unfinished,
        ),
        Document(
            key="complaint_visit",
            chinese="投诉回访记录",
            english=Text("Record of a return visit after a complaint"),
            papers=("a5", "a4"),
            template="print/complaint_visit.html",
            permission=SIGNED_IN,
            load=visit,
            official=False,
            example=lambda: VISIT_EXAMPLE,
            signatures=(N_("Visited by"), N_("Head of the department")),
            paged=True,
            used=Text("On the page of a complaint, at its return visits"),
        ),
    ]


def letter(actor: Actor, subject_id: int) -> LetterPaper:
    """A reply letter by its id. Raises NoResultFound for what this actor may not know of."""
    seen = queries.letter(subject_id, actor)
    one, own = seen.letter, office()
    return LetterPaper(
        number=one.number,
        customer_id=seen.complaint.customer_id,
        office=own.name,
        phone=own.phone,
        address=own.address,
        about=seen.complaint.number or "",
        salutation=one.salutation,
        words=one.words,
        sent_on=one.sent_on.isoformat() if one.sent_on and one.state == rules.SENT else "",
    )


def visit(actor: Actor, subject_id: int) -> VisitPaper:
    """A return visit by its id. Raises NoResultFound for what this actor may not know of."""
    one, complaint, customer = queries.visit(subject_id, actor)
    return VisitPaper(
        office=office().name,
        complaint=queries.called(complaint),
        customer=customer or complaint.contact_name or "",
        matter=complaint.matter,
        answered_on=complaint.answered_on.isoformat() if complaint.answered_on else "",
        visited_on=one.visited_on.isoformat(),
        way=say(Text(rules.WAYS[one.way])),
        reached=say(Text("Reached") if one.reached else Text("Not reached")),
        satisfied=say(Text(rules.SATISFACTIONS[one.satisfied])) if one.satisfied else "",
        words=one.words,
        by=one.by,
    )


def _unfinished(values: Mapping[str, Any]) -> Text | None:
    return None if values["sent_on"] else Text("This letter is not sent yet. It is printed when it goes out.")
