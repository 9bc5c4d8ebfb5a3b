"""What filings answer to pages that do not know them."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.customers.filing import queries
from app.customers.filing.feature import REMIND, SEE
from app.customers.filing.models import Filing
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.converters import id_in
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Overdue filings: one's own, and those of the office for who reminds of them (hook `today`)."""
    if not actor.may(SEE.name):
        return []
    whose = actor.may(REMIND.name) or actor.staff_id is None
    figure = queries.overdue_count(actor, mine=not whose)
    where = url_for("filing.listing") if whose else url_for("filing.listing", staff=actor.staff_id)
    return [Notice(Text("Overdue filings"), str(figure), where, "red", 33)] if figure else []


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a filing; None for other subjects (O-12)."""
    found = id_in(subject, "filing")
    if found is None:
        return None
    query = select(Filing.id).join(Customer, Customer.id == Filing.customer_id)
    return db.session.scalar(query.where(Filing.id == found, file_visible(actor))) is not None
