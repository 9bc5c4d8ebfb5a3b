"""Entering price lists, and taking back those that nobody used."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.billing.tariffs import queries
from app.billing.tariffs.checks import check
from app.billing.tariffs.feature import ENTERED, REMOVED
from app.billing.tariffs.models import Tariff
from app.billing.tariffs.pricelist import PriceList
from app.billing.tariffs.render import render_tariff
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.unit_of_work import Work, unit_of_work


def enter_tariff(pricelist: PriceList, *, by: Actor) -> Tariff:
    """Store a price list; it counts as approved until the price committee's procedure exists (G-10).

    Raises Refused, with the place as `field`, for a list that must not be used, and for a second one of its category
    on the same day.
    """
    check(pricelist)
    with unit_of_work(by=by) as work:
        if queries.starts_already(pricelist.category, pricelist.valid_from):
            raise _second_list(Refused)
        made = Tariff(
            name=pricelist.name,
            category=pricelist.category.value,
            document=pricelist.document or None,
            issuer=pricelist.issuer or None,
            valid_from=pricelist.valid_from,
            source=render_tariff(pricelist),
            entered_at=work.at,
            staff_id=by.staff_id,
            entered_by=by.name,
        )
        _store(work, made)
        facts = {"name": made.name, "category": made.category, "valid_from": made.valid_from, "tariff": made.source}
        record(ENTERED, f"tariff:{made.id}", facts=facts)
        return made


def replace_tariff(tariff_id: int, pricelist: PriceList, *, by: Actor) -> Tariff:
    """Put another price list in the place of one that no statement used; return the new one (G-10).

    Raises Refused as `enter_tariff` and `remove_tariff` do; NoResultFound where somebody replaced it before.
    """
    check(pricelist)
    with unit_of_work(by=by):
        remove_tariff(tariff_id, by=by)
        return enter_tariff(pricelist, by=by)


def remove_tariff(tariff_id: int, *, by: Actor) -> None:
    """Remove a price list that no statement used. Raises Refused for a used one: it stays as it is (G-10)."""
    with unit_of_work(by=by) as work:
        old = queries.tariff(tariff_id)
        if queries.is_used(tariff_id):
            raise Refused(
                Text("A statement used this price list: it stays as it is. Enter a new one from a later day.")
            )
        facts = {"name": old.name, "category": old.category, "valid_from": old.valid_from, "tariff": old.source}
        work.session.execute(delete(Tariff).where(Tariff.id == tariff_id))
        work.session.expunge(old)
        record(REMOVED, f"tariff:{tariff_id}", facts=facts)


def _store(work: Work, made: Tariff) -> None:
    work.session.add(made)
    try:
        work.session.flush()
    except IntegrityError:
        raise _second_list(Conflict) from None


def _second_list(kind: type[Refused]) -> Refused:
    return kind(Text("A price list of this category starts on that day already. Choose another day, or replace it."),
                field="valid_from")  # fmt: skip
