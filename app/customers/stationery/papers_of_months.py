"""The lines of the records of a month as they are printed: issues, transfers, reports to finance, the balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.files.queries import visible
from app.customers.stationery import rules
from app.customers.stationery.models import BlankMove
from app.customers.stationery.queries import months
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries_people import names_of
from app.web.language import say

ISSUES = ("日期", "合同种类", "编号", "类别", "领用人", "应签或交回日", "发放人", "备注")
TRANSFERS = ("日期", "合同种类", "编号", "客户", "类别", "传递至", "用途", "应返还日", "经手人", "备注")
REPORTS = ("日期", "合同种类", "编号", "客户", "类别", "接收人", "经手人", "备注")
BALANCE = (
    "合同种类", "期初", "其中库存", "领入", "发放", "退回", "签订", "送审", "上报", "财务收讫", "作废", "遗失", "寻回",
    "期末", "其中库存", "申领",
)  # fmt: skip
KEPT: dict[str, tuple[Sequence[tuple[str, ...]], tuple[str, ...]]] = {
    "issues": ((("2026-11-03", "装饰合同", "ZX0001", "发放", "苏销", "2026-12-03", "白管", ""),), ISSUES),
    "transfers": (
        (("2026-11-05", "装饰合同", "ZX0001", "王建国", "送审", "店面经理", "审批签字", "2026-11-09", "苏销", ""),),
        TRANSFERS,
    ),
    "reports": ((("2026-11-10", "装饰合同", "ZX0001", "王建国", "上报财务", "徐财", "苏销", ""),), REPORTS),
    "balance": (
        (("装饰合同", "6", "4", "20", "8", "1", "5", "5", "4", "4", "1", "0", "0", "21", "16", "20"),),
        BALANCE,
    ),
}


def issue_rows(month: str, _actor: Actor) -> list[tuple[str, ...]]:
    """What was drawn, issued and brought back blank in a month (合同发放登记, C-121)."""
    found = months.moves_in(month, (rules.DRAW, rules.TAKE, rules.ISSUE, rules.RETURN))
    names = _names(found)
    return [
        (*_head(row), _kind(move), names.get(move.staff_id, ""), _day(move.due_on), move.made_by, move.note or "")
        for row, move in _with_moves(found)
    ]


def transfer_rows(month: str, actor: Actor) -> list[tuple[str, ...]]:
    """To whom signed contracts were passed in a month, for what and until when (合同传递记录, C-122)."""
    found = months.moves_in(month, (rules.SIGN, rules.PASS, rules.BACK))
    names, customers = _names(found), _customers(found, actor)
    return [
        (*_head(row), customers.get(row.customer_id, ""), _kind(move), names.get(move.staff_id, ""),
         move.purpose or "", _day(move.due_on), move.made_by, move.note or "")
        for row, move in _with_moves(found)
    ]  # fmt: skip


def report_rows(month: str, actor: Actor) -> list[tuple[str, ...]]:
    """What was reported to finance in a month and what finance received (合同上报记录, C-123)."""
    found = months.moves_in(month, (rules.REPORT, rules.RECEIVE))
    names, customers = _names(found), _customers(found, actor)
    return [
        (*_head(row), customers.get(row.customer_id, ""), _kind(move), names.get(move.staff_id, ""), move.made_by,
         move.note or "")
        for row, move in _with_moves(found)
    ]  # fmt: skip


def balance_rows(month: str, _actor: Actor) -> list[tuple[str, ...]]:
    """The balance of a month by kind, with what was wanted for it (P-26)."""
    return [
        (kind.name, *(str(figure) for figure in astuple(one)), "" if wanted is None else str(wanted))
        for kind, one, wanted in months.balances(month)
    ]


def _with_moves(found: Sequence[Any]) -> list[tuple[Any, BlankMove]]:
    return [(row, row[0]) for row in found]


def _head(row: Any) -> tuple[str, str, str]:
    return row[0].on_day.isoformat(), row.kind, row.serial


def _kind(move: BlankMove) -> str:
    return say(Text(rules.MOVES[move.kind]))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _names(found: Sequence[Any]) -> dict[int | None, str]:
    return names_of(row[0].staff_id for row in found)


def _customers(found: Sequence[Any], actor: Actor) -> dict[int, str]:
    """The names of the customers whom this actor may know of."""
    ids = {row.customer_id for row in found if row.customer_id}
    query = select(Customer.id, Customer.name).where(Customer.id.in_(ids), visible(actor))
    return {row.id: row.name for row in db.session.execute(query)}
