"""The categories, required fields and sources of files, as the office has set them (C-06, C-08, C-106, D-24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from app.customers.files.completeness import MAY_BE_REQUIRED, Completeness, completeness
from app.customers.files.models import Category, Customer, Requirement, Source
from app.customers.files.rules import CATEGORIES, KINDS, NEEDED
from app.domain.text import Text
from app.extensions import db
from app.kept import once
from app.web.language import say

CATEGORIES_KEY, REQUIREMENTS_KEY = "customer categories", "file requirements"
# C-106: what is offered while the office keeps no list of its own.
SUGGESTED = ("电话回访", "现场回访", "设计师", "市场部")


@dataclass(frozen=True, slots=True)
class Needs:
    """What files of a class must hold beside the name, and whether opening and changes must be filed in time."""

    fields: tuple[str, ...]
    filing: bool


def categories(*, keep: str | None = None) -> Mapping[str, str]:
    """The words of the categories that are in use, by key, in the office's order, in the language of the reader.

    `keep` stays even after it was retired: the one that a file has.
    """
    return {one.key: word_of(one) for one in all_categories() if one.active or one.key == keep}


def category_words() -> Mapping[str, str]:
    """The words of all categories by key, the retired ones too: what lists and papers show."""
    return {one.key: word_of(one) for one in all_categories()}


def word_of(category: Category) -> str:
    """The office's own word, else the shipped one in the language of the reader."""
    return category.name or say(Text(CATEGORIES.get(category.key, category.key)))


def all_categories() -> Sequence[Category]:
    """The categories in the office's order; asked once in a transaction."""
    query = select(Category).order_by(Category.position, Category.id)
    return once(CATEGORIES_KEY, lambda: db.session.scalars(query).all())


def needs_of(kind: str, category: str) -> Needs:
    """What files of this class must hold (C-08); the shipped fields and no filing where nobody has set anything."""
    return requirements().get((kind, category)) or Needs(NEEDED.get(kind, ()), False)


def requirements() -> Mapping[tuple[str, str], Needs]:
    """What files must hold, by kind and category; asked once in a transaction."""
    return once(REQUIREMENTS_KEY, _requirements)


def _requirements() -> Mapping[tuple[str, str], Needs]:
    query = select(Requirement).order_by(Requirement.id)
    return {(row.kind, row.category): Needs(tuple(row.fields), row.filing) for row in db.session.scalars(query)}


def completeness_of(customer: Customer) -> Completeness:
    """How complete this file is by the rules of its class (C-114)."""
    needs = needs_of(customer.kind, customer.category)
    return completeness(customer.kind, _values(customer), needs.fields)


def incomplete(of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition on Customer under which a required field is missing.

    It goes by fields, not by classes: of nearly every file one look at each field is enough.
    """
    asking: dict[str, dict[str, list[str]]] = {}
    for (kind, category), needs in requirements().items():
        for field in needs.fields:
            asking.setdefault(field, {}).setdefault(kind, []).append(category)
    return or_(
        false(),
        *(and_(getattr(of, field).is_(None), _of_classes(by_kind, of)) for field, by_kind in asking.items()),
    )


def _of_classes(by_kind: Mapping[str, list[str]], of: type[Customer]) -> ColumnElement[bool]:
    return or_(false(), *(and_(of.kind == kind, of.category.in_(found)) for kind, found in by_kind.items()))


def classes_with_filing(of: type[Customer] = Customer) -> ColumnElement[bool]:
    """The condition on Customer under which opening and changes must be filed in time (C-11, C-12)."""
    asked = [key for key, needs in requirements().items() if needs.filing]
    return or_(false(), *(and_(of.kind == kind, of.category == category) for kind, category in asked))


def sources() -> list[str]:
    """The sources of the office's list that are in use, by their order; none where it keeps no list."""
    query = select(Source.name).where(Source.active).order_by(Source.position, Source.id)
    return list(db.session.scalars(query))


def all_sources() -> Sequence[Source]:
    """Every source, the retired ones too."""
    return db.session.scalars(select(Source).order_by(Source.position, Source.id)).all()


def classes() -> list[tuple[str, str, Category, Needs]]:
    """Every class of files: kind, word of the kind, category, what is asked for; for the page of rules."""
    return [
        (kind, say(Text(word)), category, needs_of(kind, category.key))
        for category in all_categories()
        for kind, word in KINDS.items()
    ]


def _values(customer: Customer) -> dict[str, Any]:
    return {key: getattr(customer, key) for key in MAY_BE_REQUIRED.get(customer.kind, ())}
