"""Several at once at the slips of one month: one set of drafts, of numbers, of debts, of corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.billing.accounts.models import GasAccount
from app.billing.payments.service import take_payment
from app.billing.readings.models import Reading
from app.billing.receivables import queries as money
from app.billing.receivables.models import Receivable
from app.billing.statements import queries, service
from app.billing.statements.corrections import correct
from app.billing.statements.delivery import deliver, deliver_month
from app.billing.statements.models import Delivery, Run, Statement
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.money import Fen
from app.extensions import db
from app.jobs import service as work
from app.office.history.models import Entry
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


def at_once(app: Flask, *deeds: Callable[[], Any]) -> list[Any]:
    """Do these deeds at the same moment, each by somebody of his own; what each answered or was refused with."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        with app.app_context():
            ready.wait()
            try:
                return deed()
            except Refused as refused:
                return refused

    with ThreadPoolExecutor(len(deeds)) as pool:
        answers = list(pool.map(do, deeds))
    db.session.rollback()
    return answers


def told(answers: Sequence[Any]) -> list[Refused]:
    return [one for one in answers if isinstance(one, Refused)]


def pays(account_id: int, fen: int) -> int:
    account = db.session.get_one(GasAccount, account_id)
    return take_payment(account, amount=Fen(fen), channel="cash", by=OPERATOR).id


def count(query: Any) -> int:
    return db.session.scalar(query) or 0


def test_clerks_who_draft_a_month_at_once_draft_one_set(app: Flask) -> None:
    accounts = read_month(*range(1, 21))
    answers = at_once(app, *[lambda: service.run_month(PERIOD, by=OPERATOR, language="en")] * 6)
    assert len(told(answers)) < 6
    run = queries.newest_run(PERIOD)
    assert run is not None
    while waiting := work.waiting():
        ended(waiting[0])
    assert db.session.scalars(select(Run.id)).all() == [run.id]
    assert queries.run(run.id).state == "drafted"
    assert Counter(slip.account_id for slip in slips()) == Counter(account.id for account in accounts)


def test_clerks_who_post_at_once_post_one_set(app: Flask) -> None:
    read_month(*range(1, 21))
    run_id = drafted().id
    answers = at_once(app, *[lambda: service.post(run_id, by=OPERATOR, language="en")] * 6)
    assert len(told(answers)) < 6
    while waiting := work.waiting():
        ended(waiting[0])
    assert queries.run(run_id).state == "posted"
    assert [slip.number for slip in slips()] == [f"26110000{n:02}" for n in range(1, 21)]
    assert sorted(db.session.scalars(select(Receivable.outstanding))) == [261 * n for n in range(1, 21)]
    assert count(select(func.count()).where(Entry.action == "statements.posted")) == 20
    assert money.check_sums() == []


def test_workers_that_take_up_one_job_at_once_do_it_once(app: Flask) -> None:
    read_month(*range(1, 21))
    run = drafted()
    with jobs_wait():
        job = service.post(run.id, by=OPERATOR, language="en")
    answers = at_once(app, *[lambda: work.run(job)] * 6)
    assert sorted(answers) == [False] * 5 + [True]
    assert [slip.number for slip in slips()] == [f"26110000{n:02}" for n in range(1, 21)]
    assert money.check_sums() == []


def test_of_several_who_reverse_a_slip_at_once_all_but_one_are_told(app: Flask) -> None:
    account, *_ = read_month(10)
    posted()
    slip_id = slip_of(account).id
    answers = at_once(app, *[lambda: correct(slip_id, reason="wrong", replace=False, by=OPERATOR)] * 4)
    assert len(told(answers)) == 3
    assert Counter(one.kind for one in slips()) == {"regular": 1, "reversal": 1}
    assert count(select(func.count()).select_from(Run).where(Run.kind == "correction")) == 1
    assert money.check_sums() == []


def test_of_several_who_replace_a_slip_at_once_all_but_one_are_told(app: Flask) -> None:
    account, *_ = read_month(10)
    posted()
    slip_id = slip_of(account).id
    correct(slip_id, reason="wrong", replace=False, by=OPERATOR)
    read(item_of(account).item.id, 120, reason="misread")
    answers = at_once(app, *[lambda: correct(slip_id, reason="wrong", replace=True, by=OPERATOR)] * 4)
    assert len(told(answers)) == 3
    assert Counter(one.kind for one in slips()) == {"regular": 1, "reversal": 1, "replacement": 1}
    assert money.check_sums() == []


def test_a_slip_that_is_handed_over_twice_at_once_is_recorded_once(app: Flask) -> None:
    accounts = read_month(10, 20, 30)
    posted()
    ids = [slip_of(account).id for account in accounts]
    book = {"delivered_on": TODAY, "way": "door", "by": OPERATOR}
    at_once(
        app,
        *[lambda: deliver(ids, **book)] * 3,  # type: ignore[arg-type]
        *[lambda: deliver_month(PERIOD, **book)] * 3,  # type: ignore[arg-type]
    )
    assert sorted(db.session.scalars(select(Delivery.statement_id))) == sorted(ids)
    assert set(db.session.scalars(select(Receivable.delivered_on))) == {TODAY}
    assert count(select(func.count()).where(Entry.action == "statements.delivered")) == 3


def test_money_that_comes_in_while_slips_are_posted_delivered_and_corrected_is_accounted_for(app: Flask) -> None:
    accounts = read_month(*range(10, 30))
    run_id, payers = drafted().id, [account.id for account in accounts[:6]]
    post = at_once(
        app,
        lambda: ended(service.post(run_id, by=OPERATOR, language="en")),
        *[partial(pays, account_id, 3000) for account_id in payers],
    )
    wrong = slip_of(accounts[3]).id
    at_once(
        app,
        lambda: deliver_month(PERIOD, delivered_on=TODAY, way="door", by=OPERATOR),
        lambda: correct(wrong, reason="wrong", replace=False, by=OPERATOR),
        *[partial(pays, account_id, 700) for account_id in payers],
    )
    assert told(post) == []
    assert (queries.run(run_id).state, len(slips())) == ("posted", 21)
    assert money.sums().cash == 6 * 3700
    assert money.check_sums() == []


def test_readings_that_are_typed_while_a_run_is_posted_are_billed_or_refused(app: Flask) -> None:
    accounts = read_month(*range(1, 11))
    run_id, items = drafted().id, [item_of(account).item.id for account in accounts]
    answers = at_once(
        app,
        lambda: ended(service.post(run_id, by=OPERATOR, language="en")),
        *[partial(read, item, 150, reason="misread") for item in items[:5]],
    )
    if queries.run(run_id).state == "drafted":  # a reading came first
        assert "Readings changed" in (answers[0].problem or "")
        posted()
    counted = {slip.plan_item_id: slip.current for slip in db.session.scalars(select(Statement))}
    newest = select(Reading.plan_item_id, func.max(Reading.id)).group_by(Reading.plan_item_id)
    values = {item: db.session.get_one(Reading, reading).value for item, reading in db.session.execute(newest)}
    assert counted == values
