"""What expense claims tell the first page, the files attached to them, and imports that are taken back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select, update

from app.customers.expenses.feature import CHECK
from app.customers.expenses.models import ExpenseClaim
from app.customers.expenses.queries import visible, waiting
from app.customers.expenses.rules import CLAIMED
from app.customers.files.queries import customer_of_thing
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.unit_of_work import current_work
from app.web.converters import id_in
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Claims that wait for finance (hook `today`)."""
    count = waiting() if actor.may(CHECK.name) else 0
    url = url_for("expenses.listing", state=CLAIMED)
    return [Notice(Text("Expense claims to be checked"), str(count), url, "yellow", 60)] if count else []


def customer_of_subject(subject: str) -> int | None:
    """Whose expense this is; None for other subjects."""
    return customer_of_thing(subject, "expense", ExpenseClaim)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see the bills that hang on a claim; None for other subjects (O-12)."""
    found = id_in(subject, "expense")
    if found is None:
        return None
    query = select(ExpenseClaim.id).where(ExpenseClaim.id == found, visible(actor))
    return db.session.scalar(query) is not None


def withdrawn(customer_ids: Sequence[int]) -> None:
    """The customers of a taken-back import go; what was claimed for them keeps their names (`customers_withdrawn`)."""
    held = update(ExpenseClaim).where(ExpenseClaim.customer_id.in_(customer_ids)).values(customer_id=None)
    current_work().session.execute(held.execution_options(synchronize_session=False))
