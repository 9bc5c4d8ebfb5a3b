"""The daily problem list on paper (客服日常问题记录, F-81)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import NoResultFound

from app.complaints.problems import queries, rules
from app.complaints.problems.feature import KEEP
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A line of the list as it is printed: kind, what came up, customer, times, passed on to, result, written by."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemsPaper:
    """The problem list of a day ready for print (F-81)."""

    office: str
    day: str
    counts: str
    rows: tuple[ProblemLine, ...]


EXAMPLE = ProblemsPaper(
    office="", day="2026-11-20", counts="投诉 1　咨询 6　建议 1",
    rows=(
        ProblemLine(("投诉", "热水器报修三天无人上门", "C000123 王小明", "1", "孔诉", "已转投诉 261107", "方前")),
        ProblemLine(("咨询", "阶梯气价第二档从何时起算", "", "5", "", "按年度用气量计，已逐一答复", "陈收")),
        ProblemLine(("咨询", "换表后底数如何核对", "C000088 李红", "1", "马抄", "", "陈收")),
        ProblemLine(("建议", "营业厅门口增设无障碍坡道", "", "1", "吴闲", "", "方前")),
    ),
)  # fmt: skip


def number_of(day: date) -> int:
    """A day as the subject of the paper: 20261120."""
    return day.year * 10_000 + day.month * 100 + day.day


def documents() -> list[Document]:
    """The daily problem list (F-81)."""
    return [
        Document(
            key="problems",
            chinese="客服日常问题记录",
            english=Text("Daily problem list"),
            papers=("a4-landscape",),
            template="print/problem_list.html",
            permission=KEEP.name,
            load=problem_list,
            form_no="F-81",
            official=False,
            copies=("客户服务部存",),
            example=lambda: EXAMPLE,
            signatures=(N_("Filled in by"), N_("Reviewed by")),
            paged=True,
            used=Text("On the page of the problem list, by day"),
        )
    ]


def problem_list(actor: Actor, subject_id: int) -> ProblemsPaper:
    """The list of a day as this actor may know it, without tip-offs (P-23). Raises NoResultFound for what is no day."""
    try:
        day = date(subject_id // 10_000, subject_id // 100 % 100, subject_id % 100)
    except (ValueError, OverflowError):
        raise NoResultFound(f"no day {subject_id}") from None
    found = queries.of_day(day, actor)
    around = queries.around(found, actor)
    times = {kind: sum(one.times for one in found if one.kind == kind) for kind in rules.KINDS}
    said = (f"{say(Text(rules.KINDS[kind]))} {number}" for kind, number in times.items() if number)
    rows = (
        ProblemLine(
            (
                say(Text(rules.KINDS[one.kind])),
                one.words,
                " ".join(around.customers.get(one.customer_id or 0, ())),
                str(one.times),
                around.staff.get(one.passed_to_id, ""),
                one.result or around.complaints.get(one.complaint_id or 0, ""),
                one.made_by,
            )
        )
        for one in found
    )
    return ProblemsPaper(office().name, day.isoformat(), "　".join(said), tuple(rows))
