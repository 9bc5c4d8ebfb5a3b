"""Drafting a month: the right amounts, once, and only what changed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import clock
from app.billing.accounts.models import GasAccount
from app.billing.statements import drafting, queries, service
from app.billing.statements.models import Run, Statement
from app.billing.tariffs.files import read_tariff
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.jobs import service as work
from app.jobs.models import Job
from app.unit_of_work import unit_of_work
from tests.billing.factories_readings import item_of
from tests.billing.factories_statements import (
    PERIOD,
    an_account,
    drafted,
    ended,
    jobs_wait,
    lines_of,
    planned,
    posted,
    price_lists,
    read,
    read_month,
    slip_of,
    slips,
)

pytestmark = pytest.mark.usefixtures("context")


def amounts() -> list[int]:
    return [slip.amount for slip in slips()]


def change(account: GasAccount, **values: object) -> None:
    with unit_of_work(by=OPERATOR) as unit:
        unit.session.execute(update(GasAccount).where(GasAccount.id == account.id).values(**values))


@pytest.mark.parametrize(
    ("before", "volume", "amount", "lines"),
    [
        (0, 350, 91350, [(1, 0, 350, 91350)]),
        (0, 351, 91633, [(1, 0, 350, 91350), (2, 350, 351, 283)]),
        (0, 500, 133800, [(1, 0, 350, 91350), (2, 350, 500, 42450)]),
        (0, 501, 134223, [(1, 0, 350, 91350), (2, 350, 500, 42450), (3, 500, 501, 423)]),
        (330, 31, 8333, [(1, 330, 350, 5220), (2, 350, 361, 3113)]),
        (480, 43, 15389, [(2, 480, 500, 5660), (3, 500, 523, 9729)]),
    ],
)
def test_a_slip_has_the_published_amount_and_its_blocks(
    before: int, volume: int, amount: int, lines: list[tuple[int, ...]]
) -> None:
    account, *_ = read_month(volume, cycle_volume=before * 1000)
    drafted()
    slip = slip_of(account)
    assert (slip.amount, slip.volume, slip.cumulative_from) == (amount, volume * 1000, before * 1000)
    assert slip.cumulative_to == (before + volume) * 1000
    assert lines_of(slip) == lines


@pytest.mark.parametrize(("initial", "current", "used"), [(99980, 25, 45), (99990, 10, 20)])
def test_a_meter_that_turned_over_is_billed_for_the_full_turn(initial: int, current: int, used: int) -> None:
    price_lists()
    account = an_account(initial)
    read(planned(account)[0], current)
    drafted()
    assert slip_of(account).volume == used * 1000


def test_a_turn_that_never_was_is_held_and_not_billed() -> None:
    price_lists()
    account = an_account(50100)
    read(planned(account)[0], 50090)
    run = drafted()
    assert slips() == []
    assert (run.totals["held"], run.totals["drafted"]) == (1, 0)


def test_no_consumption_of_a_resident_is_a_slip_of_nothing() -> None:
    account, *_ = read_month(0)
    run = drafted()
    assert (slip_of(account).amount, lines_of(slip_of(account)), run.totals["zero"]) == (0, [], 1)


def test_a_run_adds_up_what_it_drafted() -> None:
    read_month(10, 20, 0)
    run = drafted()
    assert (run.state, run.made_by) == ("drafted", "operator")
    assert {name: run.totals[name] for name in ("planned", "read", "held", "drafted", "volume", "amount")} == {
        "planned": 3, "read": 3, "held": 0, "drafted": 3, "volume": 30000, "amount": 7830,
    }  # fmt: skip
    assert run.totals["categories"] == [{"category": "residential", "count": 3, "volume": 30000, "amount": 7830}]


def test_the_cycle_goes_on_where_the_last_month_ended() -> None:
    account, *_ = read_month(340)
    posted()
    read(planned(account, period="2026-12")[0], 100 + 340 + 20)
    drafted("2026-12")
    slip = slip_of(account)
    assert (slip.cumulative_from, slip.previous, slip.amount) == (340_000, 440_000, 2610 + 2830)


def test_a_new_year_begins_at_zero() -> None:
    account, *_ = read_month(340, cycle_volume=100_000)
    posted()
    read(planned(account, period="2027-01")[0], 100 + 340 + 20)
    drafted("2027-01")
    assert (slip_of(account).cumulative_from, slip_of(account).amount) == (0, 20 * 261)


def test_drafting_again_keeps_what_is_right_and_mends_what_changed() -> None:
    one, two = read_month(10, 20)
    drafted()
    before = slip_of(one).id
    item = item_of(two).item.id
    read(item, 150, reason="misread")
    change(two, name="王大锤")
    drafted()
    assert slip_of(one).id == before
    assert (slip_of(two).volume, slip_of(two).name, len(slips())) == (50_000, "王大锤", 2)


def test_a_draft_goes_when_its_reading_is_held() -> None:
    account, *_ = read_month(10)
    drafted()
    read(item_of(account).item.id, 50, reason="misread")
    run = drafted()
    assert (slips(), run.totals["held"]) == ([], 1)


def test_a_household_that_grew_is_drafted_with_its_ceilings() -> None:
    account, *_ = read_month(400)
    drafted()
    assert slip_of(account).amount == 91350 + 50 * 283
    change(account, persons=6)
    drafted()
    assert (slip_of(account).amount, slip_of(account).ceilings) == (400 * 261, [500_000, 650_000])


def test_a_use_that_no_list_knows_is_held_until_the_account_is_mended() -> None:
    account, *_ = read_month(10, use="boiler")
    change(account, use="spaceship")
    assert (drafted().totals["held"], slips()) == (1, [])
    change(account, use="rural")
    assert (drafted().totals["held"], amounts()) == (0, [2610])


def test_a_price_list_that_comes_between_changes_the_drafts() -> None:
    read_month(10)
    drafted()
    text = (
        'name = "新"\ncategory = "residential"\ndocument = "发改"\nvalid_from = 2026-11-01\n'
        '[cycle]\nlength = "year"\n[[plan]]\nblocks = [{ price = "3.00" }]\n'
    )
    enter_tariff(read_tariff(text.encode()), by=OPERATOR)
    drafted()
    assert amounts() == [3000]


def test_a_month_without_a_plan_is_refused() -> None:
    with pytest.raises(Refused, match="no reading plan"):
        service.run_month("2026-08", by=OPERATOR, language="en")
    with pytest.raises(Refused):
        service.run_month("November", by=OPERATOR, language="en")


def test_a_billed_month_drafts_only_what_was_mended_since() -> None:
    price_lists()
    one, two = an_account(), an_account()
    items = planned(one, two)
    read(items[0], 110)
    posted()
    read(items[1], 120)
    run = drafted()
    assert [slip.account_id for slip in slips() if slip.run_id == run.id] == [two.id]


def test_two_who_draft_at_once_join_one_run() -> None:
    read_month(10)
    with jobs_wait():
        first = service.run_month(PERIOD, by=OPERATOR, language="en")
        assert service.run_month(PERIOD, by=OPERATOR, language="en") == first
    assert db.session.scalars(select(Run.id)).all() == [1]
    assert ended(first).state == "done"


@pytest.mark.parametrize("broken", ["reassess_all", "store_drafts", "_finish"])
def test_drafting_that_died_goes_on_and_ends_the_same(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_month(*range(1, 31))
    original, calls = getattr(drafting, broken), []

    def die(*args: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == (2 if broken == "store_drafts" else 1):
            raise KeyboardInterrupt
        return original(*args, **more)

    monkeypatch.setattr(drafting, broken, die)
    monkeypatch.setattr(drafting, "slices", lambda ids: (ids[start : start + 7] for start in range(0, len(ids), 7)))
    with jobs_wait():
        job = service.run_month(PERIOD, by=OPERATOR, language="en")
        with pytest.raises(KeyboardInterrupt):
            work.run(job)
    let_the_lease_run_out(job)
    assert ended(job).state == "done"
    assert sorted(amounts()) == [261 * used for used in range(1, 31)]
    assert queries.newest_run(PERIOD).totals["drafted"] == 30  # type: ignore[union-attr]


def let_the_lease_run_out(job_id: int) -> None:
    with unit_of_work(by=OPERATOR) as unit:
        past = clock.now() - timedelta(minutes=1)
        unit.session.execute(update(Job).where(Job.id == job_id).values(lease_until=past))


def test_discarded_drafts_are_gone_and_the_month_can_be_drafted_again() -> None:
    read_month(10, 20)
    run = drafted()
    ended(service.discard(run.id, reason="wrong month", by=OPERATOR, language="en"))
    assert (queries.run(run.id).state, slips()) == ("discarded", [])
    assert drafted().id != run.id
    assert len(slips()) == 2


def test_posted_slips_cannot_be_discarded() -> None:
    read_month(10)
    run = posted()
    with pytest.raises(Conflict):
        service.discard(run.id, reason="no", by=OPERATOR, language="en")


class TestAtTheShell:
    def test_it_prints_the_totals_as_strings(self, app: Flask) -> None:
        read_month(10, 20)
        result = app.test_cli_runner().invoke(args=["billing", "run", PERIOD, "--json"])
        figures = json.loads(result.stdout)
        assert figures.pop("seconds")
        assert figures == {
            "period": PERIOD, "planned": 2, "read": 2, "drafted": 2, "held": 0, "volume": "30", "amount": "78.30",
        }  # fmt: skip

    def test_a_dry_run_counts_the_same_and_stores_nothing(self, app: Flask) -> None:
        read_month(10, 20)
        result = app.test_cli_runner().invoke(args=["billing", "run", PERIOD, "--dry-run", "--json"])
        figures = json.loads(result.stdout)
        assert (figures["drafted"], figures["amount"]) == (2, "78.30")
        assert db.session.scalars(select(Statement.id)).all() == []
        assert db.session.scalars(select(Run.id)).all() == []

    def test_a_month_without_a_plan_is_one_line_and_status_2(self, app: Flask) -> None:
        result = app.test_cli_runner().invoke(args=["billing", "run", "2026-07"])
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
