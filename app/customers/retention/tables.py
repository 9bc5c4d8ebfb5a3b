"""Which rows speak of a customer: read off the tables themselves, so that whatever is built later is erased too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Date, String, Table, func, select

from app.columns import Base
from app.customers.retention.rules import EMPTIED, KEPT, NAMING, OF_PERSONS_ONLY, WORDS
from app.extensions import db
from app.guards import guarded_tables

CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column by which rows of a table speak of a customer; `own` where the row is about him."""

    table: Table
    column: Column[Any]
    own: bool


def references() -> Iterator[Reference]:
    """Every column that names a customer, but those of the customers themselves."""
    for table in Base.metadata.sorted_tables:
        if table.name not in (CUSTOMERS, "erasures"):
            for column in table.columns:
                if column.name == "customer_id" or any(
                    key.column.table.name == CUSTOMERS for key in column.foreign_keys
                ):
                    yield Reference(table, column, column.name == "customer_id")


def frozen() -> set[str]:
    """The tables whose rows the database itself protects."""
    return {table.name for table, _ in guarded_tables()}


def stays(table: str) -> bool:
    """Whether the rows of a table stay as they are."""
    return table in KEPT or table in frozen()


def to_be_erased(*, person: bool) -> list[Reference]:
    """Where words are erased row by row; of a company only where rows speak of persons."""
    return [
        one
        for one in references()
        if not stays(one.table.name) and one.table.name not in EMPTIED
        if person or one.table.name not in OF_PERSONS_ONLY
    ]


def to_be_emptied(*, person: bool) -> list[Reference]:
    """Whose rows go altogether."""
    return [
        one for one in references() if one.table.name in EMPTIED and (person or one.table.name not in OF_PERSONS_ONLY)
    ]


def texts_of(table: Table) -> list[Column[Any]]:
    """The columns of a table in which words may stand."""
    keys = {column.name for column in table.primary_key}
    wordy = (column for column in table.columns if isinstance(column.type, String | JSON) and column.name not in keys)
    return [column for column in wordy if not column.foreign_keys and not column.unique]


def wholly(table: Table, *, own: bool) -> Mapping[str, Column[Any]]:
    """The columns of a table that are erased whatever stands in them, by name."""
    named = {*(NAMING if own else ()), *WORDS.get(table.name, ())}
    return {c.name: c for c in table.columns if c.name in named and isinstance(c.type, String | Date)}


def counts(ids: Sequence[int]) -> dict[str, int]:
    """How many rows of each table that stays speak of these customers; tables without any are left out."""
    found: dict[str, int] = {}
    for one in references():
        if stays(one.table.name):
            query = select(func.count()).select_from(one.table).where(one.column.in_(ids))
            found[one.table.name] = found.get(one.table.name, 0) + (db.session.scalar(query) or 0)
    return {name: count for name, count in found.items() if count}
