"""Price lists in the database: entered once for a day, frozen once used, found by date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from app.billing.tariffs import queries
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.models import Tariff
from app.billing.tariffs.pricelist import Category, PriceList
from app.billing.tariffs.rules import in_force
from app.billing.tariffs.service import enter_tariff, remove_tariff, replace_tariff
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.history.models import Entry
from tests.billing.tariff_examples import BEIJING_2016, COMMERCIAL, any_pricelist

BEIJING = parse_tariff(BEIJING_2016)


def use(monkeypatch: pytest.MonkeyPatch, *used: int) -> None:
    monkeypatch.setattr(queries, "is_used", lambda tariff_id: tariff_id in used)


def test_a_list_is_found_from_its_first_day_on(context: None) -> None:
    stored = enter_tariff(BEIJING, by=OPERATOR)
    assert queries.tariff_in_force(Category.RESIDENTIAL, date(2016, 1, 1)) == (stored.id, BEIJING)
    assert queries.tariff_in_force(Category.RESIDENTIAL, date(2015, 12, 31)) is None
    assert queries.tariff_in_force(Category.COMMERCIAL, date(2026, 1, 1)) is None


def test_a_second_list_of_the_category_on_the_same_day_is_refused(context: None) -> None:
    enter_tariff(BEIJING, by=OPERATOR)
    with pytest.raises(Refused) as refused:
        enter_tariff(replace(BEIJING, name="another"), by=OPERATOR)
    assert refused.value.field == "valid_from"
    enter_tariff(parse_tariff(COMMERCIAL.replace("2026-01-01", "2016-01-01")), by=OPERATOR)
    assert len(queries.tariffs()) == 2


def test_a_list_that_must_not_be_used_is_not_stored(context: None) -> None:
    with pytest.raises(Refused) as refused:
        enter_tariff(replace(BEIJING, document=""), by=OPERATOR)
    assert refused.value.field == "document"
    assert queries.tariffs() == []


def test_an_unused_list_can_be_replaced_and_removed_and_history_keeps_what_it_said(context: None) -> None:
    first = enter_tariff(BEIJING, by=OPERATOR)
    second = replace_tariff(first.id, replace(BEIJING, name="corrected"), by=OPERATOR)
    assert [one.name for one in queries.tariffs()] == ["corrected"]
    remove_tariff(second.id, by=OPERATOR)
    assert queries.price_lists() == {}
    entries = db.session.scalars(select(Entry).order_by(Entry.id)).all()
    assert [entry.action for entry in entries] == [
        "tariffs.entered", "tariffs.removed", "tariffs.entered", "tariffs.removed",
    ]  # fmt: skip
    assert parse_tariff(entries[1].facts["tariff"]) == BEIJING


def test_a_replacement_that_is_refused_leaves_the_old_list(context: None) -> None:
    enter_tariff(replace(BEIJING, valid_from=date(2020, 1, 1)), by=OPERATOR)
    old = enter_tariff(BEIJING, by=OPERATOR)
    with pytest.raises(Refused):
        replace_tariff(old.id, replace(BEIJING, valid_from=date(2020, 1, 1)), by=OPERATOR)
    assert old.id in queries.price_lists()


def test_a_used_list_stays_as_it_is(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    used = enter_tariff(BEIJING, by=OPERATOR)
    use(monkeypatch, used.id)
    with pytest.raises(Refused, match="stays as it is"):
        remove_tariff(used.id, by=OPERATOR)
    with pytest.raises(Refused, match="stays as it is"):
        replace_tariff(used.id, BEIJING, by=OPERATOR)
    assert queries.price_lists() == {used.id: BEIJING}


def test_all_lists_come_with_one_question(context: None) -> None:
    for year in range(2016, 2022):
        enter_tariff(replace(BEIJING, valid_from=date(year, 1, 1)), by=OPERATOR)
    asked: list[Any] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(queries.price_lists()) == 6
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pricelist=any_pricelist())
def test_every_list_that_may_be_stored_comes_back_as_it_was(context: None, pricelist: PriceList) -> None:
    stored = enter_tariff(pricelist, by=OPERATOR)
    assert queries.price_lists()[stored.id] == pricelist
    remove_tariff(stored.id, by=OPERATOR)


@given(
    starts=st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), unique=True, max_size=6),
    on=st.dates(date(1999, 1, 1), date(2031, 1, 1)),
)
def test_the_list_in_force_is_the_last_that_has_begun(starts: list[date], on: date) -> None:
    lists = {number: replace(BEIJING, valid_from=start) for number, start in enumerate(starts, 1)}
    found = in_force(lists, Category.RESIDENTIAL, on)
    begun = [start for start in starts if start <= on]
    assert (found[1].valid_from if found else None) == max(begun, default=None)
    assert in_force(lists, Category.COMMERCIAL, on) is None


def test_tomorrows_list_does_not_hold_today(app: Flask, context: None) -> None:
    today = date(2026, 11, 20)
    enter_tariff(replace(BEIJING, valid_from=today + timedelta(1)), by=OPERATOR)
    old = enter_tariff(BEIJING, by=OPERATOR)
    assert queries.in_force_today(today) == {"residential": old.id}
    assert db.session.scalars(select(Tariff.source)).all()
