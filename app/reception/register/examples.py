"""Made-up lines for the examples of the forms."""

from __future__ import annotations

from collections.abc import Mapping

VISITS: tuple[Mapping[str, str], ...] = (
    {
        "number": "A001", "at": "09:05", "name": "李建国", "phone": "13800000001", "party": "2", "first_time": "首次",
        "purpose": "购房咨询", "customer": "", "needs": "两居室，一百五十万元以内", "staff": "苏销", "ended": "09:48",
        "outcome": "待跟进", "note": "看样板间后再议", "analysis": "意向明确，关注学区，三日内回访。",
    },
    {
        "number": "A002", "at": "09:40", "name": "王小明", "phone": "13800000002", "party": "1", "first_time": "复访",
        "purpose": "购房咨询", "customer": "C000012", "needs": "询问交房时间", "staff": "苏销", "ended": "09:55",
        "outcome": "已答复", "note": "", "analysis": "",
    },
    {
        "number": "B001", "at": "10:12", "name": "赵女士", "phone": "13800000003", "party": "3", "first_time": "首次",
        "purpose": "缴费", "customer": "C000040", "needs": "补缴上月燃气费", "staff": "陈收", "ended": "10:20",
        "outcome": "已办结", "note": "", "analysis": "",
    },
)  # fmt: skip
CALLS: tuple[Mapping[str, str], ...] = (
    {
        "number": "LD2611-001", "at": "08:50", "name": "周先生", "phone": "13900000001", "first_time": "首次",
        "source": "户外广告", "needs": "询问开盘时间和均价", "note": "已简要答复，邀约到访", "invited": "2026-11-21",
        "staff": "方前", "again": "",
    },
    {
        "number": "LD2611-002", "at": "09:15", "name": "王小明", "phone": "13800000002", "first_time": "非首次",
        "source": "老客户介绍", "needs": "询问贷款所需材料", "note": "已告知材料清单", "invited": "", "staff": "苏销",
        "again": "",
    },
    {
        "number": "LD2611-003", "at": "10:30", "name": "周先生", "phone": "13900000001", "first_time": "非首次",
        "source": "", "needs": "确认明日来访时间", "note": "明日十点", "invited": "2026-11-21", "staff": "方前",
        "again": "LD2611-001",
    },
)  # fmt: skip
