"""The petition (签呈) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.approvals.queries import VoiceLine, standing
from app.office.approvals.words import SAID, STATES
from app.office.documents.document import Document
from app.office.petitions import queries, rules
from app.office.petitions.feature import WRITE
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.web.language import say

STANDS_IN = "代"  # a word of the form itself, the same in every language


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """What somebody said to a petition; a stand-in signs with 代 and the name of whom he stands in for."""

    label: str
    who: str
    decision: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class PetitionPaper:
    """A petition ready for print: every field is written as it stands on the paper."""

    number: str
    customer_id: int | None
    office: str
    subject: str
    body: str
    author: str
    department: str
    sent_at: str
    route: str
    amount: str
    amount_words: str
    follows: str
    files: str
    state: str
    outcome: str
    steps: tuple[DecisionPaper, ...]


EXAMPLE = PetitionPaper(
    number="QC2611-001",
    customer_id=None,
    office="",
    subject="关于更换营业厅叫号设备的请示",
    body="营业厅现有叫号设备已使用八年，故障频繁，客户等候时间长。\n拟更换两台，附报价单，请批示。",
    author="苏销",
    department="销售部",
    sent_at="2026-11-20 09:30",
    route="逐级呈报",
    amount="￥12,800.00",
    amount_words="人民币壹万贰仟捌佰元整",
    follows="",
    files="报价单.pdf",
    state="approved",
    outcome="已批准",
    steps=(
        DecisionPaper("直接上级", "白管", "同意", "情况属实。", "2026-11-20 10:05"),
        DecisionPaper("上一级", "陈收（代 徐财）", "同意", "预算内。", "2026-11-20 14:20"),
        DecisionPaper("上一级", "高总", "同意", "同意更换。", "2026-11-23 09:10"),
    ),
)


def documents() -> list[Document]:
    """The petition (F-67)."""
    return [
        Document(
            key="petition",
            chinese="签呈",
            english=Text("Petition"),
            papers=("a4",),
            template="print/petition.html",
            permission=WRITE.name,
            load=petition,
            form_no="F-67",
            copies=("一、总经理室存", "二、承办部门存"),
            example=lambda: EXAMPLE,
            blank_rows=4,
            signatures=(N_("Petitioner"), N_("Head of the department"), N_("General manager")),
            stamp=N_("Stamp"),
            paged=True,
            used=Text("On the page of a petition"),
            unfinished=lambda values: rules.print_why_not(values["state"]),
        )
    ]


def petition(actor: Actor, subject_id: int) -> PetitionPaper:
    """A petition with every decision on it so far (F-67). Raises NoResultFound, also for a draft."""
    seen = queries.seen(subject_id, actor)
    if seen.petition.sent_at is None:
        raise NoResultFound(f"petition {subject_id} has not been sent")
    one, stands = seen.petition, standing(queries.subject_of(subject_id))
    amount = None if one.amount_fen is None else Fen(one.amount_fen)
    return PetitionPaper(
        number=one.number or "",
        customer_id=None,
        office=policy.of(OfficePolicy).name,
        subject=one.subject,
        body=one.body,
        author=seen.author,
        department=seen.department or "",
        sent_at=clock.local(one.sent_at or one.made_at).strftime("%Y-%m-%d %H:%M"),
        route=say(Text(rules.ROUTES[one.route])),
        amount="" if amount is None else format_fen(amount, symbol=True),
        amount_words="" if amount is None else capitals(amount),
        follows=seen.follows or "",
        files="、".join(queries.files_of(one.id)),
        state=seen.state,
        outcome=say(Text(STATES[seen.state])),
        steps=tuple(_decision(voice) for voice in (stands.voices if stands else ()) if voice.said != "submit"),
    )


def _decision(voice: VoiceLine) -> DecisionPaper:
    who = f"{voice.who}（{STANDS_IN} {voice.instead_of}）" if voice.instead_of else voice.who
    return DecisionPaper(
        label=say(Text(voice.step)) if voice.step else "",
        who=who,
        decision=say(Text(SAID[voice.said])),
        words=voice.words or "",
        at=clock.local(voice.at).strftime("%Y-%m-%d %H:%M"),
    )
