"""The registers of the desk as views over visits and calls: their names, their columns, which lines they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from app.domain.text import Text

VISIT, CALL = "visit", "call"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `chinese` stands on the paper, `label` on the screen; `kind` as of a field.

    Kinds: line, note, phone, whole, time, day, first_time, person. One that is not `correctable` follows from deeds.
    """

    key: str
    chinese: str
    label: Text
    kind: str = "line"
    correctable: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """A register (登记表) over visits or calls; one `of_person` holds the lines of one member of staff."""

    key: str
    chinese: str
    label: Text
    form_no: str
    subject: str
    columns: tuple[str, ...]
    only_new: bool = False
    channel: str | None = None
    of_person: bool = False


COMMON = (
    Column("name", "姓名", Text("Customer's name")),
    Column("phone", "联系电话", Text("Telephone"), "phone"),
    Column("first_time", "是否首次", Text("First time"), "first_time"),
    Column("purpose", "事由", Text("Purpose"), correctable=False),
    Column("customer", "客户编号", Text("Customer no."), correctable=False),
)
VISIT_COLUMNS: Mapping[str, Column] = {
    one.key: one
    for one in (
        Column("at", "到访时间", Text("Arrived"), "time"),
        *COMMON,
        Column("party", "人数", Text("How many people"), "whole"),
        Column("needs", "客户需求", Text("What the visitor wants"), "note"),
        Column("staff", "接待人", Text("Who received the visitor"), "person"),
        Column("ended", "离开时间", Text("Gone at"), "time", correctable=False),
        Column("outcome", "接待结果", Text("Result"), correctable=False),
        Column("note", "备注", Text("Note"), "note"),
        Column("analysis", "个人分析", Text("Personal analysis"), "note", correctable=False),
    )
}
CALL_COLUMNS: Mapping[str, Column] = {
    one.key: one
    for one in (
        Column("at", "来电时间", Text("Telephoned at"), "time"),
        *COMMON,
        Column("source", "认知途径", Text("How heard of us")),
        Column("needs", "来电内容", Text("What the call is about"), "note"),
        Column("note", "答复情况", Text("What was answered"), "note"),
        Column("invited", "邀约到访", Text("Invited for"), "day"),
        Column("staff", "接听人", Text("Call taken by"), "person"),
        Column("again", "重复来电", Text("Again about"), correctable=False),
    )
}
COLUMNS: Mapping[str, Mapping[str, Column]] = {VISIT: VISIT_COLUMNS, CALL: CALL_COLUMNS}

BOOKS: Mapping[str, Book] = {
    one.key: one
    for one in (
        Book(
            "visits", "客户来访登记表", Text("Visit register"), "F-02", VISIT,
            ("at", "name", "phone", "party", "first_time", "purpose", "needs", "staff", "ended", "outcome", "note"),
        ),
        Book(
            "visitors", "来人登记表", Text("Register of new visitors"), "F-03", VISIT,
            ("at", "name", "phone", "party", "needs", "staff", "note"), only_new=True,
        ),
        Book(
            "calls", "来电登记表", Text("Call register"), "F-04", CALL,
            ("at", "name", "phone", "first_time", "source", "needs", "note", "invited", "staff", "again"),
        ),
        Book(
            "customers", "客户登记表", Text("Customer register of a person"), "F-05", VISIT,
            ("at", "name", "phone", "first_time", "customer", "needs", "outcome", "analysis"), of_person=True,
        ),
        Book(
            "walk-ins", "日来店咨询客户登记表", Text("Daily walk-in register"), "F-32", VISIT,
            ("at", "name", "phone", "party", "needs", "staff", "outcome", "note"), channel="walk_in",
        ),
        Book(
            "phone-enquiries", "电话咨询客户统计表", Text("Telephone enquiries of the day"), "F-35", CALL,
            ("at", "name", "phone", "needs", "note", "source", "invited", "staff"),
        ),
    )
}  # fmt: skip


def book(key: str) -> Book:
    """The register of this key. Raises NoResultFound."""
    try:
        return BOOKS[key]
    except KeyError:
        raise NoResultFound(f"no register {key}") from None


def columns_of(one: Book) -> tuple[Column, ...]:
    """The columns of a register, in their order."""
    return tuple(COLUMNS[one.subject][key] for key in one.columns)


def correctable(subject: str) -> tuple[Column, ...]:
    """What may be corrected in a line of visits or calls (R-86)."""
    return tuple(column for column in COLUMNS[subject].values() if column.correctable)


def column(subject: str, field: str, open_to: tuple[str, ...]) -> Column:
    """The column of a line of visits or calls, if it is one of those. Raises NoResultFound."""
    if field not in open_to or field not in COLUMNS[subject]:
        raise NoResultFound(f"no field {field} of {subject}")
    return COLUMNS[subject][field]
