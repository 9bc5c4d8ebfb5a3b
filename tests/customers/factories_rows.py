"""Rows of any table that hangs on a customer, made without knowing the table."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Boolean, Column, Table, insert, select

from app import clock
from app.columns import Base
from app.customers.merging.tables import SUBJECT, references
from app.domain.actor import OPERATOR
from app.extensions import db
from app.unit_of_work import unit_of_work

_numbers = count(1)
# A row of its own kind says more than a generated word.
USUAL = {
    "filings": {"kind": "change", "state": "open"},
    "approvals": {"state": "approved"},
    "contacts": {"main": False},
}


def hang(table_name: str, column_name: str, customer_id: int, **values: Any) -> int:
    """Hang one row on a customer by this column; return its id."""
    table = Base.metadata.tables[table_name]
    said = f"customer:{customer_id}" if column_name == SUBJECT else customer_id
    with unit_of_work(by=OPERATOR):
        return _made(table, {**USUAL.get(table_name, {}), column_name: said, **values})


def hanging(customer_id: int) -> dict[tuple[str, str], set[int]]:
    """The ids of the rows that hang on a customer, for every column that a merge moves."""
    return {
        (one.table.name, one.column.name): set(
            db.session.scalars(select(one.table.c.id).where(one.column == one.value_for(customer_id)))
        )
        for one in references()
    }


def _made(table: Table, values: dict[str, Any]) -> int:
    row = {column.name: _value(column) for column in table.columns if _is_needed(column) and column.name not in values}
    made = db.session.execute(insert(table).values({**row, **values}).returning(table.c.id))
    return int(made.scalar_one())


def _is_needed(column: Column[Any]) -> bool:
    return not column.nullable and not (column.primary_key and column.name == "id")


def _value(column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        other = key.column.table
        known = db.session.scalar(select(other.c.id).order_by(other.c.id).limit(1))
        return known if known is not None else _made(other, {})
    number, kind = next(_numbers), column.type.python_type
    plain = {datetime: clock.now(), date: clock.today(), dict: {}, list: [], int: number, bool: False}
    if isinstance(column.type, Boolean):
        return False
    return plain[kind] if kind in plain else f"{column.name[:20]} {number}"
