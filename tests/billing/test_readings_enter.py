"""Entering, correcting and accepting readings."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError

from app.billing.accounts.models import GasAccount
from app.billing.meters.rules import NewMeter
from app.billing.meters.service import Place, install_meter, remove_meter
from app.billing.readings.facts import Billed
from app.billing.readings.models import Acceptance, PlanItem, Reading, Supersession
from app.billing.readings.queries.items import every_held, item_of_account, line, past_readings
from app.billing.readings.service.accept import accept_account, accept_reading
from app.billing.readings.service.enter import Entry, correct_reading, enter_reading
from app.billing.readings.service.settle import reassess, recheck
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.volume import Volume
from app.extensions import db
from app.office.history.models import Entry as HistoryEntry
from app.unit_of_work import unit_of_work
from tests.billing.factories_readings import (
    DAY,
    PERIOD,
    all_readings,
    an_account,
    hooks,
    planned,
    price_lists,
    read,
    standing,
)
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def _priced(context: None) -> None:
    price_lists()


def deeds() -> list[str]:
    return list(
        db.session.scalars(
            select(HistoryEntry.action).where(HistoryEntry.action.like("readings.%")).order_by(HistoryEntry.id)
        )
    )


def test_a_reading_is_billed_as_read() -> None:
    (item_id,) = planned(an_account(100, factor=1_023_500))
    read(item_id, 130, by=actor("ma"), reader="马超")
    assert standing(item_id) == (30, None)
    item = db.session.get_one(PlanItem, item_id)
    assert item.volume == 30_705
    assert item.reading_id == all_readings()[0].id
    assert all_readings()[0].entered_by == "马抄"
    assert deeds() == ["readings.planned", "readings.entered"]


def test_the_same_reading_once_more_changes_nothing() -> None:
    (item_id,) = planned(an_account())
    version = line(item_id, OPERATOR).item.version
    entry = Entry("reader", DAY, value=Volume(130_000))
    enter_reading(item_id, entry, version=version, by=OPERATOR)
    enter_reading(item_id, entry, version=version, by=OPERATOR)
    assert len(all_readings()) == 1


def test_of_two_who_enter_the_same_row_the_second_sees_the_first() -> None:
    (item_id,) = planned(an_account())
    version = line(item_id, OPERATOR).item.version
    enter_reading(item_id, Entry("reader", DAY, value=Volume(130_000)), version=version, by=actor("ma"))
    with pytest.raises(Conflict):
        enter_reading(
            item_id, Entry("reader", DAY, value=Volume(131_000)), version=version, by=actor("chen"), reason="x"
        )
    assert standing(item_id) == (30, None)
    assert len(all_readings()) == 1


def test_of_two_at_the_very_same_moment_one_is_stored(app: Flask) -> None:
    (item_id,) = planned(an_account())
    together, answers = Barrier(2), []

    def enter(value: int) -> None:
        with app.app_context():
            together.wait()
            try:
                entry = Entry("reader", DAY, value=Volume(value * 1000))
                enter_reading(item_id, entry, version=1, by=OPERATOR, reason="mine")
                answers.append("stored")
            except Conflict:
                answers.append("told")

    threads = [Thread(target=enter, args=(value,)) for value in (130, 140)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["stored", "told"]
    db.session.rollback()  # this thread still sees the state before
    assert len(all_readings()) == 1


def test_another_figure_of_the_same_source_needs_a_reason_and_follows() -> None:
    (item_id,) = planned(an_account())
    read(item_id, 130)
    with pytest.raises(Refused) as refused:
        read(item_id, 131)
    assert refused.value.field == "reason"
    read(item_id, 131, reason="typed wrong")
    assert standing(item_id) == (31, None)
    assert [(one.reading.value, one.is_current, one.reason) for one in past_readings(item_id)] == [
        (131_000, True, None),
        (130_000, False, "typed wrong"),
    ]


def test_after_not_read_a_figure_needs_no_reason() -> None:
    (item_id,) = planned(an_account())
    read(item_id, None, why="locked")
    assert standing(item_id) == (None, "unread")
    read(item_id, 130)
    assert standing(item_id) == (30, None)


def test_nothing_that_was_read_can_be_changed_in_the_database() -> None:
    (item_id,) = planned(an_account())
    read(item_id, 130)
    for table in (Reading, Supersession):
        with pytest.raises((IntegrityError, OperationalError)), unit_of_work(by=OPERATOR) as work:
            read(item_id, 131, reason="x")
            work.session.execute(update(table).values(**({"value": 1} if table is Reading else {"reason": "y"})))


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry("reader", DAY), "value"),
        (Entry("reader", DAY, value=Volume(1), why="locked"), "value"),
        (Entry("reader", DAY, value=Volume(100_000_000)), "value"),
        (Entry("reader", date(2024, 4, 30), value=Volume(130_000)), "read_on"),
    ],
)
def test_what_cannot_be_is_refused(entry: Entry, field: str) -> None:
    (item_id,) = planned(an_account())
    with pytest.raises(Refused) as refused:
        enter_reading(item_id, entry, version=1, by=OPERATOR)
    assert refused.value.field == field
    assert all_readings() == []


def test_reader_and_cashier_agree_or_the_reading_is_held() -> None:
    (item_id,) = planned(an_account())
    read(item_id, 130)
    read(item_id, 130, source="cashier")
    assert standing(item_id) == (30, None)
    read(item_id, 131, source="cashier", reason="slip")
    assert standing(item_id) == (30, "mismatch")
    read(item_id, 130, source="cashier", reason="misread slip")
    assert standing(item_id) == (30, None)


def test_a_correction_takes_the_place_of_what_both_said() -> None:
    (item_id,) = planned(an_account())
    read(item_id, 130)
    read(item_id, 131, source="cashier")
    version = line(item_id, OPERATOR).item.version
    entry = Entry("cashier", DAY, value=Volume(132_000))
    with pytest.raises(Refused):
        correct_reading(item_id, entry, version=version, by=OPERATOR, reason="")
    found = correct_reading(item_id, entry, version=version, by=OPERATOR, reason="looked again")
    assert (found.item.volume, found.item.held, len(found.figures)) == (32_000, None, 1)


def test_what_is_billed_takes_no_other_reading() -> None:
    (item_id,) = planned(an_account())
    read(item_id, 130)
    with hooks(billed_items=lambda ids: {item_id} & set(ids)):
        with pytest.raises(Refused, match="Reverse"):
            read(item_id, 131, reason="x")
        with pytest.raises(Refused, match="Reverse"):
            accept_reading(item_id, version=1, reason="x", by=OPERATOR)
        with unit_of_work(by=OPERATOR):
            reassess([item_id])
    assert standing(item_id) == (30, None)


def test_an_account_that_is_not_visible_or_not_planned_is_not_there() -> None:
    (item_id,) = planned(an_account())
    with pytest.raises(NoResultFound):
        enter_reading(item_id, Entry("reader", DAY, value=Volume(1)), version=1, by=actor("wu"))
    with pytest.raises(NoResultFound):
        enter_reading(item_id + 1, Entry("reader", DAY, value=Volume(1)), version=1, by=OPERATOR)


# -- holds that need the database ------------------------------------------------------------------------------------


def test_a_use_without_a_price_is_held_until_a_list_has_it() -> None:
    (item_id,) = planned(an_account(use="industry"))
    read(item_id, 130)
    assert standing(item_id) == (30, "no_tariff")


def test_the_price_list_is_the_one_of_the_reading_day() -> None:
    (item_id,) = planned(an_account(category="commercial"))
    read(item_id, 130, read_on=date(2025, 12, 31))  # the list begins with 2026
    assert standing(item_id) == (30, "no_tariff")


def test_a_suspended_account_is_held_until_it_is_resumed() -> None:
    account = an_account(state="suspended")
    (item_id,) = planned(account)
    read(item_id, 130)
    assert standing(item_id) == (30, "suspended")
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(GasAccount).where(GasAccount.id == account.id).values(state="active"))
    recheck(PERIOD, by=OPERATOR)
    assert standing(item_id) == (30, None)


def test_a_meter_exchanged_in_the_month_adds_up() -> None:
    account = an_account(100)
    (item_id,) = planned(account)
    place = Place(account.id, account.number, account.customer_id)
    remove_meter(place, on=date(2026, 11, 10), final_reading=Volume(130_000), by=OPERATOR)
    install_meter(place, NewMeter("N1", 6, installed_on=date(2026, 11, 10)), by=OPERATOR)
    read(item_id, 18, meter="N1")
    assert standing(item_id) == (48, None)
    read(item_id, 18, meter=f"M{account.number}", reason="old meter named")
    assert standing(item_id)[1] == "unknown_meter"


def test_an_exchange_before_the_plan_counts_from_the_last_billed_reading() -> None:
    account = an_account(100)
    place = Place(account.id, account.number, account.customer_id)
    remove_meter(place, on=date(2026, 11, 10), final_reading=Volume(130_000), by=OPERATOR)
    install_meter(place, NewMeter("N1", 5, installed_on=date(2026, 11, 10)), by=OPERATOR)
    with hooks(billed_before=lambda ids, _: {one: Billed(Volume(120_000), date(2026, 10, 21)) for one in ids}):
        (item_id,) = planned(account)
    assert line(item_id, OPERATOR).item.meter_number == "N1"
    read(item_id, 18, meter="N1")
    assert standing(item_id) == (28, None)


# -- accepting -------------------------------------------------------------------------------------------------------


def test_accepting_bills_the_reading_as_read_and_covers_what_else_can_be_accepted() -> None:
    account = an_account(category="commercial")
    (item_id,) = planned(account)
    read(item_id, 100, read_on=date(2026, 11, 27))
    assert standing(item_id) == (0, "zero")
    accept_account(PERIOD, account.number, reason="closed for repairs", by=actor("chen"))
    assert standing(item_id) == (0, None)
    kept = db.session.scalars(select(Acceptance).order_by(Acceptance.id)).all()
    assert [(one.hold, one.reason, one.accepted_by) for one in kept] == [
        ("zero", "closed for repairs", "陈收"),
        ("outside_window", "closed for repairs", "陈收"),
    ]
    assert deeds()[-1] == "readings.accepted"


def test_a_correction_after_an_acceptance_is_judged_anew() -> None:
    account = an_account(category="commercial")
    (item_id,) = planned(account)
    read(item_id, 130, read_on=date(2026, 11, 27))
    accept_account(PERIOD, account.number, reason="agreed", by=OPERATOR)
    read(item_id, 131, read_on=date(2026, 11, 28), reason="wrong")
    assert standing(item_id) == (31, "outside_window")


def test_what_only_a_better_reading_mends_cannot_be_accepted() -> None:
    account = an_account()
    (item_id,) = planned(account)
    read(item_id, 90)
    with pytest.raises(Refused, match="cannot be accepted"):
        accept_account(PERIOD, account.number, reason="x", by=OPERATOR)
    assert standing(item_id) == (None, "negative")


def test_accepting_needs_a_reason_a_hold_and_an_account() -> None:
    account = an_account()
    (item_id,) = planned(account)
    read(item_id, 130)
    for number, reason in ((account.number, ""), (account.number, "x"), ("99", "x")):
        with pytest.raises(Refused):
            accept_account(PERIOD, number, reason=reason, by=OPERATOR)


def test_of_two_who_accept_one_is_told() -> None:
    account = an_account(category="commercial")
    (item_id,) = planned(account)
    read(item_id, 100)
    version = line(item_id, OPERATOR).item.version
    read(item_id, 130, reason="found the slip")
    with pytest.raises((Conflict, Refused)):
        accept_reading(item_id, version=version, reason="x", by=OPERATOR)
    assert db.session.scalars(select(Acceptance)).all() == []


def test_the_list_of_what_is_held_names_each_with_its_reason() -> None:
    first, second, third = an_account(), an_account(), an_account()
    items = planned(first, second, third)
    read(items[0], 90)
    read(items[1], None, why="locked")
    read(items[2], 130)
    found = item_of_account(PERIOD, first.number, OPERATOR)
    assert found is not None
    assert [(row.number, row.held) for row in every_held(found.plan_id, OPERATOR)] == [
        (first.number, "negative"),
        (second.number, "unread"),
    ]
    assert every_held(found.plan_id, actor("wu")) == []
