"""Looking at price lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import column, exists, select, table

from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.models import Tariff
from app.billing.tariffs.pricelist import Category, PriceList
from app.billing.tariffs.rules import in_force
from app.extensions import db

# By its name only: statements stand above price lists and know them, not the other way round.
STATEMENT_LINES = table("statement_lines", column("tariff_id"))


def tariff(tariff_id: int) -> Tariff:
    """The stored price list of this id. Raises NoResultFound."""
    return db.session.scalars(select(Tariff).where(Tariff.id == tariff_id)).one()


def tariffs() -> Sequence[Tariff]:
    """Every stored price list, category by category, the newest first."""
    return db.session.scalars(select(Tariff).order_by(Tariff.category, Tariff.valid_from.desc(), Tariff.id)).all()


def parsed(source: str) -> PriceList:
    """The price list that this stored text says. Parsed once for each text: a list that was used never changes."""
    return _parsed(source)


def price_lists() -> dict[int, PriceList]:
    """Id -> price list, of all categories and days; with `rules.in_force` a whole run needs this one question."""
    rows = db.session.execute(select(Tariff.id, Tariff.source).order_by(Tariff.id))
    return {row.id: parsed(row.source) for row in rows}


def tariff_in_force(category: Category, on: date) -> tuple[int, PriceList] | None:
    """The price list of a category in force on a day, with its id; None before the first one begins."""
    return in_force(price_lists(), category, on)


def in_force_today(today: date) -> Mapping[str, int]:
    """Category -> id of its list in force today; categories without one are left out."""
    lists = price_lists()
    found = {category.value: in_force(lists, category, today) for category in Category}
    return {category: one[0] for category, one in found.items() if one}


def is_used(tariff_id: int) -> bool:
    """Whether a statement line names this price list; then the database refuses to change it."""
    line = select(STATEMENT_LINES.c.tariff_id).where(STATEMENT_LINES.c.tariff_id == tariff_id)
    return bool(db.session.scalar(select(exists(line))))


def starts_already(category: str, valid_from: date) -> bool:
    """Whether a list of this category starts on that very day."""
    query = select(Tariff.id).where(Tariff.category == category, Tariff.valid_from == valid_from)
    return bool(db.session.scalar(select(exists(query))))


@lru_cache(maxsize=500)
def _parsed(source: str) -> PriceList:
    return parse_tariff(source)
