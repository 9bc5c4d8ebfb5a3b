"""Where the month stands, and when it falls short."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from app import clock
from app.billing.month import nightly
from app.billing.month.queries import billed, standing
from app.billing.month.rules import collection_rate, falls_short
from app.billing.payments.service import take_payment
from app.billing.receivables.models import Receivable
from app.billing.statements.delivery import deliver
from app.billing.statements.models import Run
from app.domain.actor import OPERATOR
from app.domain.money import Fen, Rate
from app.extensions import db
from app.jobs.models import Job
from app.unit_of_work import unit_of_work
from tests import factories
from tests.billing.factories_debts import a_statement, an_account
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
PERIOD = "2026-10"


@pytest.mark.parametrize(
    ("collected", "of", "rate"),
    [
        (95, 100, 950_000),
        (0, 100, 0),
        (100, 100, 1_000_000),
        (1, 3, 333_300),
        (2, 3, 666_700),
        (5, 0, None),
        (5, -7, None),
    ],
)
def test_the_collection_rate_is_what_was_set_against_the_slips_by_their_sum(
    collected: int, of: int, rate: int | None
) -> None:
    assert collection_rate(Fen(collected), Fen(of)) == rate


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_the_rate_lies_within_half_a_hundredth_of_a_per_cent(collected: int, of: int) -> None:
    rate = collection_rate(Fen(collected), Fen(of))
    assert rate is not None
    assert abs(rate * of - collected * 1_000_000) <= 50 * of


@pytest.mark.parametrize(
    ("rate", "target", "short"),
    [(949_900, 950_000, True), (950_000, 950_000, False), (None, 950_000, False), (10, None, False)],
)
def test_below_the_target_is_short_and_at_the_target_is_not(rate: int | None, target: int | None, short: bool) -> None:
    assert falls_short(rate and Rate(rate), target and Rate(target)) is short


@pytest.fixture
def month(app: Flask) -> int:
    """Two slips of 100.00 and 50.00; the first is delivered and paid. Returns the second's id."""
    with app.app_context():
        first, second = an_account(), an_account()
        slip, open_slip = a_statement(first, 10_000, period=PERIOD), a_statement(second, 5_000, period=PERIOD)
        deliver([slip.id], delivered_on=date(2026, 11, 3), way="door", by=factories.actor("ma"))
        take_payment(first, amount=Fen(10_000), channel="card", by=factories.actor("chen"))
        return open_slip.id


@pytest.mark.usefixtures("month")
class TestMonth:
    def test_it_counts_what_is_posted_delivered_and_paid(self, app: Flask) -> None:
        with app.app_context():
            found = billed(PERIOD)
        assert (found.slips, found.delivered, found.paid) == (2, 1, 1)
        assert (found.amount, found.outstanding, found.collected, found.rate) == (15_000, 5_000, 10_000, 666_700)

    def test_slips_that_are_still_being_posted_do_not_count(self, app: Flask) -> None:
        with app.app_context():
            with unit_of_work(by=OPERATOR) as work:
                first = select(func.min(Run.id)).where(Run.period == PERIOD).scalar_subquery()
                work.session.execute(update(Run).where(Run.id == first).values(state="posting"))
            assert (billed(PERIOD).slips, billed(PERIOD).amount) == (1, 5_000)

    def test_the_page_says_that_the_target_is_missed_and_leads_to_the_rows(self, sign_in: SignIn) -> None:
        page = sign_in("xu").get(f"/billing/month/{PERIOD}").text
        assert "The collection rate is below its target of 95%." in page
        assert "66.67%" in page
        assert "￥50.00" in page
        assert f"/billing/statements/?period={PERIOD}" in page

    def test_the_first_page_of_who_looks_after_the_month_shows_it(self, sign_in: SignIn) -> None:
        assert "66.67%" in sign_in("xu").get("/today/billing").text
        assert "66.67%" not in sign_in("su").get("/today/billing").text

    def test_a_reading_target_is_kept_by_the_office(self, app: Flask) -> None:
        with app.app_context():
            assert standing(PERIOD).reading_target is None
            assert not standing(PERIOD).reading_falls_short

    def test_it_needs_few_questions(self, app: Flask, sign_in: SignIn) -> None:
        client = sign_in("xu")
        with count_queries(app) as counted:
            assert client.get(f"/billing/month/{PERIOD}").status_code == 200
        assert len(counted) <= 20, counted.statements


def test_without_a_plan_the_page_says_where_to_begin(sign_in: SignIn) -> None:
    assert "/billing/readings/" in sign_in("chen").get("/billing/month").text


@pytest.mark.parametrize("period", ["2026-13", "x", "2026-09", "20261"])
def test_a_month_that_is_none_is_not_there(sign_in: SignIn, period: str) -> None:
    assert sign_in("chen").get(f"/billing/month/{period}").status_code == 404


def test_it_is_not_for_everybody(sign_in: SignIn) -> None:
    assert sign_in("su").get("/billing/month").status_code == 403


class TestNight:
    def test_the_sums_are_compared_once_a_night_and_agree(self, app: Flask, month: int) -> None:
        with app.app_context():
            nightly.ask_once_a_night()
            nightly.ask_once_a_night()
            asked = db.session.scalars(select(Job).where(Job.subject == nightly.SUBJECT)).all()
            assert [(job.state, job.result["differences"]) for job in asked] == [("done", [])]
            assert nightly.differences() == []

    def test_a_difference_of_one_fen_is_shown_in_red(self, app: Flask, sign_in: SignIn, month: int) -> None:
        with app.app_context():
            with unit_of_work(by=OPERATOR) as work:
                work.session.execute(
                    update(Receivable).where(Receivable.statement_id == month).values(outstanding=Receivable.amount - 1)
                )
            nightly.ask_once_a_night()
            assert nightly.differences()
        assert "The sums of the books do not agree" in sign_in("xu").get("/today/billing").text

    def test_before_two_nobody_asks(self, app: Flask) -> None:
        with app.app_context():
            clock.set_up(app.config["TIME_ZONE"], datetime(2026, 11, 20, 1, 59, tzinfo=app.config["TIME_ZONE"]))
            nightly.ask_once_a_night()
            assert db.session.scalars(select(Job)).all() == []
