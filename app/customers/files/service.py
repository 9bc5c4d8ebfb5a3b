"""Opening customers and changing their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert

from app.customers.files.feature import OPENED
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer, number_of
from app.office.history.service import Deed, record_many
from app.office.numbering.service import take_numbers
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work

__all__ = ["NewCustomer", "open_many"]


def open_many(rows: Sequence[NewCustomer], *, batch_id: int | None) -> list[int]:
    """Open customers as a bulk verb in the unit of work that is under way; return their ids in the order of `rows`.

    Set-based: numbers, customers, search index and history, each by one statement (C-07). With `batch_id` they are
    hidden until that import is applied.
    """
    if not rows:
        return []
    work = current_work()
    numbers = [number_of(count) for count in take_numbers("customer", len(rows))]
    common = {"batch_id": batch_id, "opened_at": work.at, "version": 1}
    values = [{**asdict(row), **common, "number": number} for row, number in zip(rows, numbers, strict=True)]
    made = work.session.execute(insert(Customer).returning(Customer.number, Customer.id), values)
    ids = dict(made.tuples())
    ordered = [ids[number] for number in numbers]
    put_in_index(zip(ordered, values, strict=True))
    record_many(
        OPENED,
        [
            Deed(f"customer:{one}", one, {"number": row["number"], "name": row["name"]})
            for one, row in zip(ordered, values, strict=True)
        ],
    )
    return ordered


def put_in_index(customers: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Let the search box find customers by number, name and phone: what their cards hold, nothing of their files."""
    index.put("customer", ((one, tokens_for(values)) for one, values in customers))


def tokens_for(values: Mapping[str, Any]) -> set[str]:
    """The tokens by which a customer is found."""
    return tokens_of(name=values["name"], phones=[values["phone"] or ""], numbers=[values["number"]])
