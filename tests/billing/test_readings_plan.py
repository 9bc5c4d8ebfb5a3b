"""The reading plan of a month: who is on it, frozen once."""

from __future__ import annotations

import json
import time
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.billing.accounts.models import GasAccount
from app.billing.readings.facts import Billed
from app.billing.readings.models import PlanItem
from app.billing.readings.queries import plans
from app.billing.readings.service import plan as planning
from app.billing.readings.service.plan import plan_month
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Refused
from app.domain.volume import Volume
from app.extensions import db
from app.office.batches.models import Batch
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests.billing.factories_readings import PERIOD, an_account, hooks, item_of, many_accounts, planned


def numbers_on_plan() -> list[str]:
    query = select(GasAccount.number).join(PlanItem, PlanItem.account_id == GasAccount.id)
    return list(db.session.scalars(query.order_by(PlanItem.id)))


@pytest.mark.usefixtures("context")
def test_it_freezes_active_and_suspended_accounts_with_a_meter_in_route_order() -> None:
    third = an_account(book="B02", position=1)
    second = an_account(book="B01", position=2, state="suspended")
    first = an_account(book="B01", position=1)
    an_account(state="closed")
    assert plan_month(PERIOD, by=OPERATOR).planned == 3
    assert numbers_on_plan() == [first.number, second.number, third.number]
    assert item_of(second).item.suspended


@pytest.mark.usefixtures("context")
def test_it_keeps_the_meter_and_its_first_reading() -> None:
    account = an_account(61_900, digits=6, factor=1_023_500, category="public_welfare", persons=3)
    (item_id,) = planned(account)
    item = db.session.get_one(PlanItem, item_id)
    assert (item.meter_number, item.digits, item.factor) == (f"M{account.number}", 6, 1_023_500)
    assert (item.previous, item.previous_on, item.average) == (61_900_000, date(2024, 5, 1), None)
    assert (item.category, item.persons, item.held, item.reading_id) == ("public_welfare", 3, None, None)


@pytest.mark.usefixtures("context")
def test_it_goes_on_from_the_last_billed_reading() -> None:
    account, young = an_account(), an_account()
    volumes = (Volume(10_000), Volume(20_000), Volume(20_000))
    billed = {
        account.id: Billed(Volume(555_000), date(2026, 10, 21), volumes),
        young.id: Billed(Volume(120_000), date(2026, 10, 22), volumes[:2]),
    }
    with hooks(billed_before=lambda ids, _period: {one: billed[one] for one in ids if one in billed}):
        planned()
    item, other = item_of(account).item, item_of(young).item
    assert (item.previous, item.previous_on) == (555_000, date(2026, 10, 21))
    assert (item.average, item.recent) == (16_667, [10_000, 20_000, 20_000])
    assert (other.average, other.recent) == (None, [10_000, 20_000])


@pytest.mark.usefixtures("context")
def test_a_second_plan_of_a_month_adds_nothing() -> None:
    an_account()
    assert plan_month(PERIOD, by=OPERATOR).added == 1
    an_account()
    again = plan_month(PERIOD, by=OPERATOR)
    assert (again.planned, again.added, again.already_there) == (1, 0, True)
    assert plans.opened_since(again.plan_id, OPERATOR) == 1


@pytest.mark.usefixtures("context")
def test_the_volume_brought_along_counts_as_of_the_day_before_the_first_plan_only() -> None:
    first = an_account()
    planned()
    second = an_account()
    planned(period="2026-12")
    db.session.expire_all()
    assert (first.cycle_as_of, second.cycle_as_of) == (date(2026, 10, 31), date(2026, 11, 30))


@pytest.mark.usefixtures("context")
def test_accounts_of_an_import_that_is_not_applied_are_on_no_plan() -> None:
    with unit_of_work(by=OPERATOR) as work:
        batch = Batch(
            kind="accounts", filename="x", sha256="0", options={}, state="applying", counts={}, notices=[],
            actor_name="x", made_at=work.at,
        )  # fmt: skip
        work.session.add(batch)
        work.session.flush()
    an_account(batch_id=batch.id)
    assert plan_month(PERIOD, by=OPERATOR).planned == 0


@pytest.mark.usefixtures("context")
def test_nobody_sees_a_plan_before_it_is_frozen_and_a_broken_off_one_is_finished() -> None:
    accounts = [an_account() for _ in range(120)]

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan_month(PERIOD, by=OPERATOR, keep=stop)
    assert plans.plans() == []
    found = plan_month(PERIOD, by=OPERATOR)
    assert found.planned == len(accounts)
    assert len(set(numbers_on_plan())) == len(accounts) == len(numbers_on_plan())
    assert len(plans.plans()) == 1


@pytest.mark.usefixtures("context")
def test_whoever_comes_second_to_the_freeze_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    an_account()
    begin = planning._begin

    def begun_then_frozen_by_another(period: str, by: Actor) -> SimpleNamespace:
        monkeypatch.setattr(planning, "_begin", begin)
        plan_id = plan_month(period, by=by).plan_id
        an_account()
        return SimpleNamespace(id=plan_id, frozen_at=None)  # as this one saw it

    monkeypatch.setattr(planning, "_begin", begun_then_frozen_by_another)
    plan_month(PERIOD, by=OPERATOR)
    assert db.session.scalar(select(func.count()).select_from(PlanItem)) == 1
    assert db.session.scalar(select(func.count()).select_from(Entry).where(Entry.action == "readings.planned")) == 1


@pytest.mark.usefixtures("context")
def test_it_refuses_what_is_no_month() -> None:
    with pytest.raises(Refused):
        plan_month("2026-13", by=OPERATOR)


def test_the_command_says_what_it_did(app: Flask) -> None:
    with app.app_context():
        an_account()
    runner = app.test_cli_runner()
    first = runner.invoke(args=["billing", "plan", PERIOD, "--json"])
    assert json.loads(first.stdout) == {"period": PERIOD, "planned": 1, "added": 1}
    again = runner.invoke(args=["billing", "plan", PERIOD, "--json"])
    assert json.loads(again.stdout) == {"period": PERIOD, "planned": 1, "added": 0}
    assert runner.invoke(args=["billing", "plan", PERIOD]).exit_code == 0
    assert runner.invoke(args=["billing", "plan", "November"]).exit_code == 2
    assert runner.invoke(args=["billing", "plan", PERIOD, "--by", "ma"]).exit_code == 2


@pytest.mark.bench
@pytest.mark.usefixtures("context")
def test_ten_thousand_accounts_are_planned_in_three_seconds() -> None:
    many_accounts(10_000)
    started = time.monotonic()
    assert plan_month(PERIOD, by=OPERATOR).planned == 10_000
    assert time.monotonic() - started < 3
