"""Customers and sheets of customers for tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.domain.actor import OPERATOR
from tests import factories

HEADER = (
    "客户名称",
    "客户类别",
    "企业性质",
    "主管单位",
    "地址",
    "联系人",
    "联系电话",
    "统一社会信用代码",
    "来源",
    "负责人",
)
GOOD_CODE = "91110000600037341L"
OTHER_CODE = "91330100MA27XXXX1X"


def a_customer(name: str = "王建国", *, owner: str | None = None, **values: Any) -> Customer:
    """Open one customer as the operator; `owner` is one of the cast."""
    owner_id = factories.staff_id(owner) if owner else None
    plain = {"kind": "person", "phone": "13800000001", "address": "幸福路1号", **values}
    return open_customer(NewCustomer(name=name, owner_id=owner_id, **plain), confirmed=True, by=OPERATOR)


def sheet(rows: Iterable[dict[str, str]]) -> bytes:
    """A CSV file of customers, header in Chinese."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, HEADER, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def row(number: int, **values: str) -> dict[str, str]:
    """A good row: customer `number`."""
    return {"客户名称": f"王小{number}", "联系电话": f"138{number:08d}", "地址": f"幸福路{number}号", **values}
