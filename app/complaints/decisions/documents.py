"""The decision sheet (核决单) and the objection (异议签呈) as printable forms; both stay in the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.words import REMEDIES
from app.complaints.decisions import papers_print as shape
from app.complaints.decisions import queries, rules, words
from app.complaints.decisions.papers_print import DecisionPaper, ObjectionPaper, Sign
from app.complaints.decisions.service.objecting import objection_subject
from app.complaints.decisions.service.proposing import decision_subject
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.extensions import db
from app.office.approvals.queries import standing
from app.office.approvals.words import SAID
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.office.staff.models import Department
from app.web.guard import SIGNED_IN
from app.web.language import say

STANDS_IN = "代"  # a word of the form itself, the same in every language
SPOKEN = ("approve", "refuse", "own", "counted")


def documents() -> list[Document]:
    """The decision sheet (K-16) and the petition against a decision (F-67, K-22, K-24)."""
    return [
        Document(
            key=queries.DECISION,
            chinese="客户投诉核决单",
            english=Text("Decision sheet of a complaint"),
            papers=("a4",),
            template="print/complaint_decision.html",
            permission=SIGNED_IN,
            load=decision,
            copies=("一、总经理室存", "二、业务部存", "三、会计科存"),
            example=lambda: shape.DECISION_EXAMPLE,
            signatures=(N_("Proposed by"), N_("Decided by")),
            paged=True,
            used=Text("On the tab “Decision” of a complaint"),
            unfinished=_undecided,
        ),
        Document(
            key=queries.OBJECTION,
            chinese="签呈（投诉异议）",
            english=Text("Petition against a decision on a complaint"),
            papers=("a4",),
            template="print/complaint_objection.html",
            permission=SIGNED_IN,
            load=objection,
            copies=("一、总经理室存", "二、承办部门存"),
            example=lambda: shape.OBJECTION_EXAMPLE,
            signatures=(N_("Petitioner"), N_("Head of the department"), N_("General manager")),
            paged=True,
            used=Text("On the tab “Decision” of a complaint"),
            unfinished=_undecided,
        ),
    ]


def decision(actor: Actor, subject_id: int) -> DecisionPaper:
    """A decision with every voice on it. Raises NoResultFound."""
    one, case = queries.decision_sheet(subject_id, actor)
    amount = Fen(one.amount_fen)
    return DecisionPaper(
        number=words.number_of(case),
        customer_id=case.customer_id,
        office=office().name,
        customer=words.customer_of(case),
        matter=case.matter,
        goods=_goods(case),
        quantity=words.quantity(case.quantity, case.unit),
        defective=words.quantity(case.defective_quantity, case.unit),
        wanted=say(Text(REMEDIES.get(case.remedy_wanted, "–"))),
        opinion=case.combined_opinion or "",
        basis=say(words.basis(one)),
        upheld=say(words.upheld(one.upheld)),
        remedies=say(words.said(one.remedies)),
        amount=format_fen(amount, symbol=True),
        amount_words=capitals(amount),
        return_quantity=words.quantity(one.return_quantity, case.unit),
        words=one.words,
        for_customer=one.for_customer,
        proposed=f"{one.proposed_by} {_moment(one.proposed_at)}",
        state=one.state,
        outcome=say(Text(rules.STATES[one.state])),
        steps=_steps(decision_subject(one)),
    )


def objection(actor: Actor, subject_id: int) -> ObjectionPaper:
    """An objection as a petition with every voice on it (F-67). Raises NoResultFound."""
    one, case = queries.objection_sheet(subject_id, actor)
    held = next(two for two in queries.decisions_of(case.id) if two.id == one.decision_id)
    department = db.session.get(Department, one.department_id) if one.department_id else None
    return ObjectionPaper(
        number=words.number_of(case),
        customer_id=case.customer_id,
        office=office().name,
        subject=f"{say(Text('Objection to a decision on a complaint'))} {words.title_of(case)}",
        customer=words.customer_of(case),
        whose=say(Text(rules.WHOSE[one.whose])),
        author=one.made_by,
        department=department.name if department else "",
        sent_at=_moment(one.made_at),
        decided=held.words,
        granted=f"{say(words.upheld(held.upheld))} · {say(words.said(held.remedies))}",
        amount=format_fen(Fen(held.amount_fen), symbol=True),
        body=one.reason,
        state=one.state,
        outcome=say(Text(rules.OBJECTION_STATES[one.state])),
        steps=_steps(objection_subject(one)),
    )


def _undecided(values: Mapping[str, Any]) -> Text | None:
    waits = values["state"] in (rules.PROPOSED, rules.SUBMITTED)
    return Text("It is printed once it is decided: the voices belong on the paper.") if waits else None


def _steps(subject: str) -> tuple[Sign, ...]:
    told = standing(subject)
    return tuple(
        Sign(
            label=say(Text(voice.step)) if voice.step else "",
            who=f"{voice.who}（{STANDS_IN} {voice.instead_of}）" if voice.instead_of else voice.who,
            decision=say(Text(SAID[voice.said])),
            words=voice.words or "",
            at=_moment(voice.at),
        )
        for voice in (told.voices if told else ())
        if voice.said in SPOKEN
    )


def _goods(case: Complaint) -> str:
    return " / ".join(one for one in (case.order_number, case.material_number, case.product) if one)


def _moment(at: datetime) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M")
