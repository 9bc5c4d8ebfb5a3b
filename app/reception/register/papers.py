"""The minutes of a meeting (F-10) and the daily call list (R-93) on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.reception.queue.rules import FIRST_TIME
from app.reception.register import rules
from app.reception.register.addresses import day_in
from app.reception.register.feature import SEE
from app.reception.register.queries import call_list, minutes
from app.reception.register.queries.minutes import Meeting, Report
from app.web.filters import moment
from app.web.language import say

LATER = "（签字后补记）"  # a word of the paper, the same in every language


@dataclass(frozen=True, slots=True)
class CustomerPaper:
    """A customer of the day in the minutes, or a report on something else."""

    customer: str
    first_time: str
    staff: str
    report: str


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes of a meeting ready for print."""

    office: str
    day: str
    kind: str
    chair: str
    present: str
    text: str
    signed: str
    rows: tuple[CustomerPaper, ...]


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """A line of the call list."""

    staff: str
    aim: str
    name: str
    phone: str
    note: str
    result: str


@dataclass(frozen=True, slots=True)
class CallListPaper:
    """The call list of a day ready for print."""

    office: str
    day: str
    rows: tuple[PlannedPaper, ...]


MINUTES_EXAMPLE = MinutesPaper(
    office="",
    day="2026-11-20",
    kind="晚会",
    chair="白管",
    present="苏销、方前、陈收",
    text="本周新客户增加，周末安排两人值守样板间。",
    signed="白管 2026-11-20 18:20",
    rows=(
        CustomerPaper("李建国", "首次", "苏销", "看两居室，总价一百五十万元以内，约周六带家人再来。"),
        CustomerPaper("王小明", "复访", "苏销", "询问交房时间，已答复，等贷款审批。"),
    ),
)
CALL_LIST_EXAMPLE = CallListPaper(
    office="",
    day="2026-11-20",
    rows=(
        PlannedPaper("苏销", "邀约", "李建国", "13800000001", "登记 11-24 到期", "周六上午到访"),
        PlannedPaper("苏销", "签约", "王小明", "13800000002", "贷款已批", ""),
        PlannedPaper("陈收", "缴款", "赵女士", "13800000003", "首付尾款", "下午来缴"),
    ),
)


def papers() -> list[Document]:
    """The minutes and the call list."""
    return [
        Document(
            key="minutes",
            chinese="会议记录",
            english=Text("Minutes of a meeting"),
            papers=("a4",),
            template="print/minutes.html",
            permission=SEE.name,
            load=minutes_paper,
            form_no="F-10",
            official=False,
            example=lambda: MINUTES_EXAMPLE,
            signatures=(N_("Minutes taken by"), N_("Sales manager")),
            paged=True,
            used=Text("On the page of the minutes"),
        ),
        Document(
            key="call_list",
            chinese="每日致电名单",
            english=Text("Daily call list"),
            papers=("a4",),
            template="print/call_list.html",
            permission=SEE.name,
            load=call_list_paper,
            form_no="R-93",
            arguments=("staff",),
            official=False,
            example=lambda: CALL_LIST_EXAMPLE,
            blank_rows=16,
            signatures=(N_("Arranged by"),),
            paged=True,
            used=Text("On the page of the call list"),
        ),
    ]


def minutes_paper(_actor: Actor, subject_id: int) -> MinutesPaper:
    """The minutes of a meeting with every report on a customer of its day (F-10). Raises NoResultFound."""
    found = minutes.meeting(subject_id)
    one = found.minutes
    signed = f"{one.signed_by} {moment(one.signed_at)}" if one.signed_at else ""
    return MinutesPaper(
        office().name,
        one.day.isoformat(),
        say(Text(rules.MEETINGS[one.kind])),
        one.chair,
        one.present or "",
        one.text or "",
        signed,
        tuple(_customers(found)),
    )


def call_list_paper(actor: Actor, subject_id: int, staff: str = "") -> CallListPaper:
    """The call list of a day (20261120), of one member of staff or of all (R-93). Raises NoResultFound."""
    day = day_in(subject_id)
    rows = call_list.listed(day, actor, int(staff) if staff.isdecimal() and len(staff) < 10 else None)
    return CallListPaper(office().name, day.isoformat(), tuple(_planned(row) for row in rows))


def _customers(found: Meeting) -> list[CustomerPaper]:
    rows = [
        CustomerPaper(
            found.names[row.Visit.id],
            say(Text(FIRST_TIME[row.Visit.first_time])),
            row.staff or "",
            "\n".join(map(_said, found.about(row.Visit.id))),
        )
        for row in found.customers
    ]
    return [*rows, *(CustomerPaper("", "", one.staff or "", _said(one)) for one in found.about(None))]


def _said(one: Report) -> str:
    return f"{one.line.report}{LATER}" if one.later else one.line.report


def _planned(row: Any) -> PlannedPaper:
    one = row.PlannedCall
    aim = say(Text(rules.AIMS[one.aim]))
    return PlannedPaper(row.staff, aim, one.name, one.phone or "", one.note or "", one.result or "")
