"""Delivery: from that day the term runs, the newest record counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.billing.receivables import queries as money
from app.billing.statements.corrections import correct
from app.billing.statements.delivery import deliver, deliver_month
from app.billing.statements.models import Delivery
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.policy.service import set_values
from tests.billing.factories_statements import PERIOD, posted, read_month, slip_of

pytestmark = pytest.mark.usefixtures("context")
TODAY = date(2026, 11, 20)


@pytest.fixture
def on_the_25th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2026, 11, 25))


def due(account: object) -> date:
    db.session.rollback()
    return money.debts_of(account.id)[0].due_on  # type: ignore[attr-defined]


def recorded() -> list[tuple[int, date]]:
    query = select(Delivery.statement_id, Delivery.delivered_on).order_by(Delivery.id)
    return [tuple(row) for row in db.session.execute(query)]  # type: ignore[misc]


@pytest.mark.usefixtures("on_the_25th")
def test_a_slip_is_due_a_week_after_delivery_and_a_corrected_day_counts() -> None:
    account, *_ = _posted_on_the_20th(10)
    slip = slip_of(account)
    assert due(account) == TODAY + timedelta(days=7)
    deliver([slip.id], delivered_on=date(2026, 11, 24), way="door", by=OPERATOR)
    assert due(account) == date(2026, 12, 1)
    deliver([slip.id], delivered_on=date(2026, 11, 22), way="door", by=OPERATOR)
    assert due(account) == date(2026, 11, 29)
    assert recorded() == [(slip.id, date(2026, 11, 24)), (slip.id, date(2026, 11, 22))]


def _posted_on_the_20th(*used: int, **values: object) -> list[object]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.clock.today", lambda: TODAY)
        accounts = read_month(*used, **values)
        posted()
    return list(accounts)


def test_the_same_day_twice_is_recorded_once() -> None:
    account, *_ = _posted_on_the_20th(10)
    for changed in (1, 0):
        assert deliver([slip_of(account).id], delivered_on=TODAY, way="door", by=OPERATOR) == changed
    assert len(recorded()) == 1


@pytest.mark.usefixtures("on_the_25th")
@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 26)])
def test_it_is_not_delivered_before_posting_nor_in_the_future(day: date) -> None:
    account, *_ = _posted_on_the_20th(10)
    with pytest.raises(Refused) as refused:
        deliver([slip_of(account).id], delivered_on=day, way="door", by=OPERATOR)
    assert refused.value.field == "delivered_on"
    with pytest.raises(Refused):
        deliver_month(PERIOD, delivered_on=day, way="door", by=OPERATOR)
    assert recorded() == []


@pytest.mark.usefixtures("on_the_25th")
def test_the_term_is_the_one_in_force_on_the_day_of_delivery() -> None:
    account, *_ = _posted_on_the_20th(10)
    values = {"billing.statements.term_residential": "3"}
    set_values(values, valid_from=date(2026, 11, 24), reason=None, by=OPERATOR)
    deliver([slip_of(account).id], delivered_on=date(2026, 11, 23), way="door", by=OPERATOR)
    assert due(account) == date(2026, 11, 30)
    deliver([slip_of(account).id], delivered_on=date(2026, 11, 24), way="door", by=OPERATOR)
    assert due(account) == date(2026, 11, 27)


def test_a_reversed_slip_is_not_delivered() -> None:
    account, *_ = _posted_on_the_20th(10)
    slip = slip_of(account)
    correct(slip.id, reason="wrong", replace=False, by=OPERATOR)
    with pytest.raises(Refused, match="reversed"):
        deliver([slip.id], delivered_on=TODAY, way="door", by=OPERATOR)


def test_a_book_is_delivered_at_once_and_only_what_is_left(app: Flask) -> None:
    accounts = _posted_on_the_20th(10, 20, 30)
    first = slip_of(accounts[0])  # type: ignore[arg-type]
    deliver([first.id], delivered_on=TODAY, way="counter", by=OPERATOR)
    runner = app.test_cli_runner()
    assert "0" in runner.invoke(args=["billing", "deliver", PERIOD, "--book", "B99"]).stdout
    assert "2" in runner.invoke(args=["billing", "deliver", PERIOD, "--book", "B01", "--on", "2026-11-20"]).stdout
    assert "0" in runner.invoke(args=["billing", "deliver", PERIOD]).stdout
    assert len(recorded()) == 3
    result = runner.invoke(args=["billing", "deliver", PERIOD, "--on", "2026-13-01"])
    assert result.exit_code == 2
