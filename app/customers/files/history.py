"""The history of the fields of a file: what each was, who changed it, when and why (C-12, O-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import String, cast, select

from app.customers.files.feature import CHANGED, OPENED
from app.customers.files.hooks import showers
from app.customers.files.masking import covered_change
from app.customers.files.models import Customer
from app.customers.files.queries import ids_of
from app.extensions import db
from app.office.history.models import Entry
from app.office.journal.queries import between, told
from app.office.journal.sentences import Told
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the history is narrowed to: one field, one person, days; None is everything."""

    field: str | None = None
    person: int | None = None
    since: date | None = None
    until: date | None = None


def of_file(customer: Customer, wanted: Wanted, *, after: str | None, plain: bool) -> Page[Told]:
    """The changes of this file and of those made one with it, newest first; ask for the file first.

    What his page covers stays covered unless `plain`.
    """
    query = select(Entry).where(Entry.customer_id.in_(ids_of(customer.id)), *between(wanted.since, wanted.until))
    query = query.where(Entry.action.in_((OPENED.name, CHANGED.name)))
    if wanted.person is not None:
        query = query.where(Entry.staff_id == wanted.person)
    if wanted.field:
        query = query.where(cast(Entry.facts, String).contains(f'"field": "{wanted.field}"', autoescape=True))
    page = page_of(db.session(), query, [Order(Entry.id, descending=True)], after=after)
    return Page(told(page.rows, showers(_plain if plain else partial(covered_change, kind=customer.kind))), page.after)


def _plain(_field: str, value: Any) -> str:
    return str(value)
