"""Who may know of which customers."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_

from app.customers.files.feature import SEE_ALL, SEE_CARD, SEE_DEPARTMENT, SEE_OWN
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.office.batches.queries import published


def card_visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Customer under which this actor may see the card: number, name, end of the phone, owner."""
    return published(Customer.batch_id) if actor.may(SEE_CARD.name) else false()


def file_visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Customer under which this actor may see the file, which is everything (C-17 to C-20, O-07)."""
    if actor.may(SEE_ALL.name):
        return published(Customer.batch_id)
    own: ColumnElement[bool] = false()
    if actor.may(SEE_OWN.name):
        own = or_(own, Customer.owner_id == actor.staff_id)
    if actor.may(SEE_DEPARTMENT.name):
        own = or_(own, Customer.department_id.in_(actor.departments(SEE_DEPARTMENT.name)))
    return and_(published(Customer.batch_id), own)


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Customer under which this actor may know of it at all: by its card or by its file."""
    return or_(card_visible(actor), file_visible(actor))
