"""The claim slip (费用报销单) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass

from app.customers.expenses import queries
from app.customers.expenses.models import ExpenseClaim
from app.customers.expenses.rules import KINDS, STATES
from app.customers.expenses.words import filing_of, why
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.money import format_fen
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.filters import moment
from app.web.guard import SIGNED_IN
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ClaimPaper:
    """A claim ready for print; every field is written as it stands on the paper."""

    number: str
    office: str
    made_on: str
    staff: str
    department: str
    customer: str
    name: str
    filing: str
    kind: str
    spent_on: str
    amount: str
    capitals: str
    purpose: str
    state: str
    decided: str
    why: str


EXAMPLE = ClaimPaper(
    number="BX2611-003",
    office="",
    made_on="2026-11-20 09:30",
    staff="苏销",
    department="销售部",
    customer="C000123",
    name="杭州某某机械有限公司",
    filing="已建档 2026-03-09",
    kind="招待费",
    spent_on="2026-11-18",
    amount="￥386.00",
    capitals="叁佰捌拾陆元整",
    purpose="洽谈冬季供气合同，四人工作餐。",
    state="已核准",
    decided="徐财 2026-11-20 10:05",
    why="",
)


def documents() -> list[Document]:
    """The claim slip (C-13, A-18); bills are stuck on its back."""
    return [
        Document(
            key="expense_claim",
            chinese="费用报销单",
            english=Text("Expense claim"),
            papers=("a5", "a4"),
            template="print/expense_claim.html",
            permission=SIGNED_IN,
            load=claim,
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Claimed by"), N_("Head of the department"), N_("Finance"), N_("Money received by")),
            used=Text("On the page of an expense claim"),
        )
    ]


def claim(actor: Actor, subject_id: int) -> ClaimPaper:
    """A claim as it stands. Raises NoResultFound for what this actor may not see."""
    row = queries.one(subject_id, actor)
    one: ExpenseClaim = row.ExpenseClaim
    decided = f"{one.decided_by or say(Text('Check against the register'))} {moment(one.decided_at)}"
    return ClaimPaper(
        number=one.number,
        office=office().name,
        made_on=moment(one.made_at),
        staff=row.staff,
        department=row.department or "",
        customer=one.checks.get("number") or say(Text("Not on file")),
        name=one.customer_name,
        filing=say(filing_of(one.checks)),
        kind=say(Text(KINDS[one.kind])),
        spent_on=one.spent_on.isoformat(),
        amount=format_fen(one.amount, symbol=True),
        capitals=capitals(one.amount),
        purpose=one.purpose,
        state=say(Text(STATES[one.state])),
        decided=decided if one.decided_at else "",
        why=say(why(one.state_why)),
    )
