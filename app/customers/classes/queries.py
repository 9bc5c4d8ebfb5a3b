"""Schemes, their classes, and what customers are by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from app import clock
from app.customers.classes.models import Classification, ClassScheme, CustomerClass
from app.customers.classes.shipped import EXAMPLES, Example
from app.customers.files.models import Customer
from app.customers.files.queries import file_visible
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.web.language import say
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a customer is in one scheme: the row that holds now and its class, both None where he is in none."""

    scheme: ClassScheme
    now: Classification | None
    klass: CustomerClass | None


def schemes(*, active_only: bool = False) -> Sequence[ClassScheme]:
    """The schemes by name, those in use first."""
    query = select(ClassScheme).order_by(ClassScheme.active.desc(), ClassScheme.name)
    return db.session.scalars(query.where(ClassScheme.active) if active_only else query).all()


def scheme(scheme_id: int) -> ClassScheme:
    """One scheme as stored now. Raises NoResultFound."""
    query = select(ClassScheme).where(ClassScheme.id == scheme_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def classes_of(scheme_id: int, *, active_only: bool = False) -> Sequence[CustomerClass]:
    """The classes of a scheme in their order."""
    query = select(CustomerClass).where(CustomerClass.scheme_id == scheme_id)
    query = query.where(CustomerClass.active) if active_only else query
    return db.session.scalars(query.order_by(CustomerClass.position, CustomerClass.id)).all()


def classes_by_scheme() -> dict[int, list[CustomerClass]]:
    """All classes by scheme, in their order."""
    found: dict[int, list[CustomerClass]] = {}
    query = select(CustomerClass).order_by(CustomerClass.position, CustomerClass.id)
    for one in db.session.scalars(query):
        found.setdefault(one.scheme_id, []).append(one)
    return found


def class_of(class_id: int) -> CustomerClass:
    """One class. Raises NoResultFound."""
    return db.session.scalars(select(CustomerClass).where(CustomerClass.id == class_id)).one()


def standing(customer_id: int) -> list[Standing]:
    """What a customer is in every scheme in use, and in the others that he still has a class of."""
    now = {row.scheme_id: (row, klass) for row, klass in db.session.execute(_now(customer_id))}
    return [Standing(one, *now.get(one.id, (None, None))) for one in schemes() if one.active or one.id in now]


def holds(customer_id: int, scheme_id: int) -> Classification | None:
    """The row that holds now for a customer in a scheme; None where he is in no class of it."""
    query = select(Classification).where(Classification.customer_id == customer_id)
    query = query.where(Classification.scheme_id == scheme_id, Classification.until_on.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def past(customer_id: int) -> Sequence[Any]:
    """What a customer was before, newest first: rows of Classification, scheme and class."""
    query = select(Classification, ClassScheme.name.label("scheme"), CustomerClass.name.label("klass"))
    query = query.join(ClassScheme, ClassScheme.id == Classification.scheme_id)
    query = query.join(CustomerClass, CustomerClass.id == Classification.class_id)
    query = query.where(Classification.customer_id == customer_id, Classification.until_on.is_not(None))
    return db.session.execute(query.order_by(Classification.id.desc())).all()


def in_class(class_id: int) -> ColumnElement[bool]:
    """The condition on Customer under which he is in this class now."""
    query = select(Classification.customer_id).where(Classification.class_id == class_id)
    return Customer.id.in_(query.where(Classification.until_on.is_(None)))


def customers_in(class_id: int, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The customers of a class whose files this actor may see, as rows of Customer and Classification."""
    query = select(Customer).add_columns(Classification).join(Classification, Classification.customer_id == Customer.id)
    query = query.where(Classification.class_id == class_id, Classification.until_on.is_(None))
    return page_of(db.session(), query.where(file_visible(actor)), [Order(Customer.id, descending=True)], after=after)


def choices() -> list[tuple[str, str]]:
    """The classes of the schemes in use as choices: id, and the names of scheme and class."""
    query = select(CustomerClass.id, ClassScheme.name.label("scheme"), CustomerClass.name)
    query = query.join(ClassScheme, ClassScheme.id == CustomerClass.scheme_id)
    query = query.where(ClassScheme.active, CustomerClass.active)
    rows = db.session.execute(query.order_by(ClassScheme.name, CustomerClass.position, CustomerClass.id))
    return [(str(row.id), f"{row.scheme}：{row.name}") for row in rows]


def examples_left() -> list[Example]:
    """The examples for this kind of office that are not among its schemes yet, in the language of the reader."""
    profile, taken = policy.in_force(policy.PROFILE, clock.today()).value, {one.name for one in schemes()}
    fitting = [one for one in EXAMPLES if not one.profiles or profile in one.profiles]
    return [one for one in fitting if say(Text(one.name)) not in taken]


def _now(customer_id: int) -> Select[Classification, CustomerClass]:
    query = select(Classification, CustomerClass)
    query = query.join(CustomerClass, CustomerClass.id == Classification.class_id)
    return query.where(Classification.customer_id == customer_id, Classification.until_on.is_(None))
