"""A customer of another department with something of everything in his file, in words that can be told from others."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, String, Table, Text, insert, select
from sqlalchemy.sql.schema import Column

import app.models  # noqa: F401
from app import clock
from app.columns import Base, UtcDateTime
from app.customers.files.models import Customer
from app.customers.files.service import change_customer
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.attachments.service import attach
from app.office.batches.models import Batch, BatchRow
from app.unit_of_work import Work, unit_of_work
from tests.customers.factories_customers import a_customer
from tests.factories import actor, staff_id

MARK = "zqx"  # with it begins every word that nobody without leave may read
CARD = "长江贸易有限公司"  # the name stands on the card, which others may see
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8ffffff7f0009fb03fd"
    "05434504d20000000049454e44ae426082"
)
# What makes a row stand on the lists of its feature; every other text is a marked word.
SET: Mapping[str, Mapping[str, Any]] = {
    "access_requests": {"state": "granted", "matter": "files.read_other"},
    "admissions": {"state": "suspended"},
    "archived_files": {"place": "甲柜", "bound_by": "白管"},  # where paper lies, whoever keeps the archive must know
    "blanks": {"state": "signed", "serial": "HT-1"},
    "consultations": {"stage": "deposit"},
    "contact_reports": {"way": "call"},
    "contacts": {"part": "handles", "left_on": None, "main": False, "mobile": "13912345678"},
    "contracts": {"state": "signed"},
    "correspondence": {"way": "letter", "direction": "in", "counterpart": "owner", "answered_on": None},
    "deadlines": {"state": "running"},
    "duplicate_pairs": {"state": "open", "score": 90},
    "erasures": {"state": "asked"},
    "expense_claims": {"state": "claimed", "kind": "gifts"},
    "filings": {"state": "open", "kind": "change"},
    "handover_items": {"part": "main", "state": "handed", "chosen_by": "name"},
    "handovers": {"state": "decided", "cause": "left", "way": "named"},
    "invoicing_data": {"state": "received"},
    "major_changes": {"side": "customer", "withdrawn_why": None},
    "merges": {"state": "merged"},
    "paper_kinds": {"checked_by": "sales"},
    "papers": {"state": "received"},
    # What the office defines is nobody's file.
    "class_schemes": {"name": "销售方式", "product": None, "note": None},
    "customer_classes": {"name": "计划客户"},
    "stationery_kinds": {"name": "装修合同", "prefix": None},
}
TABLES = (
    "contacts", "class_schemes", "customer_classes", "classifications", "contact_reports", "papers", "invoicing_data",
    "admissions", "contracts", "consultations", "correspondence", "major_changes", "filings", "archived_files",
    "handovers", "handover_items", "stationery_kinds", "blanks", "expense_claims", "erasures", "merges",
)  # fmt: skip


def make_foreign() -> int:
    """Make the customer of Su, in the department for sales, with a row in every table of his file; return his id."""
    words = {"nature": "nature", "supervising_unit": "unit", "contact": "contact", "source": "source", "note": "note"}
    marked = {key: f"{MARK}-{word}" for key, word in words.items()}
    customer = a_customer(CARD, kind="company", owner="su", phone="13987650001", address=f"{MARK}-address", **marked)
    customer_id = customer.id
    change_customer(customer_id, {"note": f"{MARK}-note2"}, version=1, reason=f"{MARK}-reason", by=actor("su"))
    with unit_of_work(by=OPERATOR) as work:
        for name in TABLES:
            work.session.execute(insert(Base.metadata.tables[name]), [_row(Base.metadata.tables[name], customer_id)])
        _bring_sheet(work)
    for subject in _subjects(customer_id):
        attach(subject, io.BytesIO(PICTURE), f"{MARK}-{subject.partition(':')[0]}.png", f"{MARK}-scan", by=OPERATOR)
    return customer_id


def words_of_file() -> Iterator[str]:
    """Every marked word that is stored somewhere."""
    for name in ("customers", *TABLES):
        table = Base.metadata.tables[name]
        for row in db.session.execute(select(table)):
            yield from (value for value in row if isinstance(value, str) and value.startswith(MARK))


def _bring_sheet(work: Work) -> None:
    """A sheet of customers that Su has brought in, with the words of its one row."""
    cells = {"name": f"{MARK}-sheet-name", "phone": f"{MARK}-sheet-phone"}
    batch = Batch(kind="customers", filename=f"{MARK}.xlsx", sha256="0" * 64, options={}, state="applied", notices=[])
    batch.counts, batch.staff_id, batch.actor_name, batch.made_at = {"create": 1}, staff_id("su"), "苏", work.at
    work.session.add(batch)
    work.session.flush()
    work.session.add(BatchRow(batch_id=batch.id, number=1, verdict="create", cells=cells, values={}))


def _subjects(customer_id: int) -> tuple[str, ...]:
    return (f"customer:{customer_id}", "paper:1", "letter:1", "contract:1", "consultation:1")


def _row(table: Table, customer_id: int) -> dict[str, Any]:
    given = SET.get(table.name, {})
    return {
        column.name: given[column.name] if column.name in given else _value(table, column, customer_id)
        for column in table.c
        if not column.primary_key
    }


def _value(table: Table, column: Column[Any], customer_id: int) -> Any:
    if column.name in {"customer_id", "survivor_id"}:
        return customer_id
    if column.foreign_keys:
        return _referred(column, customer_id)
    if isinstance(column.type, UtcDateTime):
        return None if column.nullable else clock.now()
    if isinstance(column.type, Date):
        return clock.today()
    if isinstance(column.type, String | Text):
        return f"{MARK}-{table.name}-{column.name}"[: getattr(column.type, "length", None) or 200]
    if isinstance(column.type, JSON):
        return [] if column.type.python_type is list else {}
    if isinstance(column.type, Boolean):
        return False
    assert isinstance(column.type, Integer | BigInteger), column
    return None if column.nullable else 1


def _referred(column: Column[Any], customer_id: int) -> Any:
    target = next(iter(column.foreign_keys)).column.table.name
    if target == "staff":
        return staff_id("su")
    if target == "customers":
        return customer_id
    if target == "batches":
        return None
    return db.session.scalar(select(Base.metadata.tables[target].c.id).limit(1))


__all__ = ["CARD", "MARK", "Customer", "make_foreign", "words_of_file"]
