"""The card of a contract as a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.customers.contracts import queries, rules
from app.customers.contracts.feature import SEE
from app.domain.actor import Actor
from app.domain.money import format_fen
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ContractCard:
    """A contract ready for print."""

    number: str
    office: str
    customer: str
    title: str
    signed_on: str
    from_on: str
    until_on: str
    amount: str
    blank_number: str
    staff: str
    state: str
    our_part: str
    their_part: str
    state_why: str


EXAMPLE = ContractCard(
    number="HT2611-001",
    office="",
    customer="KH000012 宏运酒楼",
    title="工商业用户供用气合同",
    signed_on="2026-11-02",
    from_on="2026-11-10",
    until_on="2027-11-09",
    amount="￥120,000.00",
    blank_number="GY0012",
    staff="苏销",
    state="履行中",
    our_part="按约定压力连续供气；每月抄表一次；接报修后两小时内到场。",
    their_part="按月结清气费；配合入户安检；未经同意不得改动表具和管道。",
    state_why="",
)


def documents() -> list[Document]:
    """The card of a contract (C-126): the sheet that stands for it in the customer's file."""
    return [
        Document(
            key="contract",
            chinese="合同卡片",
            english=Text("Contract card"),
            papers=("a4", "a5"),
            template="print/contract.html",
            permission=SEE.name,
            load=card,
            official=False,
            example=lambda: EXAMPLE,
            signatures=(N_("Responsible"), N_("Department manager")),
            used=Text("On the page of a contract"),
        )
    ]


def card(actor: Actor, subject_id: int) -> ContractCard:
    """A contract as it stands today. Raises NoResultFound."""
    seen = queries.contract(subject_id, actor)
    one = seen.contract
    stands = rules.standing(one.state, one.from_on, one.until_on, clock.today(), queries.ahead())
    return ContractCard(
        number=one.number,
        office=office().name,
        customer=f"{seen.customer.number} {seen.customer.name}",
        title=one.title,
        signed_on=one.signed_on.isoformat(),
        from_on=_day(one.from_on),
        until_on=_day(one.until_on),
        amount=format_fen(one.amount, symbol=True) if one.amount is not None else "",
        blank_number=one.blank_number or "",
        staff=seen.staff or "",
        state=say(Text(rules.STANDINGS[stands])),
        our_part=one.our_part or "",
        their_part=one.their_part or "",
        state_why=one.state_why or "",
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
