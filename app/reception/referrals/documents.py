"""The staff-referral register (公司员工介绍客户登记表) as a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.reception.referrals import queries, rules
from app.reception.referrals.feature import REFER
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ReferralPaper:
    """A referral ready for print."""

    number: str
    office: str
    registered_at: str
    referrer: str
    name: str
    phone: str
    relation: str
    appointed_on: str
    way: str
    state: str
    confirmed: str
    receiver: str
    note: str


EXAMPLE = ReferralPaper(
    number="TJ2611-003",
    office="",
    registered_at="2026-11-18 09:20",
    referrer="徐财",
    name="李小红",
    phone="13800001234",
    relation="大学同学",
    appointed_on="2026-11-20",
    way="介绍人陪同到前台",
    state="已确认",
    confirmed="白管 2026-11-20 10:12",
    receiver="苏销",
    note="拟购两居室",
)


def documents() -> list[Document]:
    """The staff-referral register (F-06): two copies, one for the assistant, one for the sales office (R-72)."""
    return [
        Document(
            key="referral",
            chinese="公司员工介绍客户登记表",
            english=Text("Staff-referral register"),
            papers=("a5", "a4"),
            template="print/referral.html",
            permission=REFER.name,
            load=referral,
            form_no="F-06",
            official=False,
            copies=("一、销售部助理存", "二、售楼处存查"),
            example=lambda: EXAMPLE,
            signatures=(N_("Referrer"), N_("Project manager"), N_("Department manager")),
            used=Text("On the page of a referral"),
        )
    ]


def referral(actor: Actor, subject_id: int) -> ReferralPaper:
    """A referral as it stands today (F-06). Raises NoResultFound."""
    seen = queries.referral(subject_id, actor)
    one = seen.referral
    confirmed = f"{one.confirmed_by} {_moment(one.confirmed_at)}" if one.confirmed_at else ""
    return ReferralPaper(
        number=one.number,
        office=office().name,
        registered_at=_moment(one.registered_at),
        referrer=seen.referrer,
        name=one.name,
        phone=one.phone,
        relation=one.relation,
        appointed_on=one.appointed_on.isoformat(),
        way=say(Text(rules.WAYS[one.way])) if one.way else "",
        state=say(Text(rules.STATES[seen.state])),
        confirmed=confirmed,
        receiver=seen.receiver or "",
        note=one.note or "",
    )


def _moment(at: datetime) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M")
