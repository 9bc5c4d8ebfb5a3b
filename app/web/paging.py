"""Lists by keyset: page after page without counting, however long the list."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Result, Select, and_, bindparam, false, func, or_, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
PAGE_SIZE = 50
MOST_COUNTED = 10_000
LARGEST_WHOLE = 2**63
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Order:
    """One column of the order of a list. It must not be empty in any row: use coalesce() for one that may be."""

    column: Any
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page and the cursor of the next; `after` is None on the last."""

    rows: Sequence[Row]
    after: str | None


def page_of(
    session: Session, query: Select[Any], order: Sequence[Order], *, after: str | None, size: int = PAGE_SIZE
) -> Page[Any]:
    """Read one page of `query`, sorted by `order` whose last column must be unique.

    Rows are what the query selects: entities where it selects one thing, else rows. A cursor that is not ours
    begins at the start.
    """
    keyed = query.add_columns(*(item.column.label(f"_key{n}") for n, item in enumerate(order)))
    cursor = _decode(after, order) if after else None
    if cursor is not None:
        keyed = keyed.where(_beyond(order, cursor))
    ordered = keyed.order_by(*(item.column.desc() if item.descending else item.column.asc() for item in order))
    found = session.execute(ordered.limit(size + 1)).freeze()
    full = found().all()
    more = len(full) > size
    rows = _without_keys(found(), len(order))[:size]
    return Page(rows, _encode(full[size - 1][-len(order) :]) if more else None)


def capped_count(session: Session, query: Select[Any]) -> int:
    """Count the rows of `query`, but not beyond 10,001: a list says "10,000+" then."""
    some = query.order_by(None).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _without_keys(found: Result[Any], keys: int) -> Sequence[Any]:
    width = len(found.keys()) - keys
    return found.scalars().all() if width == 1 else found.columns(*range(width)).all()


def _beyond(order: Sequence[Order], cursor: Sequence[Any]) -> ColumnElement[bool]:
    steps: list[ColumnElement[bool]] = [false()]
    for n, item in enumerate(order):
        equal = [earlier.column == _bound(earlier, cursor[m]) for m, earlier in enumerate(order[:n])]
        here = _bound(item, cursor[n])
        steps.append(and_(*equal, item.column < here if item.descending else item.column > here))
    return or_(*steps)


def _bound(item: Order, value: Any) -> Any:
    # As a parameter of the column's type: SQLAlchemy would not compare a column with True itself.
    return bindparam(None, value, type_=item.column.type, unique=True)


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([_plain(v) for v in values]).encode()).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _decode(cursor: str, order: Sequence[Order]) -> list[Any] | None:
    try:
        stored = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        values = [_value(v) for v in stored] if isinstance(stored, list) else []
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
    fits = len(values) == len(order) and all(_fits(item, value) for item, value in zip(order, values, strict=True))
    return values if fits else None


def _fits(item: Order, value: Any) -> bool:
    """Whether the database could compare this value with the column; a cursor may have been made by hand."""
    if isinstance(value, int) and abs(value) >= LARGEST_WHOLE:
        return False
    if isinstance(value, datetime) and (value.tzinfo is None or not 1 < value.year < 9999):
        return False
    if isinstance(value, str) and _UNSTORABLE.search(value):
        return False
    try:
        return isinstance(value, item.column.type.python_type)
    except NotImplementedError:
        return True


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])
