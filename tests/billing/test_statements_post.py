"""Posting: numbers, debts and one flip, by a second person, once, and whole after any crash."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from app import clock
from app.billing.receivables import queries as money
from app.billing.receivables.models import Receivable
from app.billing.statements import posting, queries, service
from app.billing.statements.models import Statement, StatementLine
from app.billing.tariffs.files import read_tariff
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.jobs import service as work
from app.jobs.models import Job
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.unit_of_work import unit_of_work
from tests import factories
from tests.billing.factories_money import a_payment
from tests.billing.factories_readings import item_of
from tests.billing.factories_statements import (
    PERIOD,
    drafted,
    ended,
    jobs_wait,
    posted,
    read,
    read_month,
    slip_of,
    slips,
)

pytestmark = pytest.mark.usefixtures("context")
TODAY = date(2026, 11, 20)


def outstanding() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Receivable.outstanding).order_by(Receivable.statement_id)))


def test_slips_get_numbers_in_route_order_and_fall_due_after_the_term() -> None:
    one, two, three = read_month(10, 20, 30)
    run = posted()
    assert (run.state, run.posted_by, run.posted_on) == ("posted", "operator", TODAY)
    assert [slip_of(account).number for account in (one, two, three)] == ["2611000001", "2611000002", "2611000003"]
    assert [debt.due_on for debt in money.debts_of(one.id)] == [TODAY + timedelta(days=7)]
    assert outstanding() == [2610, 5220, 7830]
    assert money.check_sums() == []


def test_the_term_is_the_one_of_the_category() -> None:
    set_values({"billing.statements.term_residential": "3"}, valid_from=TODAY, reason=None, by=OPERATOR)
    account, *_ = read_month(10)
    posted()
    assert money.debts_of(account.id)[0].due_on == TODAY + timedelta(days=3)


def test_nothing_is_seen_before_the_flip() -> None:
    account, *_ = read_month(10)
    run = drafted()
    with jobs_wait():
        job = service.post(run.id, by=OPERATOR, language="en")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(posting, "_flip", _die)
            with pytest.raises(KeyboardInterrupt):
                work.run(job)
    db.session.rollback()
    assert slip_of(account).number == "2611000001"
    assert (money.debts_of(account.id), money.sums().billed, money.sums().outstanding) == ([], 0, 0)
    assert queries.slips_of(OPERATOR, account_id=account.id) == []


def _die(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("broken", ["_check", "_number_and_open", "_flip", "_record", "_settle", "record_prepaid"])
@pytest.mark.parametrize("after", [False, True])
def test_posting_that_died_goes_on_and_ends_the_same(broken: str, after: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = read_month(*range(1, 13))
    a_payment(accounts[3], 500)
    run = drafted()
    original, calls = getattr(posting, broken), []

    def die(*args: object) -> object:
        calls.append(1)
        done = original(*args) if after or len(calls) > 1 else None
        if len(calls) == 1:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(posting, broken, die)
    with jobs_wait():
        job = service.post(run.id, by=OPERATOR, language="en")
        with pytest.raises(KeyboardInterrupt):
            work.run(job)
    _let_the_lease_run_out(job)
    assert ended(job).state == "done"
    _is_posted_whole(run.id)


def _is_posted_whole(run_id: int) -> None:
    assert queries.run(run_id).state == "posted"
    assert [slip.number for slip in slips()] == [f"26110000{n:02}" for n in range(1, 13)]
    assert outstanding() == [261 * n - (500 if n == 4 else 0) for n in range(1, 13)]
    assert money.prepaid_of(slips()[3].account_id) == 0
    posted_entries = select(func.count()).where(Entry.action == "statements.posted")
    assert db.session.scalar(posted_entries) == 12
    assert money.check_sums() == []


def _let_the_lease_run_out(job_id: int) -> None:
    with unit_of_work(by=OPERATOR) as unit:
        past = clock.now() - timedelta(minutes=1)
        unit.session.execute(update(Job).where(Job.id == job_id).values(lease_until=past))


def test_who_drafted_does_not_post_and_a_second_person_does() -> None:
    read_month(10)
    xu, bai = factories.actor("xu"), factories.actor("bai")
    run = drafted(by=xu)
    assert service.why_not_posted(run, xu) is not None
    with pytest.raises(Refused, match="Somebody else"):
        service.post(run.id, by=xu, language="en")
    assert service.why_not_posted(run, bai) is None
    ended(service.post(run.id, by=bai, language="en"))
    assert queries.run(run.id).posted_by == bai.name


def test_the_office_may_do_without_a_second_person() -> None:
    read_month(10)
    set_values({"billing.statements.second_person": "no"}, valid_from=TODAY, reason=None, by=OPERATOR)
    xu = factories.actor("xu")
    run = drafted(by=xu)
    ended(service.post(run.id, by=xu, language="en"))
    assert queries.run(run.id).state == "posted"


def test_two_who_post_at_once_post_one_set() -> None:
    read_month(10, 20)
    run = drafted()
    with jobs_wait():
        first = service.post(run.id, by=OPERATOR, language="en")
        assert service.post(run.id, by=factories.actor("bai"), language="en") == first
    ended(first)
    with pytest.raises(Refused):
        service.post(run.id, by=OPERATOR, language="en")
    assert outstanding() == [2610, 5220]


def test_a_price_list_that_came_in_between_brings_the_run_back() -> None:
    read_month(10)
    run = drafted()
    text = (
        'name = "新"\ncategory = "residential"\ndocument = "发改"\nvalid_from = 2026-11-01\n'
        '[cycle]\nlength = "year"\n[[plan]]\nblocks = [{ price = "3.00" }]\n'
    )
    enter_tariff(read_tariff(text.encode()), by=OPERATOR)
    job = ended(service.post(run.id, by=OPERATOR, language="en"))
    assert (job.state, queries.run(run.id).state, outstanding()) == ("failed", "drafted", [])
    assert "price lists changed" in (job.problem or "")
    assert posted().state == "posted"
    assert outstanding() == [3000]


def test_a_reading_that_was_mended_since_brings_the_run_back() -> None:
    account, *_ = read_month(10)
    run = drafted()
    read(item_of(account).item.id, 130, reason="misread")
    job = ended(service.post(run.id, by=OPERATOR, language="en"))
    assert (job.state, queries.run(run.id).state) == ("failed", "drafted")
    posted()
    assert outstanding() == [30 * 261]


def test_the_reading_of_a_posted_slip_is_settled() -> None:
    account, *_ = read_month(10)
    posted()
    with pytest.raises(Refused):
        read(item_of(account).item.id, 130, reason="too late")


def test_prepaid_money_pays_new_slips_oldest_due_first() -> None:
    account, *_ = read_month(10)
    a_payment(account, 3000)
    posted()
    assert (outstanding(), money.prepaid_of(account.id)) == ([0], 390)
    assert money.check_sums() == []


def test_a_posted_slip_its_lines_and_its_allocations_never_change() -> None:
    account, *_ = read_month(10)
    a_payment(account, 1000)
    posted()
    deeds = [
        update(Statement).values(amount=1),
        delete(StatementLine),
        update(StatementLine).values(amount=1),
        delete(Statement),
        text("UPDATE allocations SET amount = 1"),
        text("DELETE FROM prepaid_entries"),
    ]
    for deed in deeds:
        with pytest.raises((IntegrityError, OperationalError)), unit_of_work(by=OPERATOR) as unit:
            unit.session.execute(deed)
    assert slip_of(account).amount == 2610


def test_posting_at_the_shell_says_how_many(app: Flask) -> None:
    read_month(10, 20)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["billing", "post", PERIOD]).exit_code == 2
    drafted()
    result = runner.invoke(args=["billing", "post", PERIOD])
    assert (result.exit_code, "2" in result.stdout) == (0, True)
